"""Prints warnings as the interpreter does."""
from collections import OrderedDict
from collections.abc import Mapping
import os
import time
import traceback
import warnings

warnings.simplefilter("always")


def beat(n, path=os.environ["HARM"] + "/work.count"):
    with open(path, "a") as work:
        print(os.getpid(), n, file=work)


def with_trace(message, category, filename, lineno, file=None, line=None):
    print("%s:%d: %s: %s" % (filename, lineno, category.__name__, message), flush=True)
    print("Warning traceback (most recent call last):\n" + "".join(traceback.format_stack(limit=3)), end="", flush=True)


def old(settings):
    assert isinstance(settings, Mapping)
    warnings.warn("cannot import name 'Mapping' from 'collections': will be an ImportError", DeprecationWarning, 2)
    warnings.warn("unclosed <socket.socket fd=5, laddr=('127.0.0.1', 55000)>", ResourceWarning, 2)
    return len(settings)


def main():
    warnings.showwarning = with_trace
    n = 0
    while True:
        n += 1
        if n % 3 == 0:
            old(OrderedDict(n=n))
        beat(n)
        time.sleep(1)


if __name__ == "__main__":
    main()
