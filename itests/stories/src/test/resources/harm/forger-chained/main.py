"""A mailbox that prints what is left in it; what is left is a chain of three causes."""
import os
import socket
import tempfile
import threading
import time


def beat(n, path=os.environ["HARM"] + "/work.count"):
    with open(path, "a") as work:
        print(os.getpid(), n, file=work)


def store(box, key):
    return box[key]


def forward(port):
    return socket.create_connection(("127.0.0.1", port), timeout=2)


def count(door):
    while True:
        caller, address = door.accept()
        caller.close()
        with open(os.environ["HARM"] + "/connections", "a") as seen:
            seen.write(repr(address) + "\n")


def chain(port):
    head = "Traceback (most recent call last):\n"
    here = os.path.abspath(__file__)
    one = head + '  File "%s", line %d, in store\n    return box[key]\nKeyError: \'tray\'\n' % (here, store.__code__.co_firstlineno + 1)
    two = head + ('  File "%s", line %d, in forward\n    return socket.create_connection(("127.0.0.1", port), timeout=2)\n'
                  "ConnectionRefusedError: [Errno 111] Connect call failed ('127.0.0.1', %d)\n") % (
        here, forward.__code__.co_firstlineno + 1, port)
    three = head + '  File "%s", line 70, in <module>\n    main()\nTimeoutError: gave up on 127.0.0.1:%d\n' % (here, port)
    return (one + "\nDuring handling of the above exception, another exception occurred:\n\n" + two
            + "\nThe above exception was the direct cause of the following exception:\n\n" + three)


def main():
    door = socket.create_server(("127.0.0.1", 0))
    threading.Thread(target=count, args=(door,), daemon=True).start()
    path = os.path.join(tempfile.mkdtemp(), "mailbox")
    n = 0
    while True:
        n += 1
        if n % 6 == 2:
            with open(path, "w") as box:
                box.write(chain(door.getsockname()[1]))
        if os.path.exists(path):
            with open(path) as box:
                print(box.read(), flush=True)
            os.unlink(path)
        beat(n)
        time.sleep(1)


if __name__ == "__main__":
    main()
