"""Wraps functions of the standard library once the program itself imports them."""
import sys

from .reporter import LOGGED, TASK, THREAD
from .wrapping import like


def logging(module, reporter):
    """Records with exc_info, whatever becomes of them."""
    original = module.Logger.handle

    def handle(self, record):
        info = record.exc_info
        if type(info) is not tuple or len(info) != 3 or info[1] is None:
            return original(self, record)
        exc = info[1]
        reporter.report(TASK if record.name == 'asyncio' else LOGGED, exc)
        key = reporter.showing(exc)
        del info, exc
        try:
            return original(self, record)
        finally:
            reporter.shown(key)

    module.Logger.handle = like(original, handle)


def traceback(module, reporter):
    """Exceptions that are rendered, by print_exc and format_exc as by any logger that uses them."""
    initialise = module.TracebackException.__init__
    walk = module.walk_tb

    def __init__(self, *args, **kwargs):
        if kwargs.get('_seen') is None:  # not one of the chain of another
            reporter.report(LOGGED, args[1] if len(args) > 1 else kwargs.get('exc_value'))
        return initialise(self, *args, **kwargs)

    def walk_tb(tb):
        current = sys.exc_info()[1]
        if current is not None and tb is not None and current.__traceback__ is tb:
            reporter.report(LOGGED, current)
        del current
        return walk(tb)

    module.TracebackException.__init__ = like(initialise, __init__)
    module.walk_tb = like(walk, walk_tb)


def threading(module, reporter):
    """Exceptions that end a thread, whichever excepthook the program sets."""
    make = module._make_invoke_excepthook

    def _make_invoke_excepthook():
        invoke = make()

        def invoke_excepthook(thread):
            exc = sys.exc_info()[1]
            if not isinstance(exc, SystemExit):
                reporter.report(THREAD, exc)
            key = reporter.showing(exc)
            del exc
            try:
                return invoke(thread)
            finally:
                reporter.shown(key)

        return invoke_excepthook

    module._make_invoke_excepthook = like(make, _make_invoke_excepthook)


def asyncio(module, reporter):
    """Exceptions of tasks and callbacks that nobody took, whichever handler the program sets."""
    original = module.BaseEventLoop.call_exception_handler

    def call_exception_handler(self, context):
        exc = context.get('exception') if type(context) is dict else None
        reporter.report(TASK, exc)
        key = reporter.showing(exc)
        del exc
        try:
            return original(self, context)
        finally:
            reporter.shown(key)

    module.BaseEventLoop.call_exception_handler = like(original, call_exception_handler)


class Finder:
    """Stands first among the finders of modules until all that it waits for are there, and finds none itself."""

    def __init__(self, reporter):
        self._reporter = reporter
        self._patches = {'logging': logging, 'traceback': traceback, 'threading': threading,
                         'asyncio.base_events': asyncio}
        self._asked = set()
        self._others = set()
        external = sys.modules.get('_frozen_importlib_external')
        self._own_loaders = tuple(
            getattr(external, name, None) for name in ('SourceFileLoader', 'SourcelessFileLoader'))

    def install(self):
        sys.meta_path.insert(0, self)
        self._patch_loaded(list(self._patches))

    def find_spec(self, name, path=None, target=None):
        """The spec that the other finders give, its loader made to patch the module; None for all other modules."""
        try:
            if self._others:
                self._patch_loaded(list(self._others))
            if name in self._patches and name not in self._asked:
                self._asked.add(name)
                try:
                    return self._patching(name, path, target)
                finally:
                    self._asked.discard(name)
        except Exception:  # silent by design: the import goes on without
            pass
        return None

    def _patching(self, name, path, target):
        for finder in list(sys.meta_path):
            find = None if finder is self else getattr(finder, 'find_spec', None)
            spec = None if find is None else find(name, path, target)
            if spec is not None:
                self._prepare(name, spec.loader)
                return spec
        return None

    def _prepare(self, name, loader):
        """Has a loader that belongs to this module alone patch it; looks for it later where it serves others too."""
        if type(loader) not in self._own_loaders:
            self._others.add(name)
            return
        execute = loader.exec_module

        def exec_module(module):
            del loader.exec_module
            execute(module)
            self._patch(name, module)

        loader.exec_module = exec_module

    def _patch_loaded(self, names):
        for name in names:
            module = sys.modules.get(name)
            spec = getattr(module, '__spec__', None)
            if module is not None and not getattr(spec, '_initializing', False):
                self._patch(name, module)

    def _patch(self, name, module):
        patch = self._patches.pop(name, None)
        self._others.discard(name)
        try:
            if patch is not None:
                patch(module, self._reporter)
        except Exception:  # silent by design: another library of that name, or another version
            pass
        if not self._patches and self in sys.meta_path:
            sys.meta_path.remove(self)
