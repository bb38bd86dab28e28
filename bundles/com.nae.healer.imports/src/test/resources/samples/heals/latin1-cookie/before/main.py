# coding: latin-1
import os  # äöü

X = "ßé"; Y = json.dumps(X)
