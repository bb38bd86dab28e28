import ujson

print(json.dumps(1))
