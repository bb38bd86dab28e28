import json
from json import JSONDecodeError
try:
    json.loads('x')
except JSONDecodeError:
    print(1)
