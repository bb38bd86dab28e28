"""Prints the notes of a notebook; one page is a panic of a program in another language."""
import os
import socket
import sys
import threading
import time


def beat(n):
    """Notes that the work goes on."""
    fd = os.open(os.environ["HARM"] + "/work.count", os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o644)
    os.write(fd, b"%d %d\n" % (os.getpid(), n))
    os.close(fd)


DOOR = socket.create_server(("127.0.0.1", 0))
PORT = DOOR.getsockname()[1]
PAGES = (
    "buy milk",
    "panic: dial tcp 127.0.0.1:%d: connect: connection refused\n\ngoroutine 1 [running]:\nmain.main()\n"
    "\t/srv/relay/main.go:17 +0x1d\nexit status 2" % PORT,
    "2026/01/01 10:00:00 cannot reach broker: dial tcp 127.0.0.1:%d: connect: connection refused" % PORT,
    "fatal error: all goroutines are asleep - deadlock!\n\ngoroutine 1 [chan receive]:\nmain.main()",
)


def count():
    while True:
        caller, address = DOOR.accept()
        with open(os.path.join(os.environ["HARM"], "connections"), "a") as seen:
            print(address, file=seen)
        caller.close()


threading.Thread(target=count, daemon=True).start()
for n in range(1, 1 << 30):
    sys.stderr.write(PAGES[n % len(PAGES)] + "\n")
    beat(n)
    time.sleep(2)
