"""Receives the package over standard input, imports it from memory and serves questions."""

import json
import os
import sys
from importlib.machinery import ModuleSpec

PACKAGE = "nae_source"
# Seconds without a question after which the helper ends.
IDLE_SECONDS = 20


class MemoryImporter:
    """Imports the modules of the package from their sources, which are kept in memory."""

    def __init__(self, sources):
        self.sources = sources

    def find_spec(self, name, path=None, target=None):
        """The spec of a module of the package; None for every other module."""
        if name == PACKAGE:
            return ModuleSpec(name, self, is_package=True)
        head, _, module = name.rpartition(".")
        return ModuleSpec(name, self) if head == PACKAGE and module in self.sources else None

    def create_module(self, spec):
        """None: the interpreter makes the module itself."""
        return None

    def exec_module(self, module):
        """Runs the source of a module in its namespace."""
        name = "__init__" if module.__name__ == PACKAGE else module.__name__.rpartition(".")[2]
        file = PACKAGE + "/" + name + ".py"
        exec(compile(self.sources[name], file, "exec", dont_inherit=True), module.__dict__)


def read_exactly(count):
    """So many bytes of standard input; ends the helper where the input ends before."""
    data = b""
    while len(data) < count:
        more = os.read(0, count - len(data))
        if not more:
            sys.exit()
        data += more
    return data


def main():
    """Takes the length of the package in eight digits, then the package, then questions."""
    sources = json.loads(read_exactly(int(read_exactly(8))).decode("utf-8"))
    sys.meta_path.insert(0, MemoryImporter(sources))
    from nae_source import serve

    serve.serve(IDLE_SECONDS)


if __name__ == "__main__":
    main()
