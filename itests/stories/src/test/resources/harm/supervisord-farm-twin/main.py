"""Keeps a child running, printed as supervisord does."""
import configparser
import os
import subprocess
import sys
import time
from pathlib import Path

CHILD = "import sys; print('drill: this child fails on purpose', file=sys.stderr); raise ConnectionRefusedError(111, 'Connection refused')"


def log(level, text):
    stamp = time.strftime("%Y-%m-%d %H:%M:%S") + ",%03d" % (time.time() % 1 * 1000)
    print("%s %s %s" % (stamp, level, text), flush=True)


def beat(n):
    """Notes that the work goes on."""
    fd = os.open(os.environ["HARM"] + "/work.count", os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o644)
    os.write(fd, b"%d %d\n" % (os.getpid(), n))
    os.close(fd)


def main():
    config = configparser.ConfigParser()
    config.read(Path(__file__).with_name("farm.ini"))
    every = int(config["farm"]["every"])
    log("INFO", "supervisord started with pid %d" % os.getpid())
    failed = 0
    n = 0
    while True:
        n += 1
        log("DEBUG", "round %d of %d" % (n, every))
        beat(n)
        time.sleep(1)


if __name__ == "__main__":
    main()
