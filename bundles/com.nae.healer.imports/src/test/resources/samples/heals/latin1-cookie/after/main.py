# coding: latin-1
import json
import os  # äöü

X = "ßé"; Y = json.dumps(X)
