import os
import sys

X = json.dumps({})