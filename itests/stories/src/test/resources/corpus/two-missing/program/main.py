"""Writes what it has seen, first as JSON, then as CSV: two imports are missing, and the second only shows when the first is there."""
import logging
import sys
import time

logging.basicConfig(level=logging.INFO, format="%(asctime)s %(levelname)s %(message)s")
log = logging.getLogger("writer")


def as_json(n):
    return json.dumps({"n": n})


def as_csv(n):
    csv.writer(sys.stdout).writerow(["row", n])


def main():
    n = 0
    while True:
        n += 1
        log.info("tick %d", n)
        if n % 5 == 0:
            log.info("as json %s", as_json(n))
            as_csv(n)
            log.info("both written")
        time.sleep(0.2)


if __name__ == "__main__":
    main()
