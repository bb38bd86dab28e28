import json
import os

X = json.dumps("ä")
