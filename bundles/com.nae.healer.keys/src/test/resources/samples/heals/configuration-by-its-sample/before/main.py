import json
config = json.load(open("config.json"))
x = config["log"]["level"]
