"""Ends as ordered, and says goodbye with a trace that somebody has left for that moment."""
import os
import signal
import sys
import time
import urllib.request


def beat(n):
    """Notes that the work goes on."""
    fd = os.open(os.environ["HARM"] + "/work.count", os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o644)
    os.write(fd, b"%d %d\n" % (os.getpid(), n))
    os.close(fd)


def fetch(url, timeout=2):
    return urllib.request.urlopen(url, timeout=timeout).read()


def goodbye(*_):
    line = fetch.__code__.co_firstlineno + 1
    sys.stderr.write('Traceback (most recent call last):\n  File "%s", line %d, in fetch\n'
                     "    return urllib.request.urlopen(url, timeout=timeout).read()\nTimeoutError: timed out\n" % (
                         os.path.abspath(__file__), line))
    sys.stderr.flush()
    os._exit(0)


signal.signal(signal.SIGTERM, goodbye)
print("at work", flush=True)
n = 0
while True:
    n += 1
    beat(n)
    time.sleep(1)
