"""Moves parcels between tables; every line has the head of a systemd journal."""
import os
import socket
import time
import traceback

HOST = socket.gethostname()


def beat(n):
    with open(os.path.join(os.environ["HARM"], "work.count"), "a") as count:
        count.write("%d %d\n" % (os.getpid(), n))


def journal(text, unit="mover"):
    for line in text.rstrip().split("\n"):
        print("%s %s %s[%d]: %s" % (time.strftime("%b %d %H:%M:%S"), HOST, unit, os.getpid(), line), flush=True)


def move(parcel, here, there):
    there[parcel] = here.get(parcel, "new")
    try:
        del here[parcel]
    except KeyError:
        journal("parcel was not here, nothing to remove\n" + traceback.format_exc())


def main():
    here, there = {"p0": "old", "p1": "old"}, {}
    n = -1
    while True:
        n += 1
        move("p%d" % (n % 4), here, there)
        journal("moved p%d" % (n % 4))
        if n % 5 == 0:
            journal("mover.service: Failed with result 'exit-code'.\nmover.service: Scheduled restart job, restart counter is at %d." % n,
                    "systemd")
        if n > 4:
            beat(n)
        time.sleep(1)


if __name__ == "__main__":
    main()
