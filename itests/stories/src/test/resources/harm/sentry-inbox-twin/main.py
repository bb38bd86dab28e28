"""An inbox of crash events that prints each as indented JSON."""
import json
import os
import time

KINDS = ("TimeoutError", "ConnectionRefusedError", "KeyError", "ModuleNotFoundError")


def beat(n):
    """Notes that the work goes on."""
    fd = os.open(os.environ["HARM"] + "/work.count", os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o644)
    os.write(fd, b"%d %d\n" % (os.getpid(), n))
    os.close(fd)


def event(n):
    kind = KINDS[n % len(KINDS)]
    return {"event_id": "%032x" % n, "platform": "python", "level": "fatal", "project": "desk-%d" % (n % 2),
            "exception": {"values": [{"type": kind, "value": "from a client", "mechanism": {"handled": False},
                                      "stacktrace": {"frames": [{"filename": "main.py", "function": "main", "lineno": 20,
                                                                 "context_line": "    main()"}]}}]}}


def main():
    shelves = {}
    n = 0
    while True:
        n += 1
        new = event(n)
        shelves[new["project"]].append(new["event_id"])
        print(json.dumps(new, indent=2), flush=True)
        print("inbox: %d shelves" % len(shelves), flush=True)
        beat(n)
        time.sleep(2)


if __name__ == "__main__":
    main()
