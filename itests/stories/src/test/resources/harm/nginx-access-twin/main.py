"""A small proxy that prints access and error lines as nginx does."""
import http.server
import os
import sys
import threading
import time
import urllib.error
import urllib.request


class Upstream(http.server.BaseHTTPRequestHandler):
    turn = 0

    def do_GET(self):
        Upstream.turn += 1
        self.send_response((200, 502, 200, 504, 500)[Upstream.turn % 5])
        self.send_header("Content-Length", "2")
        self.end_headers()
        self.wfile.write(b"ok")

    def log_message(self, *_):
        """The proxy prints for it."""


def beat(n, path=os.environ["HARM"] + "/work.count"):
    with open(path, "a") as work:
        print(os.getpid(), n, file=work)


def access(path, status):
    print('10.0.0.%d - - [%s] "GET %s HTTP/1.1" %d 2 "-" "curl/8.5.0"' % (
        status % 250, time.strftime("%d/%b/%Y:%H:%M:%S +0000"), path, status), flush=True)


def fetch(url):
    with urllib.request.urlopen(url, timeout=10) as reply:
        return reply.status


def proxied(url, path):
    for _ in range(3):
        try:
            access(path, fetch(url))
            return
        except urllib.error.HTTPError as bad:
            access(path, bad.code)
            sys.stderr.write("%s [error] %d#0: *%d connect() failed (111: Connection refused) while connecting to upstream, "
                             'client: 10.0.0.2, request: "GET %s HTTP/1.1", upstream: "%s"\n' % (
                                 time.strftime("%Y/%m/%d %H:%M:%S"), os.getpid(), bad.code, path, url))
            time.sleep(0.5)


def main():
    url = os.environ["UPSTREAM_URL"]
    n = 0
    while True:
        n += 1
        proxied(url, "/page/%d" % n)
        beat(n)
        time.sleep(2)


if __name__ == "__main__":
    main()
