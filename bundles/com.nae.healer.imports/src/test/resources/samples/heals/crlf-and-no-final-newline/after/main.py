import json
import os
import sys

X = json.dumps({})