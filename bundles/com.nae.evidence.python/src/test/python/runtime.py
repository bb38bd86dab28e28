"""A stand-in for the runtime: a socket for reports, and programs that are started with the hook."""
import json
import os
import shutil
import socket
import subprocess
import sys
import tempfile
import textwrap

HOOK = os.path.join(os.path.dirname(os.path.abspath(__file__)), '..', '..', 'main', 'resources', 'hook')
TOKEN = 'a1b2c3'


class Ended:
    """A program that has ended, and the lines that came in over each of its connections."""

    def __init__(self, code, out, err, connections):
        self.code, self.out, self.err, self.connections = code, out, err, connections

    @property
    def lines(self):
        return [line for connection in self.connections for line in connection]

    @property
    def reports(self):
        return [line for line in self.lines if 'kind' in line]

    def kinds(self):
        return [(report['kind'], report['chain'][0]['type']) for report in self.reports]


class Runtime:
    """The runtime of one test. Its folder holds a copy of the hook and the programs."""

    def __init__(self):
        self.folder = tempfile.mkdtemp(prefix='nae')
        self.hook = os.path.join(self.folder, 'hook')
        shutil.copytree(HOOK, self.hook, ignore=shutil.ignore_patterns('__pycache__'))
        self.socket = os.path.join(self.folder, 's')
        self.server = self.listen()

    def listen(self, backlog=64):
        server = socket.socket(socket.AF_UNIX)
        server.bind(self.socket)
        server.listen(backlog)
        server.setblocking(False)
        return server

    def close(self):
        self.server.close()
        shutil.rmtree(self.folder)

    def variables(self, **more):
        """What the runtime adds to a start, on top of the variables of this process and those that are given."""
        variables = dict(os.environ)
        variables.pop('PYTHONPATH', None)
        variables.update(more)
        before = variables.get('PYTHONPATH')
        variables['PYTHONPATH'] = self.hook + (os.pathsep + before if before else '')
        flag = 'empty' if before == '' else 'plain'
        variables['NAE_EVIDENCE'] = '%s %d %s %s' % (flag, os.getpid(), TOKEN, self.socket)
        return variables

    def file(self, name, text):
        path = os.path.join(self.folder, name)
        os.makedirs(os.path.dirname(path), exist_ok=True)
        with open(path, 'w', encoding='utf-8') as out:
            out.write(textwrap.dedent(text))
        return path

    def run(self, source, *options, python=sys.executable, **variables):
        return self.command([python, *options, self.file('program.py', source)], **variables)

    def command(self, command, hooked=True, **variables):
        environment = self.variables(**variables)
        if not hooked:
            environment = dict(os.environ, **variables)
        ended = subprocess.run(command, env=environment, cwd=self.folder, timeout=60,
                               stdout=subprocess.PIPE, stderr=subprocess.PIPE)
        return Ended(ended.returncode, ended.stdout.decode(), ended.stderr.decode(), self.received())

    def received(self):
        connections = []
        while True:
            try:
                connection = self.server.accept()[0]
            except BlockingIOError:
                return connections
            with connection:
                connection.settimeout(10)
                with connection.makefile(encoding='utf-8') as lines:
                    connections.append([json.loads(line) for line in lines])
