"""Pages with handlers for errors by class; logs as Flask and werkzeug do."""
import logging
import os
import time

logging.basicConfig(format="[%(asctime)s] %(levelname)s in %(module)s: %(message)s", level=logging.INFO)
log = logging.getLogger("app")
HANDLERS = {}


def beat(n):
    """Notes that the work goes on."""
    fd = os.open(os.environ["HARM"] + "/work.count", os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o644)
    os.write(fd, b"%d %d\n" % (os.getpid(), n))
    os.close(fd)


def errorhandler(kind):
    def register(function):
        HANDLERS[kind] = function
        return function
    return register


@errorhandler(KeyError)
def missing(path, error):
    log.error("Exception on %s [GET]", path, exc_info=error)
    return "400 BAD REQUEST"


def page(user):
    return "Hello %s" % user["name"]


def footer(user):
    return f"{user.get('city', 'nowhere')} likes you"


def header(user):
    return "from " + user.get("city", "nowhere")


def dispatch(path, user):
    try:
        return page(user) and "200 OK"
    except KeyError as error:
        return HANDLERS[KeyError](path, error)


def main():
    print(" * Serving Flask app 'pages'\n * Debug mode: off", flush=True)
    n = 0
    while True:
        n += 1
        user = {} if n % 4 == 3 else {"name": "ada"}
        log.info('10.0.0.9 - - "GET /hello/%d HTTP/1.1" %s %s', n, dispatch("/hello/%d" % n, user), header(user))
        if n % 3 == 0:
            log.info(footer(user))
        beat(n)
        time.sleep(1)


if __name__ == "__main__":
    main()
