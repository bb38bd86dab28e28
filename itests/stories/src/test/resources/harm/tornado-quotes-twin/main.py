"""Quotes through an upstream, printed as Tornado's log does."""
import http.server
import os
import sys
import threading
import time
import traceback
import urllib.request


def log(letter, module, text):
    print(time.strftime("[" + letter + " %y%m%d %H:%M:%S ") + module + "] " + text, file=sys.stderr, flush=True)


class Upstream(http.server.BaseHTTPRequestHandler):
    def do_GET(self):
        try:
            time.sleep(0.7)
            self.send_response(200)
            self.end_headers()
            self.wfile.write(b"quote 101.5")
        except (BrokenPipeError, ConnectionResetError):
            log("D", "iostream:712", "client went away")

    def log_message(self, *_):
        """The upstream says nothing."""


def beat(n):
    with open(os.path.join(os.environ["HARM"], "work.count"), "a") as count:
        count.write("%d %d\n" % (os.getpid(), n))


def quote(base, kind, timeout=0.5):
    with urllib.request.urlopen(base + kind, timeout=timeout) as reply:
        return reply.read().decode()


def main():
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Upstream)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    base = "http://127.0.0.1:%d/" % server.server_port
    n = 0
    while True:
        n += 1
        kind = "fast"
        log("I", "web:2271", "200 GET /quote (%s)" % quote(base, kind))
        beat(n)
        time.sleep(2)


if __name__ == "__main__":
    main()
