"""Sends files to a peer through a helper; logs as an SSH library does at its chattiest."""
import os
import socket
import subprocess
import sys
import time
import traceback
from dataclasses import dataclass


@dataclass
class Settings:
    helper_timeout: float = 0.6


settings = Settings()


def beat(n, path=os.environ["HARM"] + "/work.count"):
    with open(path, "a") as work:
        print(os.getpid(), n, file=work)


def debug(level, text):
    sys.stderr.write("%s [%s.%03d] thr=1 paramiko.transport: %s\n" % (
        level, time.strftime("%Y%m%d-%H:%M:%S"), time.time() % 1 * 1000, text))
    sys.stderr.flush()


def helper():
    words = [sys.executable, "-c", "import time; time.sleep(0.7); print('sent')"]
    return subprocess.run(words, capture_output=True, text=True, timeout=settings.helper_timeout).stdout.strip()


def send(n):
    return helper()


def main():
    n = 0
    while True:
        n += 1
        debug("DEB", "starting thread (client mode): 0x%x" % (140000 + n))
        debug("DEB", "kex algos: curve25519-sha256, server key: ssh-ed25519, timeout %s" % settings.helper_timeout)
        try:
            debug("INF", send(n))
        except OSError as lost:
            debug("ERR", "Socket exception: Connection reset by peer (104): %s" % lost)
            for line in traceback.format_exc().splitlines():
                debug("ERR", line)
            debug("INF", "again: " + helper())
        beat(n)
        time.sleep(2)


if __name__ == "__main__":
    main()
