"""Decides whether this Python is the program that was started, and if so begins to report."""
import atexit
import os
import sys

from .patches import Finder
from .reporter import Reporter
from .standard import Hooks
from .wire import Wire

# What a start script may consist of on the way to the program. Below anything else, a Python is a child of the program.
LAUNCHERS = frozenset(
    'sh bash dash ash ksh mksh zsh busybox coreutils env nice ionice chrt taskset timeout stdbuf setsid setpriv prlimit'
    ' runuser su sudo doas flock time tini dumb-init catatonit numactl uv'.split())
MOST_LAUNCHERS = 8


def start(order):
    """The order is what the variable holds: a flag, the pid of the runtime, the token of this start, a socket."""
    _, runtime, token, path = order.split(' ', 3)
    if not is_program(int(runtime)):
        return
    wire = Wire(path, token)
    reporter = Reporter(wire)
    os.register_at_fork(after_in_child=wire.forget)
    hooks = Hooks(reporter)
    hooks.install()
    atexit.register(hooks.at_exit)
    Finder(reporter).install()
    wire.hello()


def is_program(runtime):
    """Whether only start scripts are between the runtime and this interpreter."""
    pid = os.getppid()
    for _ in range(MOST_LAUNCHERS):
        if pid == runtime:
            return True
        program = os.path.basename(os.readlink('/proc/%d/exe' % pid))
        if program not in LAUNCHERS:
            return False
        pid = parent(pid)
    return False


def parent(pid):
    """The parent of another process; its name stands before it in parentheses and may hold anything."""
    fd = os.open('/proc/%d/stat' % pid, os.O_RDONLY | os.O_CLOEXEC)
    try:
        return int(os.read(fd, 4096).rpartition(b')')[2].split()[1])
    finally:
        os.close(fd)
