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
    time.sleep(0.9 if n % 5 == 2 else 0.05)
    return n * n


def hook(args):
    logging.error("Exception in thread %s (drill):", args.thread.name, exc_info=(args.exc_type, args.exc_value, args.exc_traceback))


def drill():
    raise RuntimeError("raised on purpose, to see that the hook counts it")


def main():
    threading.excepthook = hook
    pool = concurrent.futures.ThreadPoolExecutor(2, "crunch")
    n = 0
    while True:
        n += 1
        future = pool.submit(compute, n)
        try:
            value = future.result(timeout=RESULT_SECONDS)
        except concurrent.futures.TimeoutError:
            logging.exception("result %d is late, looking again", n)
            value = future.result(timeout=10)
        if n % 9 == 4:
            threading.Thread(target=drill, name="drill-%d" % n).start()
        logging.info("%d", value)
        beat(n)
        time.sleep(1)


if __name__ == "__main__":
    main()
