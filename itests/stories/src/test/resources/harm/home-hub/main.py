"""A hub for lamps; logs as Home Assistant does."""
import logging
import os
import socket
import struct
import threading
import time

logging.basicConfig(format="%(asctime)s.%(msecs)03d %(levelname)s (%(threadName)s) [homeassistant.components.%(name)s] %(message)s",
                    datefmt="%Y-%m-%d %H:%M:%S", level=logging.INFO)
log = logging.getLogger("mqtt")


def beat(n):
    with open(os.path.join(os.environ["HARM"], "work.count"), "a") as count:
        count.write("%d %d\n" % (os.getpid(), n))


def moody(door):
    """A broker that resets every third guest."""
    for n in range(1 << 30):
        guest, _ = door.accept()
        if n % 3 == 1:
            guest.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        else:
            guest.sendall(b"lamp on\n")
        guest.close()


def state(address):
    with socket.create_connection(address, timeout=5) as link:
        return link.recv(50).decode().strip()


def main():
    door = socket.create_server(("127.0.0.1", 0))
    threading.Thread(target=moody, args=(door,), daemon=True).start()
    broker = door.getsockname()
    log.info("Starting Home Assistant")
    n = 0
    while True:
        n += 1
        try:
            log.info("lamp.kitchen: %s", state(broker))
        except ConnectionError:
            log.exception("Error while setting up mqtt platform for light")
            log.warning("Platform mqtt not ready yet; Retrying in background in 1 seconds")
        beat(n)
        time.sleep(1.5)


if __name__ == "__main__":
    main()
