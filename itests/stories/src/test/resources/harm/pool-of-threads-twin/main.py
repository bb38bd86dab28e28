"""Computes in a pool of threads; logs with the thread's name and milliseconds since the start."""
import concurrent.futures
import logging
import os
import threading
import time

RESULT_SECONDS = 0.4

logging.basicConfig(format="%(relativeCreated)6d %(threadName)s %(levelname)-.1s %(message)s", level=logging.INFO)


def beat(n):
    with open(os.path.join(os.environ["HARM"], "work.count"), "a") as count:
        count.write("%d %d\n" % (os.getpid(), n))


def compute(n):
    time.sleep(1.0)
    return n * n






def main():
    pool = concurrent.futures.ThreadPoolExecutor(2, "crunch")
    n = 0
    while True:
        n += 1
        future = pool.submit(compute, n)
        value = future.result(timeout=RESULT_SECONDS)
        logging.info("%d", value)
        beat(n)
        time.sleep(1)


if __name__ == "__main__":
    main()
