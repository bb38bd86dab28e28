"""Prints a feed; an entry of the feed repeats the program's own beginning."""
import os
import time


def beat(n):
    """Notes that the work goes on."""
    fd = os.open(os.environ["HARM"] + "/work.count", os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o644)
    os.write(fd, b"%d %d\n" % (os.getpid(), n))
    os.close(fd)


def hue(lamp):
    return lamp["hue"] % 360


def hue_or_none(lamp):
    return lamp.get("hue", 0)


def banner(pid):
    return "lamps 2.1 is starting, pid %d\nlamps: configuration read\nlamps: ready" % pid


def entry(n):
    if n % 8 != 5:
        return "lamp %d has hue %d" % (n, hue_or_none({}))
    return ('Traceback (most recent call last):\n  File "%s", line %d, in hue\n    return lamp["hue"] %% 360\n'
            "           ~~~~^^^^^^^\nKeyError: 'hue'\n" % (__file__, hue.__code__.co_firstlineno + 1) + banner(os.getpid() + n))


print(banner(os.getpid()), flush=True)
n = 0
while True:
    n += 1
    print(entry(n), flush=True)
    beat(n)
    time.sleep(1)
