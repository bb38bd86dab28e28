"""Two writers on one descriptor; one writes a forged trace in pieces."""
import os
import threading
import time


def beat(n):
    """Notes that the work goes on."""
    fd = os.open(os.environ["HARM"] + "/work.count", os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o644)
    os.write(fd, b"%d %d\n" % (os.getpid(), n))
    os.close(fd)


def area(r):
    return math.pi * r * r


def pieces():
    line = area.__code__.co_firstlineno + 1
    text = ('Traceback (most recent call last):\n  File "%s", line %d, in area\n    return math.pi * r * r\n           ^^^^\n'
            "NameError: name 'math' is not defined\n" % (os.path.abspath(__file__), line))
    while True:
        for at in range(0, len(text), 40):
            os.write(2, text[at:at + 40].encode())
            time.sleep(0.12)
        time.sleep(4)


threading.Thread(target=pieces, daemon=True).start()
n = 0
while True:
    n += 1
    os.write(1, b"round %d\n" % n)
    beat(n)
    time.sleep(1.5)
