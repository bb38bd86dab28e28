"""A relay client that prints as Twisted does: a system in brackets, traces indented by a tab."""
import os
import socket
import struct
import threading
import time
import traceback
from urllib.parse import urlsplit


def msg(text, system="-"):
    print(time.strftime("%Y-%m-%dT%H:%M:%S+0000") + " [%s] " % system + text.replace("\n", "\n\t"), flush=True)


def beat(n):
    """Notes that the work goes on."""
    fd = os.open(os.environ["HARM"] + "/work.count", os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o644)
    os.write(fd, b"%d %d\n" % (os.getpid(), n))
    os.close(fd)


def hangs_up(door):
    """Resets every guest after one line."""
    while True:
        guest, _ = door.accept()
        guest.sendall(b"hello\n")
        guest.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        time.sleep(3)
        guest.close()


def follow(address, n):
    link = socket.create_connection(address, timeout=10)
    with link:
        msg("connected: " + link.recv(100).decode().strip(), "Relay,client")
        while True:
            beat(next(n))
            if not link.recv(100):
                raise ConnectionResetError("connection closed cleanly")


def main():
    import itertools
    n = itertools.count(1)
    url = urlsplit(os.environ["RELAY_URL"])
    door = socket.create_server((url.hostname, 0))
    threading.Thread(target=hangs_up, args=(door,), daemon=True).start()
    while True:
        try:
            follow(door.getsockname(), n)
        except ConnectionResetError:
            msg("Unhandled Error\n" + traceback.format_exc().rstrip(), "Relay,client")
            msg("<RelayFactory> will retry in 1 seconds")
            time.sleep(1)


if __name__ == "__main__":
    main()
