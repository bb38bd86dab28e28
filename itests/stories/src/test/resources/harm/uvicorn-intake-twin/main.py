"""A web service that prints as uvicorn does; its requests come from a list."""
import itertools
import logging
import os
import time

logging.addLevelName(logging.ERROR, "ERROR")


class Levels(logging.Formatter):
    def format(self, record):
        record.levelprefix = record.levelname + ":" + " " * (9 - len(record.levelname))
        return super().format(record)


handler = logging.StreamHandler()
handler.setFormatter(Levels("%(levelprefix)s %(message)s"))
log = logging.getLogger("uvicorn.error")
log.addHandler(handler)
log.setLevel(logging.INFO)
log.propagate = False
FORMS = [{"title": "a", "body": "b"}, {"title": "c"}, {"title": "d", "body": ""}]


def beat(n):
    """Notes that the work goes on."""
    fd = os.open(os.environ["HARM"] + "/work.count", os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o644)
    os.write(fd, b"%d %d\n" % (os.getpid(), n))
    os.close(fd)


def store(form):
    return len(form["title"])


def application(path, form):
    try:
        store(form)
        return "201 Created"
    except KeyError:
        log.exception("Exception in ASGI application\n")
        return "500 Internal Server Error"


def main():
    hits = {"/forms/0": 0}
    log.info("Started server process [%d]", os.getpid())
    log.info("Waiting for application startup.")
    log.info("Application startup complete.")
    for n in itertools.count(1):
        path = "/forms/%d" % (n % 3)
        status = application(path, FORMS[n % 3])
        hits[path] += 1
        log.info('127.0.0.1:%d - "POST %s HTTP/1.1" %s (%d)', 50000 + n % 999, path, status, hits[path])
        beat(n)
        time.sleep(2)


if __name__ == "__main__":
    main()
