import time


def f():
    return concurrent.futures.ThreadPoolExecutor(2)
