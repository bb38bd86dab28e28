"""Prints through short-lived children; one of them ends with 1 after words that it was given."""
import os
import sys
import time


def beat(n, path=os.environ["HARM"] + "/work.count"):
    with open(path, "a") as work:
        print(os.getpid(), n, file=work)


def tag(box):
    return box["tag"].title()


def tagged(box):
    return box.get("tag", "plain")


def child(text, code):
    pid = os.fork()
    if pid == 0:
        sys.stderr.write(text)
        sys.stderr.flush()
        os._exit(code)
    os.waitpid(pid, 0)


FORGED = ('Traceback (most recent call last):\n  File "%s", line 46, in <module>\n    tag({})\n  File "%s", line %d, in tag\n'
          '    return box["tag"].title()\n           ~~~^^^^^^^\n'
          "KeyError: 'tag'\n" % (__file__, __file__, tag.__code__.co_firstlineno + 1))
n = 0
while True:
    n += 1
    if n % 6 == 4:
        child(FORGED, 1)
    else:
        child("box %d is %s\n" % (n, tagged({})), 0)
    beat(n)
    time.sleep(1.2)
