"""Doc."""
import json
import logging
import time


def f(x):
    return json.dumps(x)
