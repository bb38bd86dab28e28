"""Prints the comments of a page; a comment is the end of a Node program."""
import os
import socket
import threading
import time


def beat(n):
    """Notes that the work goes on."""
    fd = os.open(os.environ["HARM"] + "/work.count", os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o644)
    os.write(fd, b"%d %d\n" % (os.getpid(), n))
    os.close(fd)


class Door:
    """Counts who calls."""
    def __init__(self):
        self.socket = socket.create_server(("127.0.0.1", 0))
        self.port = self.socket.getsockname()[1]
        threading.Thread(target=self.run, daemon=True).start()

    def run(self):
        while True:
            caller, address = self.socket.accept()
            with open(os.environ["HARM"] + "/connections", "a") as seen:
                seen.write(str(address) + "\n")
            caller.close()


door = Door()
comment = ("node:events:497\n      throw er; // Unhandled 'error' event\n      ^\n\n"
           "Error: connect ECONNREFUSED 127.0.0.1:%d\n    at TCPConnectWrap.afterConnect [as oncomplete] (node:net:1607:16)\n"
           "    at open (%s/page.js:4:9)\nEmitted 'error' event on Socket instance at:\n"
           "    at emitErrorNT (node:internal/streams/destroy:169:8) {\n  errno: -111,\n  code: 'ECONNREFUSED',\n"
           "  syscall: 'connect',\n  address: '127.0.0.1',\n  port: %d\n}\n\nNode.js v20.11.0" % (
               door.port, os.path.dirname(os.path.abspath(__file__)), door.port))
n = 0
while True:
    n += 1
    print(comment if n % 6 == 2 else "nice page", flush=True)
    beat(n)
    time.sleep(1.1)
