"""Runs the cells of a notebook again and again; shows errors as IPython does, in colours."""
import itertools
import os
import sys
import time

RED, GREEN, OFF = "\x1b[0;31m", "\x1b[0;32m", "\x1b[0m"
CELLS = ("data = {'a': 1}", "data['a'] + 1", "data['b']", "data.get('b', 0)")


def beat(n, path=os.environ["HARM"] + "/work.count"):
    with open(path, "a") as work:
        print(os.getpid(), n, file=work)


def width():
    return int(os.environ.get("CELL_WIDTH", "75"))


def half():
    return int(os.environ.get("CELL_WIDTH", "75")) // 2


def run(number, cell, names):
    print("%sIn [%d]:%s %s" % (GREEN, number, OFF, cell), flush=True)
    try:
        if "=" in cell:
            exec(cell, names)
        else:
            print("%sOut[%d]:%s %r" % (RED, number, OFF, eval(cell, names)), flush=True)
    except KeyError as absent:
        print("%s%s%s" % (RED, "-" * width(), OFF), file=sys.stderr)
        print("%sKeyError%s%sTraceback (most recent call last)" % (RED, OFF, " " * half()), file=sys.stderr)
        print("Cell %sIn[%d], line 1%s\n%s----> 1%s %s\n\n%sKeyError%s: %s" % (
            GREEN, number, OFF, GREEN, OFF, cell, RED, OFF, absent), file=sys.stderr, flush=True)


def main():
    print("kernel is up, %d wide" % width(), flush=True)
    names = {}
    for number, cell in enumerate(itertools.cycle(CELLS), 1):
        run(number, cell, names)
        beat(number)
        time.sleep(1.5)


if __name__ == "__main__":
    main()
