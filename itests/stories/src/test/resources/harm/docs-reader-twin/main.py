"""Reads a manual aloud, page by page; its examples are errors."""
import itertools
import os
import time

PAGES = (
    """8.1. Exceptions
    >>> '2' + 2
    Traceback (most recent call last):
      File "<stdin>", line 1, in <module>
    TypeError: can only concatenate str (not "int") to str""",
    """8.2. When a module is missing
    >>> import spam
    Traceback (most recent call last):
      File "<stdin>", line 1, in <module>
    ModuleNotFoundError: No module named 'spam'
    Install it with: pip install spam""",
    """8.3. When nobody listens
    $ nc -v 127.0.0.1 7
    nc: connect to 127.0.0.1 port 7 (tcp) failed: Connection refused""",
    """8.4. Exit codes
    A program that ends with 1 has failed. FATAL in a log means that it does not go on.""",
)


def beat(n):
    """Notes that the work goes on."""
    fd = os.open(os.environ["HARM"] + "/work.count", os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o644)
    os.write(fd, b"%d %d\n" % (os.getpid(), n))
    os.close(fd)


for n, page in enumerate(itertools.cycle(PAGES), 1):
    print(page, flush=True)
    if n > 1:
        print(textwrap.shorten(page, 40), flush=True)
    beat(n)
    time.sleep(2)
