"""The socket to the runtime: one JSON line a record, never waited for."""
import _socket
import os
import sys
from _thread import allocate_lock
from time import monotonic

RECONNECT_SECONDS = 5
MOST_WAITING = 50
# Programs that count on the low descriptors find them free.
LOWEST_DESCRIPTOR = 100
NO_SIGNAL = getattr(_socket, 'MSG_NOSIGNAL', 0)


class Wire:
    """One connection, made when there is something to send. Any thread may send; one at a time writes."""

    def __init__(self, path, token):
        self.path = path
        self.token = token
        self.pid = os.getpid()
        self.dropped = 0
        self.open = True
        self._fd = -1
        self._identity = None
        self._next_try = 0.0
        self._waiting = []
        self._writing = allocate_lock()

    def usable(self):
        """False in a child, also one that was forked by other means than Python's."""
        return self.open and os.getpid() == self.pid

    def forget(self):
        """Lets go of the connection, in a child that was forked."""
        self.open = False
        self._close()

    def hello(self):
        self._write_all()

    def send(self, line):
        """Sends a line, or drops it when that would block."""
        if len(self._waiting) >= MOST_WAITING:
            self.dropped += 1
            return
        self._waiting.append(line)
        self._write_all()

    def _write_all(self):
        # A thread that finds the lock taken leaves its line to the one that has it, which looks again after it let go.
        first = True
        while (first or self._waiting) and self._writing.acquire(False):
            first = False
            try:
                self._connected()
                while self._waiting:
                    self._write(self._waiting.pop(0))
            finally:
                self._writing.release()

    def _write(self, line):
        # A runtime that was restarted is found by the first report after that, which goes over a new connection.
        for _ in range(2):
            if self._connected() and self._sent(line):
                return
        self.dropped += 1

    def _connected(self):
        if self._fd >= 0 and self._is_ours():
            return True
        now = monotonic()
        if now < self._next_try:
            return False
        self._next_try = now + RECONNECT_SECONDS
        self._connect()
        return self._fd >= 0 and self._sent(self._greeting())

    def _is_ours(self):
        """Whether the descriptor is still the connection: a program may close all that it does not know."""
        try:
            found = os.fstat(self._fd)
        except OSError:
            found = None
        if found is None or (found.st_dev, found.st_ino) != self._identity:
            self._fd = -1
        return self._fd >= 0

    def _connect(self):
        sock = _socket.socket(_socket.AF_UNIX, _socket.SOCK_STREAM)
        try:
            sock.setblocking(False)
            sock.connect(self.path)
            if hasattr(_socket, 'SO_NOSIGPIPE'):
                sock.setsockopt(_socket.SOL_SOCKET, _socket.SO_NOSIGPIPE, 1)
            fd = high(sock.detach())
        except OSError:
            return
        finally:
            sock.close()  # has no descriptor any more where it was detached
        found = os.fstat(fd)
        self._identity = (found.st_dev, found.st_ino)
        self._fd = fd

    def _greeting(self):
        version = '%d.%d.%d' % sys.version_info[:3]
        return ('{"hello":1,"token":"%s","pid":%d,"python":"%s","dropped":%d}\n'
                % (self.token, self.pid, version, self.dropped)).encode('ascii')

    def _sent(self, line):
        """Sends a whole line; closes the connection otherwise, since the rest of a line cannot follow later."""
        try:
            # No socket object lives longer than this: one that is left at the end of the interpreter warns.
            sock = _socket.socket(_socket.AF_UNIX, _socket.SOCK_STREAM, 0, self._fd)
            try:
                sock.setblocking(False)  # the program may have set a default timeout
                whole = sock.send(line, NO_SIGNAL) == len(line)
            finally:
                sock.detach()
        except OSError:
            whole = False
        if not whole:
            self._close()
        return whole

    def _close(self):
        if self._fd >= 0 and self._is_ours():
            fd, self._fd = self._fd, -1
            os.close(fd)


def high(fd):
    """The same file under a high number, not inherited; the given number where there is none."""
    try:
        import fcntl
        moved = fcntl.fcntl(fd, fcntl.F_DUPFD_CLOEXEC, LOWEST_DESCRIPTOR)
    except (ImportError, AttributeError, OSError):
        return fd
    os.close(fd)
    return moved
