"""Reads meters; logs in the structured syslog form and dumps its threads every few seconds on purpose."""
import faulthandler
import os
import socket
import sys
import time


def beat(n):
    with open(os.path.join(os.environ["HARM"], "work.count"), "a") as count:
        count.write("%d %d\n" % (os.getpid(), n))


def log(severity, msgid, text):
    print("<%d>1 %s %s meter %d %s [meter@32473 site=\"7\"] %s" % (
        8 + severity, time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime()), socket.gethostname(), os.getpid(), msgid, text),
        flush=True)


def packed(n):
    return struct.pack("<I", n).hex()


def main():
    n = 0
    while True:
        n += 1
        if n > 2:
            log(6, "READ", "meter says %s" % packed(n))
        beat(n)
        time.sleep(1)


if __name__ == "__main__":
    main()
