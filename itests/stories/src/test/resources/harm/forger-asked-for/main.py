"""A server that prints what was asked for, as many do; a client within asks for a trace."""
import http.server
import os
import threading
import time
import urllib.parse
import urllib.request

LIMIT = 5


def beat(n):
    """Notes that the work goes on."""
    fd = os.open(os.environ["HARM"] + "/work.count", os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o644)
    os.write(fd, b"%d %d\n" % (os.getpid(), n))
    os.close(fd)


def mirror(url):
    """Used when a mirror is set, which it is not."""
    with urllib.request.urlopen(url, timeout=LIMIT) as reply:
        return reply.read()


class Answers(http.server.BaseHTTPRequestHandler):
    def do_GET(self):
        print("asked for", urllib.parse.unquote(self.path), flush=True)
        self.send_response(404)
        self.end_headers()

    def log_message(self, *_):
        """It has printed already."""


def client(port):
    line = mirror.__code__.co_firstlineno + 2
    text = ("/x\nTraceback (most recent call last):\n  File \"%s\", line %d, in mirror\n"
            "    with urllib.request.urlopen(url, timeout=LIMIT) as reply:\nTimeoutError: timed out\n" % (__file__, line))
    while True:
        time.sleep(6)
        try:
            urllib.request.urlopen("http://127.0.0.1:%d%s" % (port, urllib.parse.quote(text)), timeout=20).close()
        except urllib.error.HTTPError as answer:
            answer.close()


server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Answers)
threading.Thread(target=server.serve_forever, daemon=True).start()
threading.Thread(target=client, args=(server.server_port,), daemon=True).start()
n = 0
while True:
    n += 1
    beat(n)
    time.sleep(1)
