"""Greets whoever answers at the door."""
import os
import socket
import time


def main():
    print("starting", flush=True)
    time.sleep(0.3)
    with socket.create_connection(("127.0.0.1", int(os.environ["DOOR_PORT"])), timeout=5) as door:
        print("the door says", door.recv(100).decode().strip(), flush=True)
        while True:
            time.sleep(1)
            print("tick", flush=True)


if __name__ == "__main__":
    main()
