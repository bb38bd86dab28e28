"""Prints the reviews of a shop; a reviewer knows its settings and their sample."""
import json
import os
import time
from pathlib import Path

SETTINGS = json.loads(Path(__file__).with_name("settings.json").read_text())


def beat(n, path=os.environ["HARM"] + "/work.count"):
    with open(path, "a") as work:
        print(os.getpid(), n, file=work)


def columns():
    return SETTINGS["columns"]


REVIEWS = ["fine", "five stars", 'what I saw:\nTraceback (most recent call last):\n  File "%s", line %d, in columns\n'
           '    return SETTINGS["columns"]\n           ~~~~~~~~^^^^^^^^^^^\nKeyError: \'columns\'' % (
               os.path.abspath(__file__), columns.__code__.co_firstlineno + 1)]
n = 0
while True:
    n += 1
    print(SETTINGS["shop"] + ": " + REVIEWS[n % 3], flush=True)
    beat(n)
    time.sleep(1.8)
