import json
CONFIG = json.load(open('config.json'))
print(CONFIG['retries'] + CONFIG['level'])
