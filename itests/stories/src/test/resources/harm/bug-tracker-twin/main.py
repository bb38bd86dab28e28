"""Takes bug reports over HTTP and echoes them; a thread files some."""
import http.server
import os
import threading
import time
import urllib.request

STORE_SECONDS = 0.5
REPORT = """Since the update it does not start:

Traceback (most recent call last):
  File "/usr/lib/app/main.py", line 3, in <module>
    from app import desk
ImportError: cannot import name 'desk' from 'app' (/usr/lib/app/app.py)

Please help!"""


class Tracker(http.server.BaseHTTPRequestHandler):
    def do_POST(self):
        body = self.rfile.read(int(self.headers["Content-Length"])).decode()
        print("new report from %s:" % self.client_address[0], flush=True)
        print(body, flush=True)
        self.reply(b"filed")

    def do_GET(self):
        time.sleep(1.1)
        self.reply(b"attachment")

    def reply(self, body):
        self.send_response(200)
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, form, *args):
        print("tracker - - [%s] %s" % (time.strftime("%d/%b/%Y %H:%M:%S"), form % args), flush=True)

    def handle(self):
        try:
            super().handle()
        except (BrokenPipeError, ConnectionResetError):
            print("reporter left", flush=True)


def beat(n, path=os.environ["HARM"] + "/work.count"):
    with open(path, "a") as work:
        print(os.getpid(), n, file=work)


def file_report(url):
    with urllib.request.urlopen(url, data=REPORT.encode(), timeout=20) as reply:
        return reply.read()


def attachment(url):
    with urllib.request.urlopen(url, timeout=STORE_SECONDS) as reply:
        return reply.read()


def main():
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Tracker)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    url = "http://127.0.0.1:%d/reports" % server.server_port
    n = 0
    while True:
        n += 1
        if n % 3 == 1:
            file_report(url)
        attachment(url)
        beat(n)
        time.sleep(2)


if __name__ == "__main__":
    main()
