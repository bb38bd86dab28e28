import time
import logging

print(json.dumps(1))
