"""Prints datagrams; the export that nobody calls would fail, which a sender knows."""
import os
import socket
import threading
import time


def beat(n, path=os.environ["HARM"] + "/work.count"):
    with open(path, "a") as work:
        print(os.getpid(), n, file=work)


def export(rows):
    return json.dumps(rows)


def sender(address):
    out = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
    text = ('metric:1|c\nTraceback (most recent call last):\n  File "{0}", line {1}, in <module>\n    main()\n'
            '  File "{0}", line {2}, in export\n    return json.dumps(rows)\n           ^^^^\n'
            "NameError: name 'json' is not defined. Did you forget to import 'json'?").format(
        os.path.abspath(__file__), 50, export.__code__.co_firstlineno + 1)
    while True:
        time.sleep(4)
        out.sendto(text.encode(), address)


def main():
    box = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
    box.bind(("127.0.0.1", 0))
    box.settimeout(1)
    threading.Thread(target=sender, args=(box.getsockname(),), daemon=True).start()
    n = 0
    while True:
        n += 1
        try:
            print(box.recv(2000).decode(), flush=True)
        except socket.timeout:
            print("idle", flush=True)
        beat(n)


if __name__ == "__main__":
    main()
