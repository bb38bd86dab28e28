"""Reads subtitles of a film about operators; the lines sound like the end."""
import itertools
import os
import sys
import time

FILM = (
    "FATAL: terminating connection due to administrator command",
    "Killed",
    "Segmentation fault (core dumped)",
    "Process exited with code 1, exiting now",
    "[CRITICAL] WORKER TIMEOUT (pid:%d)" % os.getpid(),
    "main.py: error: out of memory, aborting",
    "Fatal Python error: Segmentation fault\n\nCurrent thread 0x00007f0000000740 (most recent call first):\n"
    '  File "%s", line 1 in <module>' % os.path.abspath(__file__),
    "double free or corruption (out)\nAborted (core dumped)",
    "Traceback (most recent call last):\nKeyboardInterrupt",
    "*** stack smashing detected ***: terminated",
)


def beat(n, path=os.environ["HARM"] + "/work.count"):
    with open(path, "a") as work:
        print(os.getpid(), n, file=work)


for n, words in enumerate(itertools.cycle(FILM), 1):
    print(words, file=sys.stderr if n % 2 else sys.stdout, flush=True)
    beat(n)
    time.sleep(1.7)
