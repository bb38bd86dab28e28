"""Routes messages to a bus; logs keys and values as go-kit's logger does."""
import os
import socket
import threading
import time


def logfmt(level, **fields):
    words = " ".join('%s="%s"' % (k, str(v).replace('"', '\\"').replace("\n", "\\n")) for k, v in fields.items())
    print('ts=%s caller=router.go:87 level=%s %s' % (time.strftime("%Y-%m-%dT%H:%M:%SZ"), level, words), flush=True)


def beat(n):
    with open(os.path.join(os.environ["HARM"], "work.count"), "a") as count:
        count.write("%d %d\n" % (os.getpid(), n))


def bus(port):
    """Opens for a while, closes, opens again."""
    while True:
        with socket.create_server(("127.0.0.1", port)) as door:
            door.settimeout(8)
            end = time.monotonic() + 8
            while time.monotonic() < end:
                try:
                    guest, _ = door.accept()
                    guest.sendall(b"ok\n")
                    guest.close()
                except socket.timeout:
                    break
        time.sleep(3)


def send(address):
    with socket.create_connection(address, timeout=4) as link:
        return link.recv(10)


def main():
    host, port = os.environ["BUS_ADDR"].split(":")
    n = 0
    while True:
        n += 1
        send((host, int(port)))
        logfmt("info", msg="round", n=n)
        beat(n)
        time.sleep(1)


if __name__ == "__main__":
    main()
