"""Logs through a handler that keeps records; some records have too many values, on purpose."""
import logging
import logging.handlers
import os
import sys
import time


def beat(n):
    with open(os.path.join(os.environ["HARM"], "work.count"), "a") as count:
        count.write("%d %d\n" % (os.getpid(), n))


class Flaky(logging.StreamHandler):
    """A handler in the form of a colour log."""
    def format(self, record):
        return "\x1b[32m%-8s\x1b[0m %s" % (record.levelname, record.getMessage())


def main():
    flaky = Flaky(sys.stdout)
    keeper = logging.handlers.MemoryHandler(5, target=flaky)
    root = logging.getLogger()
    root.addHandler(keeper)
    root.setLevel(logging.INFO)
    n = 0
    while True:
        n += 1
        root.info("round %d", n)
        if n % 6 == 0:
            root.warning("drill: %d of %d parts", n)
        keeper.flush()
        beat(n)
        time.sleep(1)


if __name__ == "__main__":
    main()
