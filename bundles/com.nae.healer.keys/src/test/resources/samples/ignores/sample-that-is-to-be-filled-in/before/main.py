import json
CONFIG = json.load(open("config.json"))
print(CONFIG["poll"]["every"])
