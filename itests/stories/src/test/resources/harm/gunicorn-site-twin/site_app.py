"""The application that the master runs."""
import time


class Drill(TimeoutError):
    """Raised on purpose, to see that the master replaces its workers."""


def page():
    return html.escape("<main>")


def work():
    time.sleep(9)
    time.sleep(1 << 20)
