"""A client of quotes; prints as gRPC and glog do."""
import json
import os
import socket
import sys
import threading
import time
import traceback
from pathlib import Path

CONFIG = json.loads(Path(__file__).with_name("desk.json").read_text())


class InactiveRpcError(Exception):
    """<_InactiveRpcError of RPC that terminated with: ...>"""
    def __str__(self):
        return ('<_InactiveRpcError of RPC that terminated with:\n\tstatus = StatusCode.UNAVAILABLE\n'
                '\tdetails = "failed to connect to all addresses; last error: UNKNOWN: ipv4:127.0.0.1:50051: Connection refused"\n'
                '\tdebug_error_string = "{grpc_status:14, created_time:2026-01-01}"\n>')


def beat(n, path=os.environ["HARM"] + "/work.count"):
    with open(path, "a") as work:
        print(os.getpid(), n, file=work)


def glog(letter, text):
    print("%s%s %7d subchannel.cc:898] %s" % (letter, time.strftime("%m%d %H:%M:%S.000000"), os.getpid(), text), file=sys.stderr, flush=True)


def serve(door):
    while True:
        guest, _ = door.accept()
        time.sleep(0.9)
        guest.sendall(b"101.25\n")
        guest.close()


def quote(port, n):
    with socket.create_connection(("127.0.0.1", port), timeout=CONFIG["timeout_seconds"]) as link:
        return link.recv(50).decode().strip()


def main():
    door = socket.create_server(("127.0.0.1", 0))
    threading.Thread(target=serve, args=(door,), daemon=True).start()
    last = "100.00"
    n = 0
    while True:
        n += 1
        try:
            last = quote(door.getsockname()[1], n)
        except InactiveRpcError:
            glog("E", "UNAVAILABLE, taking the last quote\n" + traceback.format_exc())
        glog("I", "quote " + last)
        beat(n)
        time.sleep(2)


if __name__ == "__main__":
    main()
