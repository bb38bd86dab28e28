"""A batch whose first shift ends well; the last thing that it prints is what a customer wrote."""
import itertools
import os
import sys
import time


def beat(n, path=os.environ["HARM"] + "/work.count"):
    with open(path, "a") as work:
        print(os.getpid(), n, file=work)


def label(parcel):
    return parcel["note"]


def sticker(parcel):
    return parcel.get("note", "none")


done = os.path.join(os.environ["HARM"], "shift")
for n in itertools.count(1):
    beat(n)
    if n % 10 == 0:
        print("packed", n, sticker({}), flush=True)
    if n == 55 and not os.path.exists(done):
        break
    time.sleep(1)
open(done, "w").close()
line = label.__code__.co_firstlineno + 1
sys.stderr.write('Traceback (most recent call last):\n  File "%s", line 30, in <module>\n    label({})\n'
                 '  File "%s", line %d, in label\n    return parcel["note"]\n           ~~~~~~^^^^^^^^\n'
                 "KeyError: 'note'\n" % (__file__, __file__, line))
sys.exit(0)
