"""A worker of orders that prints as a task queue does."""
import json
import os
import socket
import sys
import time
import traceback
import uuid


def line(level, text, process="MainProcess"):
    now = time.time()
    stamp = time.strftime("%Y-%m-%d %H:%M:%S", time.localtime(now)) + ",%03d" % (now % 1 * 1000)
    sys.stderr.write("[%s: %s/%s] %s\n" % (stamp, level, process, text))


def beat(n, path=os.environ["HARM"] + "/work.count"):
    with open(path, "a") as work:
        print(os.getpid(), n, file=work)


class Broker:
    """A queue in memory that loses every sixth connection."""
    def __init__(self):
        self.turn = 0

    def publish(self, body):
        self.turn += 1
        if self.turn % 6 == 3:
            near, far = socket.socketpair()
            far.close()
            with near:
                near.sendall(b"x")
        return json.dumps(body)


def ship(broker, order):
    name = "orders.tasks.ship[%s]" % uuid.uuid4()
    line("INFO", "Task %s received" % name)
    for attempt in range(3):
        try:
            answer = broker.publish(order)
            line("INFO", "Task %s succeeded in 0.01s: %s" % (name, answer), "ForkPoolWorker-1")
            return
        except BrokenPipeError as lost:
            line("INFO", "Task %s retry: Retry in 1s: %r" % (name, lost), "ForkPoolWorker-1")
            sys.stderr.write(traceback.format_exc() + "\n")
            time.sleep(1)


line("WARNING", "celery@desk v5.4.0 (opalescent) ready.")
broker = Broker()
n = 0
while True:
    n += 1
    ship(broker, {"id": n, "shelf": n % 7})
    beat(n)
    time.sleep(1)
