"""The read of a key that failed at a line: which one it was, and whether it may be touched."""

import ast
import re

from .defaults import base_of, is_read
from .evidence import key_node, key_of
from .origins import last_name
from .text import walk

REQUIRED = re.compile(r"#\s*nae:\s*required\b")
# The methods of a mapping in whose own code its KeyError may come up.
MAPPING = frozenset("__getitem__ __missing__ __delitem__ pop".split())


def required(question, line):
    """The place of a mark on the failing statement or on a line that led to it, or None."""
    frames = [
        (f, int(n))
        for f, _, n in (p.rpartition(":") for p in question.get("frames", "").split(";"))
        if f
    ]
    for path, at in [(question["file"], line)] + frames:
        source = question.module_source(path)
        for number in statement_lines(source, at) if source else ():
            above = source.line(number - 1).strip()
            if (
                REQUIRED.search(source.line(number))
                or above.startswith("#")
                and REQUIRED.search(above)
            ):
                return "%s:%d" % (path, number)
    return None


def statement_lines(source, line):
    """The lines of the simple statement at a line; the line alone where it heads a block."""
    here = [
        n
        for n in walk(source.tree)
        if isinstance(n, ast.stmt) and not hasattr(n, "body") and n.lineno <= line <= n.end_lineno
    ]
    return range(here[-1].lineno, here[-1].end_lineno + 1) if here else [line]


def on_purpose(source, line):
    return any(
        isinstance(n, ast.Raise) and n.lineno <= line <= n.end_lineno for n in walk(source.tree)
    )


def inside(question):
    """The (file, function) of the library's frame below the failing line, empty words where there
    is none.
    """
    file, _, function = question.get("inside", "").rpartition(":")
    return file, function


def reads_at(source, line, key):
    """The reads of a line that could be of the key: those of this very key, else those of a
    computed one.
    """
    found = [n for n in walk(source.tree) if is_read(n) and near_line(source, n, line)]
    exact = [n for n in found if read_key(n) == key and type(read_key(n)) is type(key)]
    return exact or [
        n for n in found if read_key(n) is None and not isinstance(key_node(n), ast.Constant)
    ]


def near_line(source, node, line):
    if node.lineno <= line <= node.end_lineno:
        return True
    text = in_format(source, node)
    return text is not None and text.lineno <= line <= text.end_lineno


def in_format(source, node):
    return next((a for a in source.above(node) if isinstance(a, ast.JoinedStr)), None)


def read_key(node):
    return key_of(key_node(node))


def pick(question, source, reads, line):
    """The read that failed: the one under the carets, else the only one."""
    if question.get("carets"):
        start, end = (int(n) + source.line_start(line) for n in question["carets"].split(":"))
        under = [n for n in reads if not in_format(source, n) and source.span(n) == (start, end)]
        if len(under) == 1:
            return under[0]
    return reads[0] if len(reads) == 1 else None


def of_environment(question, base):
    """Whether a mapping is the environment or a copy of it."""
    file, function = inside(question)
    if last_name(base) == "environ" or file in ("os.py", "<frozen os>") and function in MAPPING:
        return True
    name = base.id if isinstance(base, ast.Name) else ""
    for node in walk(question.source.tree) if name else ():
        if (
            isinstance(node, ast.ImportFrom)
            and node.module == "os"
            and any(a.name == "environ" and a.asname == name for a in node.names)
        ):
            return True
        if (
            isinstance(node, ast.Assign)
            and any(isinstance(t, ast.Name) and t.id == name for t in node.targets)
            and copy_of_environment(node.value)
        ):
            return True
    return False


def copy_of_environment(node):
    if isinstance(node, ast.Call) and last_name(node.func) in ("dict", "copy"):
        return (
            last_name(node.args[0]) == "environ"
            if node.args
            else isinstance(node.func, ast.Attribute) and last_name(node.func.value) == "environ"
        )
    return last_name(node) == "environ"


def untouchable(source, read):
    """Why a read is not to be edited, or None."""
    for around in source.above(read):
        if isinstance(around, (ast.FunctionDef, ast.AsyncFunctionDef, ast.Lambda)):
            break
        if isinstance(around, ast.Try) and any(
            h.type is not None and re.search("'(KeyError|LookupError)'", ast.dump(h.type))
            for h in around.handlers
        ):
            return "which the program catches by itself"
    root = base_of(read)
    if isinstance(root, ast.Name) and any(
        isinstance(n, ast.ClassDef) and n.name == root.id for n in walk(source.tree)
    ):
        return "and %s is a class" % root.id
    if isinstance(root, ast.Name) and any(
        isinstance(n, ast.Assign)
        and "ConfigParser" in ast.dump(n.value)
        and any(isinstance(t, ast.Name) and t.id == root.id for t in n.targets)
        for n in walk(source.tree)
    ):
        return "a section of the configuration file is missing"
    return None
