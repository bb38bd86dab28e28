"""A cache in front of a store; prints chained traces as a client of Redis raises them."""
import logging
import os
import time

logging.basicConfig(format="%(process)d:M %(asctime)s # %(message)s", datefmt="%d %b %Y %H:%M:%S", level=logging.INFO)


class RedisConnectionError(ConnectionError):
    """As the client raises it."""


def beat(n):
    """Notes that the work goes on."""
    fd = os.open(os.environ["HARM"] + "/work.count", os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o644)
    os.write(fd, b"%d %d\n" % (os.getpid(), n))
    os.close(fd)


def cached(key, n):
    try:
        if n % 4 == 1:
            raise OSError(111, "Connect call failed ('127.0.0.1', 6379)")
    except OSError as e:
        raise RedisConnectionError("Error 111 connecting to localhost:6379. Connection refused.") from e
    return None if n % 2 else key


def read(key, n, misses):
    try:
        value = cached(key, n)
    except RedisConnectionError:
        logging.exception("cache is away, reading the store")
        value = None
    if value is None:
        misses[key] = misses.get(key, 0) + 1
        value = "from the store"
    return value


def main():
    misses = {}
    n = 0
    while True:
        n += 1
        logging.info("key:%d is %s, %d keys missed", n % 3, read("key:%d" % (n % 3), n, misses), len(misses))
        beat(n)
        time.sleep(1.6)


if __name__ == "__main__":
    main()
