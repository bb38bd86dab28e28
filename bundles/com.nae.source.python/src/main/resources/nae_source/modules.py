"""Which modules the worker's interpreter would find, and what the standard ones hold. Nothing but
the standard library is ever loaded.
"""

import functools
import importlib
import importlib.machinery
import os
import site
import subprocess
import sys
import sysconfig

SUFFIXES = tuple(importlib.machinery.all_suffixes())
# Modules that act when they are loaded, and those that nobody means.
UNTOUCHED = frozenset(
    "antigravity this __phello__ idlelib turtledemo test lib2to3 ensurepip __main__".split()
)


@functools.lru_cache(maxsize=None)
def standard_names():
    if hasattr(sys, "stdlib_module_names"):
        return frozenset(sys.stdlib_module_names) - UNTOUCHED
    names = set(sys.builtin_module_names)
    for folder in standard_path():
        for entry in os.listdir(folder) if os.path.isdir(folder) else ():
            stem = entry.split(".")[0]
            if entry.endswith(SUFFIXES) or os.path.isfile(
                os.path.join(folder, entry, "__init__.py")
            ):
                names.add(stem)
    return frozenset(names) - UNTOUCHED


@functools.lru_cache(maxsize=None)
def standard_path():
    paths = sysconfig.get_paths()
    folders = [paths["stdlib"], paths["platstdlib"]]
    return folders + [os.path.join(f, "lib-dynload") for f in folders]


def environment_root():
    """The virtual environment which the interpreter belongs to, or None."""
    for folder in (
        os.path.dirname(sys.executable),
        os.path.dirname(os.path.dirname(sys.executable)),
    ):
        if os.path.isfile(os.path.join(folder, "pyvenv.cfg")):
            return folder
    return None


@functools.lru_cache(maxsize=None)
def site_path():
    """The folders of installed packages, .pth files followed as far as they name folders; their
    code is not run.
    """
    root = environment_root()
    prefixes = [root] if root else [sys.prefix, sys.exec_prefix]
    folders = list(site.getsitepackages(prefixes))
    if not root:
        folders += [site.getusersitepackages()] + ["/usr/lib/python3/dist-packages"]
    found = []
    for folder in folders:
        if os.path.isdir(folder) and folder not in found:
            found.append(folder)
            found += [p for p in pth_folders(folder) if p not in found]
    return found


def pth_folders(folder):
    for entry in sorted(os.listdir(folder)):
        if entry.endswith(".pth"):
            with open(os.path.join(folder, entry), encoding="utf-8", errors="replace") as lines:
                for line in lines:
                    path = os.path.join(folder, line.strip())
                    if (
                        line.strip()
                        and not line.startswith(("#", "import ", "import\t"))
                        and os.path.isdir(path)
                    ):
                        yield path


def locate(name, path):
    """Where a module stands on a path of folders: a file, a package's folder, or None."""
    parts = name.split(".")
    for depth, part in enumerate(parts):
        place = locate_one(part, path)
        if place is None:
            return None
        if depth < len(parts) - 1:
            if not os.path.isdir(place):
                return None
            path = [place]
    return place


def locate_one(part, path):
    spaces = None
    for folder in path:
        package = os.path.join(folder, part)
        if os.path.isfile(os.path.join(package, "__init__.py")):
            return package
        for suffix in SUFFIXES:
            if os.path.isfile(package + suffix):
                return package + suffix
        if spaces is None and os.path.isdir(package):
            spaces = package
    return spaces


def standard(name):
    """The standard module of a dotted name, loaded, or None."""
    if name.split(".")[0] not in standard_names():
        return None
    try:
        return importlib.import_module(name)
    except Exception:
        return None


@functools.lru_cache(maxsize=None)
def comes_with(name):
    """The submodules that a plain import of a standard package brings along, asked of a fresh
    interpreter.
    """
    program = "import sys, importlib; importlib.import_module(sys.argv[1]); print(*sys.modules)"
    done = subprocess.run(
        [sys.executable, "-I", "-S", "-c", program, name],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        timeout=5,
    )
    return frozenset(done.stdout.decode("ascii", "replace").split())


def is_standard_submodule(name):
    return name.split(".")[0] in standard_names() and locate(name, standard_path()) is not None


def needed(name, attributes):
    """The module to be imported so that name.attributes exists, or None where it does not exist."""
    module, value = name, standard(name)
    if value is None:
        return None
    for attribute in attributes:
        dotted = module + "." + attribute
        if (
            isinstance(value, type(sys))
            and value.__name__ == module
            and is_standard_submodule(dotted)
            and standard(dotted)
        ):
            module, value = dotted, standard(dotted)
        elif isinstance(value, (type(sys), type)):
            if not hasattr(value, attribute):
                return None
            value = getattr(value, attribute)
        else:
            break
    return module if module == name or module not in comes_with(name) else name
