import json
try:
    json.loads('x')
except JSONDecodeError:
    print(1)
