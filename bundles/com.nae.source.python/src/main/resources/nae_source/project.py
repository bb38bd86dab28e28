"""The project around a question: its files, its modules, and where the worker would look for
them.
"""

import ast
import base64
import functools
import os

from . import modules
from .names import top_level
from .text import Source, walk

LARGEST = 1 << 20


@functools.lru_cache(maxsize=256)
def parsed(path, modified, size):
    try:
        with open(path, "rb") as f:
            return Source(f.read(LARGEST + 1))
    except (SyntaxError, ValueError, LookupError, RecursionError, OSError):
        return None


@functools.lru_cache(maxsize=8)
def read(raw):
    return Source(raw)


class Question(dict):
    """A question with its file and the project, as far as the asker lets it be seen."""

    def bytes(self, name):
        return base64.b64decode(self[name])

    @property
    def source(self):
        if not hasattr(self, "_source"):
            self._source = read(self.bytes("source"))
        return self._source

    def absolute(self, path):
        return os.path.join(self["root"], path)

    def read(self, path):
        """The bytes of a file of the project, or None."""
        try:
            with open(self.absolute(path), "rb") as f:
                return f.read(LARGEST)
        except OSError:
            return None

    def module_source(self, path):
        if path == self["file"]:
            return self.source
        full = self.absolute(path)
        try:
            state = os.stat(full)
        except OSError:
            return None
        return parsed(full, state.st_mtime_ns, state.st_size) if state.st_size <= LARGEST else None

    def document(self, path):
        """A configuration file as text whose positions are those of its bytes, or None."""
        raw = self.read(path)
        return raw.decode("latin-1") if raw is not None else None

    def python_files(self):
        return [f for f in self["files"] if f.endswith(".py")][:2000]

    def sources(self):
        """Every readable source of the project with its path, the asked file first."""
        yield self["file"], self.source
        for path in self.python_files():
            source = self.module_source(path) if path != self["file"] else None
            if source:
                yield path, source

    def local_path(self):
        """The folders of the project that are on the worker's path, relative to its root."""
        return [self["script_folder"]] + [p for p in self["python_path"] if not os.path.isabs(p)]

    def search_path(self):
        own = [self.absolute(self["script_folder"])] + [
            self.absolute(p) for p in self["python_path"]
        ]
        return own + modules.standard_path() + modules.site_path()

    def shadowed(self, name):
        """The project's own file that a top module name would find before the standard library, or
        None.
        """
        own = modules.locate_one(name.split(".")[0], [self.absolute(p) for p in self.local_path()])
        regular = own and (os.path.isfile(own) or os.path.isfile(os.path.join(own, "__init__.py")))
        return os.path.relpath(own, self["root"]) if regular else None

    def module_names(self):
        """The dotted name under which the worker would import each source of the project."""
        return {
            path: name
            for path in self.python_files()
            for name in [self.module_name(path, self.local_path())]
            if name
        }

    def module_name(self, path, folders):
        stem = path[:-3]
        stem = stem[: -len("/__init__")] if stem.endswith("/__init__") else stem
        names = [
            os.path.relpath(stem, f or ".").replace(os.sep, ".") for f in folders if inside(stem, f)
        ]
        names = [n for n in names if all(part.isidentifier() for part in n.split("."))]
        return min(names, key=len) if names else None

    def definers(self, name):
        """The modules, other than the asked one and the entry, which define a name at their top
        level, as (path, module).
        """
        modules = self.module_names()
        return [
            (path, modules.get(path))
            for path, source in self.sources()
            if path != self["file"] and name in top_level(source.tree)
        ]

    def imports_of(self, path, modules):
        """The project's sources which one source imports, directly."""
        source, found = self.module_source(path), set()
        by_name = {name: p for p, name in modules.items()}
        for node in walk(source.tree) if source else ():
            if isinstance(node, ast.Import):
                found.update(by_name.get(a.name) for a in node.names)
            elif isinstance(node, ast.ImportFrom):
                base = absolute_name(node, modules.get(path, ""), path)
                found.add(by_name.get(base))
                found.update(by_name.get(base + "." + a.name) for a in node.names)
        return found - {None}

    def leads_to(self, start, goal):
        """Whether importing one source would, directly or not, import another."""
        modules, seen, todo = self.module_names(), set(), [start]
        while todo:
            path = todo.pop()
            if path == goal:
                return True
            if path not in seen:
                seen.add(path)
                todo.extend(self.imports_of(path, modules))
        return False


def inside(path, folder):
    return folder in ("", ".") or path.startswith(folder.rstrip("/") + "/")


def absolute_name(node, module, path):
    """The module that a from-import names, relative ones counted from the module they stand in."""
    if not node.level:
        return node.module or ""
    parts = module.split(".") if module else []
    parts = parts if path.endswith("/__init__.py") else parts[:-1]
    parts = parts[: len(parts) - (node.level - 1)]
    return ".".join(parts + ([node.module] if node.module else []))
