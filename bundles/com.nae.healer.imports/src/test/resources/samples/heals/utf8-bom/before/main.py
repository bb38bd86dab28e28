import os

X = json.dumps("ä")
