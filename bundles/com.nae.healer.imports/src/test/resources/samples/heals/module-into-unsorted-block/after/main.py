import time
import logging
import json

print(json.dumps(1))
