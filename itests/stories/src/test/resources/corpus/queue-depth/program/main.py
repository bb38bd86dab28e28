"""Keeps the last readings of each gauge; a list would grow without end."""
import logging
import time

logging.basicConfig(level=logging.INFO, format="%(asctime)s %(levelname)s %(message)s")
log = logging.getLogger("gauges")

from collections import deque

READINGS = {"north": deque(maxlen=3)}


def reading(gauge, value):
    READINGS[gauge].append(value)


def main():
    n = 0
    while True:
        n += 1
        log.info("tick %d", n)
        if n % 5 == 0:
            reading("south", n)
            log.info("gauges read")
        time.sleep(0.2)


if __name__ == "__main__":
    main()
