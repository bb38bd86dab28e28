"""The hooks of the interpreter itself: uncaught exceptions, and those that nothing can catch."""
import sys

from .record import traceback_of
from .reporter import THREAD, UNCAUGHT, UNRAISABLE
from .wrapping import like


class Hooks:
    """The two hooks of sys. A program that compares them with the defaults finds the defaults."""

    def __init__(self, reporter):
        self._reporter = reporter
        self._uncaught = False

    def install(self):
        sys.excepthook = sys.__excepthook__ = self._excepthook(sys.__excepthook__)
        sys.unraisablehook = sys.__unraisablehook__ = self._unraisablehook(sys.__unraisablehook__)

    def _excepthook(self, original):
        reporter = self._reporter

        def excepthook(exctype, value, traceback):
            self._uncaught = True
            reporter.report(UNCAUGHT, value)
            key = reporter.showing(value)
            try:
                return original(exctype, value, traceback)
            finally:
                reporter.shown(key)

        return like(original, excepthook)

    def _unraisablehook(self, original):
        reporter = self._reporter

        def unraisablehook(unraisable):
            if type(unraisable).__name__ == 'UnraisableHookArgs' and not sys.is_finalizing():
                started = type(unraisable.err_msg) is str and 'thread started by' in unraisable.err_msg
                reporter.report(THREAD if started else UNRAISABLE, unraisable.exc_value)
            return original(unraisable)

        return like(original, unraisablehook)

    def at_exit(self):
        """Reports what ended the program where a hook of its own has shown it."""
        last = getattr(sys, 'last_exc', None) or getattr(sys, 'last_value', None)
        if not self._uncaught and isinstance(last, BaseException):
            traceback = traceback_of(last)
            # What nothing caught has a traceback from the first frame on; what a debugger or a test runner kept, not.
            if traceback is not None and traceback.tb_frame.f_back is None:
                self._reporter.report(UNCAUGHT, last)
        self._reporter.end()
