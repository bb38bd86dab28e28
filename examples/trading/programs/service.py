"""What the four programs share: logging, a small HTTP server on loopback, JSON over HTTP, and an end on SIGTERM."""
import json
import logging
import os
import signal
import sys
import threading
import urllib.request
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qsl, urlsplit


class Service:
    """One program: routes of its HTTP server, and a loop that runs until the program is told to stop."""

    def __init__(self, name, port):
        logging.basicConfig(stream=sys.stdout, level=logging.INFO, format='%(asctime)s %(levelname)-7s %(name)s: %(message)s')
        self.log = logging.getLogger(name)
        self.routes = {'/health': lambda query: (200, {'status': 'ok'})}
        self.stopping = threading.Event()
        self.server = ThreadingHTTPServer(('127.0.0.1', port), self._handler())
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, lambda *_: self.stopping.set())

    def route(self, path, answer):
        """Answers GET or POST of a path with what answer(query or body) returns: (status, object)."""
        self.routes[path] = answer

    def run(self, step, period):
        """Calls step() every period seconds until SIGTERM."""
        threading.Thread(target=self.server.serve_forever, name='http', daemon=True).start()
        self.log.info('up in mode %s, pid %d, http://127.0.0.1:%d', os.environ.get('NAE_MODE', 'alone'), os.getpid(), self.server.server_port)
        while not self.stopping.is_set():
            step()
            self.stopping.wait(period)
        self.server.shutdown()
        self.log.info('stopped in order')

    def _handler(service):
        class Handler(BaseHTTPRequestHandler):
            def do_GET(self):
                self.respond(dict(parse_qsl(urlsplit(self.path).query)))

            def do_POST(self):
                self.respond(json.loads(self.rfile.read(int(self.headers['Content-Length']))))

            def respond(self, question):
                answer = service.routes.get(urlsplit(self.path).path, lambda _: (404, {'error': 'no such path'}))
                status, content = answer(question)
                body = json.dumps(content).encode()
                try:
                    self.send_response(status)
                    self.send_header('Content-Type', 'application/json')
                    self.send_header('Content-Length', str(len(body)))
                    self.end_headers()
                    self.wfile.write(body)
                except ConnectionError:
                    service.log.debug('who asked for %s did not wait for the answer', self.path)

            def log_message(self, *_):
                pass
        return Handler


def call(url, body=None, timeout=2.0):
    """GETs, or POSTs a body as JSON; returns the answer as an object."""
    data = None if body is None else json.dumps(body).encode()
    request = urllib.request.Request(url, data, {'Content-Type': 'application/json'})
    with urllib.request.urlopen(request, timeout=timeout) as answer:
        return json.load(answer)


def setting(name, otherwise=None):
    """A variable of the environment; without a default it must be there."""
    return os.environ[name] if otherwise is None else os.environ.get(name, otherwise)
