"""Works in shifts; the first one ends well after a guest's last words, which name a port that somebody watches."""
import itertools
import os
import socket
import time

HARM = os.environ["HARM"]


def beat(n):
    with open(os.path.join(os.environ["HARM"], "work.count"), "a") as count:
        count.write("%d %d\n" % (os.getpid(), n))


def phone(port):
    return socket.create_connection(("127.0.0.1", port), timeout=4)


def words(port):
    return ('Traceback (most recent call last):\n  File "%s", line 36, in <module>\n    phone(port)\n'
            '  File "%s", line %d, in phone\n    return socket.create_connection(("127.0.0.1", port), timeout=4)\n'
            "ConnectionRefusedError: [Errno 111] Connection refused: 127.0.0.1:%d" % (
                __file__, __file__, phone.__code__.co_firstlineno + 1, port))


def main():
    done = os.path.join(HARM, "shift")
    for n in itertools.count(1):
        beat(n)
        if n == 55 and not os.path.exists(done):
            break
        time.sleep(1)
    open(done, "w").close()
    with open(os.path.join(HARM, "port")) as port:
        print(words(int(port.read())), flush=True)


main()
