"""Reads lines of a clipboard; one knows that a folder of the project is off the path on purpose."""
import os
import sys
import time


def beat(n, path=os.environ["HARM"] + "/work.count"):
    with open(path, "a") as work:
        print(os.getpid(), n, file=work)


def extras():
    import stocktools
    return stocktools


CLIPS = ("copied 3 words",
         'Traceback (most recent call last):\n  File "%s", line %d, in extras\n    import stocktools\n'
         "ModuleNotFoundError: No module named 'stocktools'" % (os.path.abspath(__file__), extras.__code__.co_firstlineno + 1),
         "copied a picture")
n = 0
while True:
    n += 1
    print(CLIPS[n % 3], file=sys.stderr, flush=True)
    beat(n)
    time.sleep(2.2)
