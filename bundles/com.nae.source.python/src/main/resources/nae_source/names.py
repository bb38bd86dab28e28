"""What a source binds, what it uses, and which of it looks like a slip of the pen."""

import ast
import builtins
from .text import walk

FUNCTIONS = (ast.FunctionDef, ast.AsyncFunctionDef, ast.Lambda)


def bindings(tree):
    """Every name that any scope of the tree binds, with the nodes that bind it."""
    found = {}
    for node in walk(tree):
        for name in bound_by(node):
            found.setdefault(name, []).append(node)
    return found


def bound_by(node):
    if isinstance(node, ast.Name) and not isinstance(node.ctx, ast.Load):
        return [node.id]
    if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)):
        return [node.name]
    if isinstance(node, (ast.Import, ast.ImportFrom)):
        return [
            a.asname or (a.name.split(".")[0] if isinstance(node, ast.Import) else a.name)
            for a in node.names
            if a.name != "*"
        ]
    if isinstance(node, ast.arg):
        return [node.arg]
    if isinstance(node, (ast.Global, ast.Nonlocal)):
        return list(node.names)
    if isinstance(node, ast.ExceptHandler) and node.name:
        return [node.name]
    kind = type(node).__name__
    if kind in ("MatchAs", "MatchStar", "TypeVar", "ParamSpec", "TypeVarTuple") and node.name:
        return [node.name]
    return [node.rest] if kind == "MatchMapping" and node.rest else []


def has_star_import(tree):
    return any(
        isinstance(n, ast.ImportFrom) and any(a.name == "*" for a in n.names) for n in walk(tree)
    )


def top_level(tree):
    """The names that a module itself defines (not those it imports), also under if, try and
    with.
    """
    names, todo = set(), list(tree.body)
    while todo:
        node = todo.pop()
        if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)):
            names.add(node.name)
        elif isinstance(node, (ast.Assign, ast.AnnAssign, ast.AugAssign)):
            targets = node.targets if isinstance(node, ast.Assign) else [node.target]
            names.update(n.id for t in targets for n in ast.walk(t) if isinstance(n, ast.Name))
        elif isinstance(node, (ast.If, ast.Try, ast.With, ast.For, ast.While)):
            todo.extend(
                c
                for c in ast.walk(node)
                if c is not node and isinstance(c, ast.stmt) and not inside_function(c, node)
            )
    return names


def inside_function(statement, block):
    """Whether a statement below a block stands in a function or class of that block."""
    return any(
        statement is not n
        and isinstance(n, FUNCTIONS + (ast.ClassDef,))
        and any(c is statement for c in ast.walk(n))
        for n in ast.walk(block)
    )


class Use:
    """One read of a name: the attributes asked of it, and what is done with the result."""

    def __init__(self, source, node):
        self.node, self.attributes = node, []
        while isinstance(source.parents.get(node), ast.Attribute):
            node = source.parents[node]
            self.attributes.append(node.attr)
        self.end, self.parent = node, source.parents.get(node)
        self.call = (
            self.parent if isinstance(self.parent, ast.Call) and self.parent.func is node else None
        )
        self.around = source.parents.get(self.call) if self.call else self.parent


def uses(source, name):
    return [
        Use(source, n)
        for n in walk(source.tree)
        if isinstance(n, ast.Name) and n.id == name and isinstance(n.ctx, ast.Load)
    ]


def distance(a, b):
    """Levenshtein's distance of two words, a swap of neighbours counting one."""
    before, row = [], list(range(len(b) + 1))
    for i, x in enumerate(a, 1):
        older, before, row = before, row, [i]
        for j, y in enumerate(b, 1):
            row.append(min(before[j] + 1, row[-1] + 1, before[j - 1] + (x != y)))
            if i > 1 and j > 1 and x == b[j - 2] and a[i - 2] == y:
                row[-1] = min(row[-1], older[j - 2] + 1)
    return row[-1]


def reach(word):
    """How far a slip of the pen may lead: none for very short words, where nearly everything is
    near.
    """
    return 0 if len(word) < 4 else 1 if len(word) < 6 else 2


def near(word, known, lenient=False):
    """The known words which the word may be a misspelling of, the nearest first; where it is only
    for a hint, short words too.
    """
    close = [
        (distance(word, k), k)
        for k in known
        if k != word and abs(len(k) - len(word)) <= 2 and len(k) > 1
    ]
    return [k for d, k in sorted(close) if d <= max(reach(word), lenient and len(word) > 2)]


BUILTINS = frozenset(dir(builtins))
