"""A pool of database connections; prints what a driver's messages look like."""
import os
import socket
import sys
import threading
import time
import traceback

HOST = os.environ.get("PGHOST", "localhost")
PORT = int(os.environ.get("PGPORT", "5432"))


class OperationalError(Exception):
    """As drivers raise it."""


def beat(n, path=os.environ["HARM"] + "/work.count"):
    with open(path, "a") as work:
        print(os.getpid(), n, file=work)


def connect(host, port):
    try:
        return socket.create_connection((host, port), timeout=5)
    except ConnectionRefusedError as refused:
        raise OperationalError('connection to server at "%s", port %d failed: Connection refused\n'
                               "\tIs the server running on that host and accepting TCP/IP connections?" % (host, port)) from refused


def spare(door):
    while True:
        guest, _ = door.accept()
        guest.sendall(b"row\n")
        guest.close()


def main():
    print("%s [%d] LOG:  pool of 1 opened" % (time.strftime("%Y-%m-%d %H:%M:%S UTC"), os.getpid()), flush=True)
    door = socket.create_server(("127.0.0.1", 0))
    threading.Thread(target=spare, args=(door,), daemon=True).start()
    n = 0
    while True:
        n += 1
        try:
            link = connect(HOST, PORT)
        except OperationalError:
            traceback.print_exc()
            print("%s [%d] WARNING:  primary is away, using the spare" % (
                time.strftime("%Y-%m-%d %H:%M:%S UTC"), os.getpid()), file=sys.stderr, flush=True)
            link = connect(*door.getsockname())
        with link:
            link.recv(100)
        beat(n)
        time.sleep(4 if n % 2 else 1)


if __name__ == "__main__":
    main()
