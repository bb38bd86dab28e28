"""The other side that a case waits for: greets every guest and keeps the connection, or answers HTTP.

    service.py PORT line|http
"""
import http.server
import socketserver
import sys
import time


class Line(socketserver.BaseRequestHandler):
    def handle(self):
        self.request.sendall(b"welcome\n")
        while self.request.recv(4096):
            time.sleep(0.1)


class Page(http.server.BaseHTTPRequestHandler):
    def do_GET(self):
        body = b'{"answer": "welcome"}'
        self.send_response(200)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_):
        """Nobody reads it."""


class Server(socketserver.ThreadingTCPServer):
    allow_reuse_address = True
    daemon_threads = True

    def handle_error(self, request, address):
        """A guest that leaves early is no news."""


with Server(("127.0.0.1", int(sys.argv[1])), {"line": Line, "http": Page}[sys.argv[2]]) as server:
    print("ready", flush=True)
    server.serve_forever()
