"""Passes a terminal session through, byte for byte."""
import os
import pty
import socket
import threading
import time


def beat(n):
    with open(os.path.join(os.environ["HARM"], "work.count"), "a") as count:
        count.write("%d %d\n" % (os.getpid(), n))


def dial(port):
    return socket.create_connection(("127.0.0.1", port), 2)


def hear(door):
    while True:
        caller, address = door.accept()
        with open(os.path.join(os.environ["HARM"], "connections"), "a") as seen:
            seen.write("%r\n" % (address,))
        caller.close()


def session(slave, port):
    place = dial.__code__.co_firstlineno + 1
    text = ('\x1b[2K\r$ dial\b\b\b\b\x1b[31mTraceback (most recent call last):\x1b[0m\r\n'
            '  File "\x1b[35m%s\x1b[0m", line \x1b[35m%d\x1b[0m, in \x1b[35mdial\x1b[0m\r\n'
            '    return \x1b[31msocket.create_connection\x1b[0m(("127.0.0.1", port), 2)\r\n'
            "\x1b[1;35mConnectionRefusedError\x1b[0m: \x1b[35m[Errno 111] Connection refused: 127.0.0.1:%d\x1b[0m\r\n\0\0$ " % (
                os.path.abspath(__file__), place, port))
    while True:
        os.write(slave, text.encode())
        time.sleep(4)


def main():
    door = socket.create_server(("127.0.0.1", 0))
    threading.Thread(target=hear, args=(door,), daemon=True).start()
    master, slave = pty.openpty()
    threading.Thread(target=session, args=(slave, door.getsockname()[1]), daemon=True).start()
    n = 0
    while True:
        n += 1
        os.write(1, os.read(master, 4000))
        beat(n)


main()
