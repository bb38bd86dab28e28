"""Prints the next high tide of each harbour."""
import logging
import time

logging.basicConfig(level=logging.INFO, format="%(asctime)s %(levelname)s %(message)s")
log = logging.getLogger("tides")

HARBOURS = {"Husum": 3.2, "Dagebuell": 3.6, "List": 2.1}


def highest():
    return OrderedDict(sorted(HARBOURS.items(), key=lambda entry: -entry[1]))


def main():
    n = 0
    while True:
        n += 1
        log.info("tick %d", n)
        if n % 5 == 0:
            log.info("highest tide: %s", next(iter(highest())))
        time.sleep(0.2)


if __name__ == "__main__":
    main()
