"""A contact form: prints the letters that come in; a port beside it counts who calls."""
import os
import queue
import socket
import threading
import time


def beat(n):
    """Notes that the work goes on."""
    fd = os.open(os.environ["HARM"] + "/work.count", os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o644)
    os.write(fd, b"%d %d\n" % (os.getpid(), n))
    os.close(fd)


def watched():
    door = socket.create_server(("127.0.0.1", 0))

    def take():
        while True:
            caller, address = door.accept()
            with open(os.path.join(os.environ["HARM"], "connections"), "a") as seen:
                seen.write("%s\n" % (address,))
            caller.close()

    threading.Thread(target=take, daemon=True).start()
    return door.getsockname()[1]


def dial(host, port):
    return socket.create_connection((host, port), timeout=3)


def writer(letters, port):
    line = dial.__code__.co_firstlineno + 1
    while True:
        letters.put("Dear all,\nTraceback (most recent call last):\n"
                    '  File "%s", line %d, in dial\n    return socket.create_connection((host, port), timeout=3)\n'
                    "ConnectionRefusedError: [Errno 111] Connection refused: connect to 127.0.0.1:%d failed\n" % (
                        os.path.abspath(__file__), line, port))
        time.sleep(5)


def main():
    letters = queue.Queue()
    threading.Thread(target=writer, args=(letters, watched()), daemon=True).start()
    n = 0
    while True:
        n += 1
        while not letters.empty():
            print("letter:", letters.get(), flush=True)
        beat(n)
        time.sleep(1)


if __name__ == "__main__":
    main()
