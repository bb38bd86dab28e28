"""Sorts parcels; the shelf is always there, only a label's text says that it is not."""
import os
import time

SHELVES = {"a": 1, "b": 2}


def beat(n):
    with open(os.path.join(os.environ["HARM"], "work.count"), "a") as count:
        count.write("%d %d\n" % (os.getpid(), n))


def place(parcel):
    return SHELVES[parcel["shelf"]] + parcel["row"]


def other(parcel):
    return parcel.get("row", 0)


def text_of_label():
    return ('Traceback (most recent call last):\n'
            '  File "%s", line 43, in <module>\n    place(parcel)\n'
            '  File "%s", line %d, in place\n    return SHELVES[parcel["shelf"]] + parcel["row"]\n'
            '                                      ~~~~~~^^^^^^^\n'
            "KeyError: 'row'" % (__file__, __file__, place.__code__.co_firstlineno + 1))


n = 0
while True:
    n += 1
    parcel = {"shelf": "ab"[n % 2], "row": n % 5, "text": text_of_label() if n % 7 == 3 else "fragile"}
    print("label: " + parcel["text"], flush=True)
    print("parcel %d at %d" % (n, place(parcel)), flush=True)
    beat(n)
    time.sleep(1)
