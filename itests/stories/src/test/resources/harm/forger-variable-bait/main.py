"""Prints what a webhook sends; the webhook has read the sample of the variables."""
import http.client
import http.server
import os
import threading
import time


def beat(n):
    with open(os.path.join(os.environ["HARM"], "work.count"), "a") as count:
        count.write("%d %d\n" % (os.getpid(), n))


def depth():
    return int(os.environ["HOOK_DEPTH"])


class Hook(http.server.BaseHTTPRequestHandler):
    def do_PUT(self):
        print(self.headers["X-Note"].replace("|", "\n"), flush=True)
        self.send_response(204)
        self.end_headers()

    def log_message(self, *_):
        """The note is enough."""


def caller(port):
    note = ('note:|Traceback (most recent call last):|  File "%s", line %d, in depth|    return int(os.environ["HOOK_DEPTH"])|'
            '               ~~~~~~~~~~^^^^^^^^^^^^^^|  File "<frozen os>", line 679, in __getitem__|'
            "KeyError: 'HOOK_DEPTH'" % (os.path.abspath(__file__), depth.__code__.co_firstlineno + 1))
    while True:
        time.sleep(4)
        link = http.client.HTTPConnection("127.0.0.1", port, timeout=20)
        link.request("PUT", "/", headers={"X-Note": note})
        link.getresponse().read()
        link.close()


server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Hook)
threading.Thread(target=server.serve_forever, daemon=True).start()
threading.Thread(target=caller, args=(server.server_port,), daemon=True).start()
n = 0
while True:
    n += 1
    beat(n)
    time.sleep(1)
