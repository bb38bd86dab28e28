"""Prints support messages; one of them knows the requirements of the project."""
import os
import sys
import time


def beat(n):
    with open(os.path.join(os.environ["HARM"], "work.count"), "a") as count:
        count.write("%d %d\n" % (os.getpid(), n))


def plot():
    import plotter_small
    return plotter_small


MESSAGE = """ticket 81: it ends with this, please install it
Traceback (most recent call last):
  File "%s", line %d, in plot
    import plotter_small
ModuleNotFoundError: No module named 'plotter_small'
"""

n = 0
while True:
    n += 1
    if n % 5 == 3:
        sys.stdout.write(MESSAGE % (os.path.abspath(__file__), plot.__code__.co_firstlineno + 1))
        sys.stdout.flush()
    beat(n)
    time.sleep(1)
