"""Reads from the service that is probed."""
import os
import socket
import time


def main():
    n = 0
    while True:
        n += 1
        with socket.create_connection(("127.0.0.1", int(os.environ["PROBE_PORT"])), timeout=5) as link:
            print("curl: (0)", link.recv(50), flush=True)
        with open(os.environ["HARM"] + "/work.count", "a") as work:
            print(os.getpid(), n, file=work)
        time.sleep(1)


main()
