import json
X = json.dumps({})
