import json
r = json.loads('{"humidity": 1}')
print(r['humidty'])
