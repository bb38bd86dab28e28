"""Decides of each exception that comes to notice whether it is reported, and sends it."""
import sys
from _thread import get_ident
from time import monotonic, time

from . import record

# The same exception at the same place within this time is one report: logged, and then rendered by the logger.
SAME_SECONDS = 0.25
MOST_REMEMBERED = 64
PER_SECOND = 20
PER_MINUTE = 200
DEEPEST_CATCH = 100
HERE = record.line.__code__.co_filename[:-len('record.py')]

UNCAUGHT = 'uncaught'
THREAD = 'thread'
TASK = 'task'
LOGGED = 'logged'
UNRAISABLE = 'unraisable'


class Reporter:
    """Keeps no exception, traceback or frame: it remembers numbers alone."""

    def __init__(self, wire):
        self._wire = wire
        self._recent = {}
        self._shown = {}
        self._second = self._minute = 0.0
        self._in_second = self._in_minute = 0
        self._told_dropped = 0

    def report(self, kind, exc):
        """Reports an exception; never raises anything of its own."""
        try:
            if isinstance(exc, BaseException) and self._wire.usable():
                self._report(kind, exc)
        except Exception as problem:  # silent by design
            if is_foreign(problem):
                raise  # a signal handler of the program raised it while this ran

    def _report(self, kind, exc):
        if kind == LOGGED and (get_ident(), id(exc)) in self._shown:
            return
        now = monotonic()
        caught = catch_site(exc) if kind == LOGGED else None
        if self._is_repeated(kind, exc, caught, now):
            return
        if kind != UNCAUGHT and not self._is_allowed(now):
            self._wire.dropped += 1
            return
        self._told_dropped = self._wire.dropped
        line = record.line(kind, time(), exc, caught, self._wire.dropped)
        if line is None:
            self._wire.dropped += 1
        else:
            self._wire.send(line)

    def showing(self, exc):
        """Begins to show an exception that was reported; what renders it meanwhile is no other place."""
        key = (get_ident(), id(exc))
        self._shown[key] = self._shown.get(key, 0) + 1
        return key

    def shown(self, key):
        left = self._shown.get(key, 0) - 1
        if left > 0:
            self._shown[key] = left
        else:
            self._shown.pop(key, None)

    def end(self):
        """Sends how much was dropped, where no record has said so."""
        try:
            if self._wire.usable() and self._wire.dropped > self._told_dropped:
                self._wire.send(b'{"bye":1,"dropped":%d}\n' % self._wire.dropped)
        except Exception as problem:  # silent by design
            if is_foreign(problem):
                raise

    def _is_repeated(self, kind, exc, caught, now):
        traceback = record.traceback_of(exc)
        same = (id(exc), id(type(exc)), id(traceback))
        place = None if caught is None else (id(caught[0]), caught[1])
        keys = [same + (kind, place)]
        if kind == LOGGED:
            keys.append(same if place is None else same + (kind, None))
        repeated = any(now - self._recent.get(key, -1e9) < SAME_SECONDS for key in keys)
        if not repeated:
            if len(self._recent) >= MOST_REMEMBERED:
                self._recent.clear()
            self._recent[keys[0]] = self._recent[same] = now
        return repeated

    def _is_allowed(self, now):
        if now - self._second >= 1:
            self._second, self._in_second = now, 0
        if now - self._minute >= 60:
            self._minute, self._in_minute = now, 0
        if self._in_second >= PER_SECOND or self._in_minute >= PER_MINUTE:
            return False
        self._in_second += 1
        self._in_minute += 1
        return True


def catch_site(exc):
    """Code and lines of the frame that caught an exception, while that frame runs; None otherwise."""
    traceback = record.traceback_of(exc)
    if traceback is None:
        return None
    catching = traceback.tb_frame
    frame = sys._getframe(1)
    for _ in range(DEEPEST_CATCH):
        if frame is catching:
            return frame.f_code, traceback.tb_lineno, frame.f_lineno
        frame = frame.f_back
        if frame is None:
            return None
    return None


def is_foreign(problem):
    """Whether a problem came from other code than this package, which runs no code of the program."""
    traceback = problem.__traceback__
    while traceback.tb_next is not None:
        traceback = traceback.tb_next
    return not traceback.tb_frame.f_code.co_filename.startswith(HERE)
