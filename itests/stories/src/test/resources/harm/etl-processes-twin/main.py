"""Transforms rows in a pool of processes and stores them; logs with the process's name."""
import configparser
import logging
import multiprocessing
import os
import socket
import threading
import time
from pathlib import Path

logging.basicConfig(format="[%(levelname)s/%(processName)s] %(message)s", level=logging.INFO)
cfg = configparser.ConfigParser()
cfg.read(Path(__file__).with_name("etl.ini"))


def beat(n, path=os.environ["HARM"] + "/work.count"):
    with open(path, "a") as work:
        print(os.getpid(), n, file=work)


def transform(row):
    return row["n"]


def store(port, value):
    with socket.create_connection(("127.0.0.1", port), timeout=cfg.getfloat("store", "timeout")) as link:
        link.sendall(b"%d\n" % value)
        return link.recv(100)


def keeper(door):
    while True:
        guest, _ = door.accept()
        time.sleep(0.6)
        guest.sendall(b"stored\n")
        guest.close()


def main():
    door = socket.create_server(("127.0.0.1", 0))
    pool = multiprocessing.Pool(1)
    threading.Thread(target=keeper, args=(door,), daemon=True).start()
    n = 0
    while True:
        n += 1
        row = {"n": n} if n % 4 == 3 else {"n": n, "factor": 2}
        try:
            value = pool.apply(transform, (row,))
        except KeyError:
            logging.exception("row without a factor, taking 1")
            value = n
        logging.info("%r", store(door.getsockname()[1], value))
        beat(n)
        time.sleep(1.5)


if __name__ == "__main__":
    multiprocessing.set_start_method("fork")
    main()
