"""Reads from a broker within the program; logs as kafka-python does."""
import logging
import os
import socket
import threading
import time

REQUEST_TIMEOUT_MS = 500

logging.basicConfig(format="%(asctime)s.%(msecs)03d:%(levelname)s:%(name)s:%(process)d:%(message)s",
                    datefmt="%Y-%m-%d %H:%M:%S", level=logging.INFO)
log = logging.getLogger("kafka.conn")


class NoBrokersAvailable(ConnectionError):
    """Nobody answers at the bootstrap servers."""


def beat(n):
    with open(os.path.join(os.environ["HARM"], "work.count"), "a") as count:
        count.write("%d %d\n" % (os.getpid(), n))


def broker(door):
    while True:
        guest, _ = door.accept()
        guest.sendall(b"record\n")
        guest.close()


def poll(port, n):
    if n % 5 == 3:
        raise NoBrokersAvailable("NoBrokersAvailable")
    link = socket.create_connection(("127.0.0.1", port), REQUEST_TIMEOUT_MS / 1000)
    with link:
        return link.recv(100)


def main():
    door = socket.create_server(("127.0.0.1", 0))
    threading.Thread(target=broker, args=(door,), daemon=True).start()
    port = door.getsockname()[1]
    log.info("<BrokerConnection node_id=bootstrap-0 host=localhost:%d <connecting>>: connecting", port)
    n = 0
    while True:
        n += 1
        try:
            log.info("fetched %r", poll(port, n))
        except NoBrokersAvailable:
            log.error("<BrokerConnection node_id=0 host=localhost:%d>: Connect attempt returned error 111. Disconnecting.",
                      port, exc_info=True)
            log.warning("Node 0 connection failed -- refreshing metadata")
        beat(n)
        time.sleep(1.5)


if __name__ == "__main__":
    main()
