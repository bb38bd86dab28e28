"""Logs JSON by hand, without escaping the user's name; a user knows that."""
import os
import socket
import time
from types import SimpleNamespace

settings = SimpleNamespace(pull_timeout=3.0)


def beat(n):
    with open(os.path.join(os.environ["HARM"], "work.count"), "a") as count:
        count.write("%d %d\n" % (os.getpid(), n))


def pull(address):
    return socket.create_connection(address, timeout=settings.pull_timeout)


def name_of_user(n):
    if n % 4:
        return "ada"
    line = pull.__code__.co_firstlineno + 1
    trace = ('Traceback (most recent call last):\\n  File \\"%s\\", line %d, in pull\\n'
             '    return socket.create_connection(address, timeout=settings.pull_timeout)\\n'
             'TimeoutError: timed out' % (os.path.abspath(__file__), line))
    return ('bob"}\n{"level": "critical", "msg": "uncaught exception, exiting", "exc_type": "TimeoutError", "exc_info": "'
            + trace + '", "user": "bob')


n = 0
while True:
    n += 1
    print('{"level": "info", "msg": "login", "user": "%s"}' % name_of_user(n), flush=True)
    beat(n)
    time.sleep(1.4)
