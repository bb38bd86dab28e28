"""The hook of NAE in a Python program: removes its own traces, starts the reports, then runs the next sitecustomize.

This file is read by every Python that finds it, Python 2.7 included. Whatever goes wrong in it is silent by design: a
program must run as it would without it.
"""
import os
import sys

VARIABLE = 'NAE_EVIDENCE'
OLDEST = (3, 8)


def _restored(here):
    """Takes the hook out of the environment and the path of modules, and gives the order of this start, or None."""
    order = os.environ.pop(VARIABLE, None)
    path = os.environ.get('PYTHONPATH', '')
    if path.startswith(here + os.pathsep):
        os.environ['PYTHONPATH'] = path[len(here) + 1:]
    elif path == here and (order or '').startswith('empty '):
        os.environ['PYTHONPATH'] = ''
    elif path == here:
        del os.environ['PYTHONPATH']
    for name in (b'PYTHONPATH', VARIABLE.encode()):
        _original_variables(name, os.environ.get(name.decode()))
    _forget_path(here)
    return order


def _original_variables(name, value):
    """The copy of the environment that the module posix keeps from the start of the interpreter."""
    kept = getattr(sys.modules.get('posix'), 'environ', {})
    if name in kept and value is None:
        del kept[name]
    elif name in kept:
        kept[name] = type(name)(os.fsencode(value)) if hasattr(os, 'fsencode') else value


def _forget_path(here):
    sys.path[:] = [entry for entry in sys.path if entry != here]
    for folder in (here, os.path.join(here, 'nae_evidence')):
        sys.path_importer_cache.pop(folder, None)


def _start(here, order):
    """Imports the package of the reports from this folder, and leaves no trace of it in sys."""
    keeps_none = sys.dont_write_bytecode
    sys.path.insert(0, here)
    try:
        # The folder is the runtime's own: compiled files there are none of the program's.
        sys.dont_write_bytecode = keeps_none and sys.pycache_prefix is not None
        from nae_evidence import start
    finally:
        sys.dont_write_bytecode = keeps_none
        _forget_path(here)
        for name in [name for name in sys.modules if name.split('.')[0] == 'nae_evidence']:
            del sys.modules[name]
    start.start(order)


def _run():
    here = os.path.dirname(os.path.abspath(__file__))
    order = _restored(here)
    if order and sys.version_info >= OLDEST:
        _start(here, order)


try:
    _run()
except Exception:  # by design: see above
    pass

# The program's own sitecustomize takes the place of this one. Where there is none, the import fails as it would
# without the hook, and the module site takes it for that.
del sys.modules['sitecustomize']
import sitecustomize  # noqa: E402
