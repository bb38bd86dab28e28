"""Writes rows into a database in memory and echoes the statements as SQLAlchemy does."""
import logging
import os
import sqlite3
import time

logging.basicConfig(format="%(asctime)s,%(msecs)03d %(levelname)s %(name)s %(message)s", datefmt="%Y-%m-%d %H:%M:%S",
                    level=logging.INFO)
log = logging.getLogger("sqlalchemy.engine.Engine")


class OperationalError(Exception):
    """(sqlite3.OperationalError) with the statement and a help link."""


def beat(n):
    with open(os.path.join(os.environ["HARM"], "work.count"), "a") as count:
        count.write("%d %d\n" % (os.getpid(), n))


def execute(base, statement, values=()):
    log.info(statement)
    log.info("[cached since %.4fs ago] %r", time.perf_counter() % 9, values)
    try:
        return base.execute(statement, values)
    except sqlite3.OperationalError as e:
        raise OperationalError("(sqlite3.OperationalError) %s\n[SQL: %s]\n(Background on this error at: "
                               "https://sqlalche.me/e/20/e3q8)" % (e, statement)) from e


def main():
    base = sqlite3.connect(":memory:")
    execute(base, "CREATE TABLE part (n INTEGER, share TEXT)")
    n = 0
    while True:
        n += 1
        execute(base, "INSERT INTO part VALUES (?, ?)", (n, str(Fraction(n, 12))))
        log.info("COMMIT")
        beat(n)
        time.sleep(2)


if __name__ == "__main__":
    main()
