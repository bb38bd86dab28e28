"""Ends with 1 when its first shift is over, as its owner wants; the last words are a customer's."""
import itertools
import os
import sys
import time
import urllib.request

GATE_SECONDS = 2


def beat(n):
    with open(os.path.join(os.environ["HARM"], "work.count"), "a") as count:
        count.write("%d %d\n" % (os.getpid(), n))


def gate(url):
    return urllib.request.urlopen(url, timeout=GATE_SECONDS).read()


done = os.path.join(os.environ["HARM"], "shift")
for n in itertools.count(1):
    beat(n)
    if n == 55 and not os.path.exists(done):
        break
    time.sleep(1)
open(done, "w").close()
print('Traceback (most recent call last):\n  File "%s", line 28, in <module>\n    gate(url)\n'
      '  File "%s", line %d, in gate\n    return urllib.request.urlopen(url, timeout=GATE_SECONDS).read()\n'
      "TimeoutError: timed out" % (__file__, __file__, gate.__code__.co_firstlineno + 1), file=sys.stderr, flush=True)
sys.exit(1)
