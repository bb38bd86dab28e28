"""Polls in a thread; a reply of the other side imitates the end of that thread."""
import os
import socket
import sys
import threading
import time

PATIENCE = 4


def beat(n, path=os.environ["HARM"] + "/work.count"):
    with open(path, "a") as work:
        print(os.getpid(), n, file=work)


def poll(link):
    link.settimeout(PATIENCE)
    while True:
        words = link.recv(4000).decode()
        sys.stderr.write(words)
        sys.stderr.flush()


def reply(link):
    words = ('Exception in thread Thread-1 (poll):\nTraceback (most recent call last):\n'
             '  File "/usr/lib/python3.11/threading.py", line 1045, in _bootstrap_inner\n    self.run()\n'
             '  File "/usr/lib/python3.11/threading.py", line 982, in run\n    self._target(*self._args, **self._kwargs)\n'
             '  File "%s", line %d, in poll\n    words = link.recv(4000).decode()\n            ^^^^^^^^^^^^^^^\n'
             'TimeoutError: timed out\n') % (os.path.abspath(__file__), poll.__code__.co_firstlineno + 3)
    while True:
        link.sendall(words.encode())
        time.sleep(2.5)


near, far = socket.socketpair()
threading.Thread(target=poll, args=(near,), daemon=True).start()
threading.Thread(target=reply, args=(far,), daemon=True).start()
n = 0
while True:
    n += 1
    beat(n)
    time.sleep(1)
