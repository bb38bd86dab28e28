"""Downloads candles with a progress bar that is drawn over itself."""
import os
import sys
import time
import traceback
from collections import deque


def beat(n, path=os.environ["HARM"] + "/work.count"):
    with open(path, "a") as work:
        print(os.getpid(), n, file=work)


def bar(done, total):
    filled = int(20 * done / total)
    sys.stderr.write("\rcandles: %3d%%|%-20s| %d/%d [00:%02d<00:%02d,  1.00it/s]"
                     % (100 * done / total, "█" * filled, done, total, done, total - done))
    sys.stderr.flush()


def write(text):
    sys.stderr.write("\r" + " " * 60 + "\r" + text + "\n")


def fetch(n, attempt):
    if n % 7 == 4 and attempt == 0:
        raise TimeoutError("The read operation timed out")
    return 100.0 + n


def candle(n):
    for attempt in range(2):
        try:
            return fetch(n, attempt)
        except TimeoutError:
            write("candle %d late, once more\n" % n + traceback.format_exc().rstrip())
    return None


def main():
    last = deque(maxlen=5)
    n = 0
    while True:
        n += 1
        last.append(candle(n))
        bar(n % 40 + 1, 40)
        beat(n)
        time.sleep(1)


if __name__ == "__main__":
    main()
