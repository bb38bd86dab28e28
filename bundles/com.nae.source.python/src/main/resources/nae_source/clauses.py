"""Which clause of the sources catches an exception that a trace shows as caught."""

import ast
import builtins
import importlib
import sys

CATCH_ALL = {"Exception", "BaseException"}
# Names of the standard library that are other names of builtin classes.
ALIASES = {
    "socket.timeout": "TimeoutError",
    "socket.error": "OSError",
    "select.error": "OSError",
    "IOError": "OSError",
    "EnvironmentError": "OSError",
    "asyncio.TimeoutError": "TimeoutError",
    "asyncio.exceptions.TimeoutError": "TimeoutError",
    "concurrent.futures.TimeoutError": "TimeoutError",
    "concurrent.futures._base.TimeoutError": "TimeoutError",
}
LOOPS = (ast.For, ast.AsyncFor, ast.While)
FUNCTIONS = (ast.FunctionDef, ast.AsyncFunctionDef, ast.Lambda, ast.ClassDef)
TRIES = tuple(getattr(ast, name) for name in ("Try", "TryStar") if hasattr(ast, name))


def clause(question):
    """How the frame at a line of a file deals with an exception of a type.

    `kind` is `named` where the clause names the type or a base of it below Exception, `catch_all`
    where it takes everything, `none` where no clause of that frame catches it for good. `retried`
    says that the statement tries again in a loop which it leaves when it succeeds.
    """
    tree, line, raised = question.source.tree, int(question["line"]), question["type"]
    path = enclosing(tree, line)
    for index in range(len(path) - 1, -1, -1):
        node = path[index]
        if isinstance(node, FUNCTIONS):
            break
        if isinstance(node, TRIES) and holds(node.body, line):
            found = catching(tree, node, raised)
            if found:
                return described(question, path[:index], node, *found)
    return {"kind": "none"}


def enclosing(tree, line):
    """The statements around a line, outermost first."""
    path, node = [], tree
    while node is not None:
        inner = None
        for child in ast.iter_child_nodes(node):
            if isinstance(child, (ast.stmt, ast.ExceptHandler)) and around(child, line):
                inner = child
        if inner is not None:
            path.append(inner)
        node = inner
    return path


def around(node, line):
    return node.lineno <= line <= (getattr(node, "end_lineno", None) or node.lineno)


def holds(statements, line):
    return any(around(statement, line) for statement in statements)


def catching(tree, node, raised):
    """The first handler that may take the exception, with how it does; None where none does."""
    for handler in node.handlers:
        kind = kind_of(tree, handler.type, raised)
        if kind:
            return handler, kind
    for handler in node.handlers:  # a name from elsewhere may stand for any class
        if any(is_unknown(item) for item in items(tree, handler.type)):
            return handler, "named"
    return None


def is_unknown(item):
    name = dotted(item)
    return name not in ALIASES and not is_builtin(name.split(".")[-1])


def kind_of(tree, expression, raised):
    if expression is None:
        return "catch_all"
    kinds = [match(tree, item, raised) for item in items(tree, expression)]
    if "named" in kinds:
        return "named"
    return "catch_all" if "catch_all" in kinds else None


def items(tree, expression):
    """The classes that a clause names; a constant tuple of the module is looked up."""
    if isinstance(expression, ast.Tuple):
        return [each for item in expression.elts for each in items(tree, item)]
    if isinstance(expression, ast.BinOp):
        return items(tree, expression.left) + items(tree, expression.right)
    if isinstance(expression, ast.Name):
        for statement in tree.body:
            targets = getattr(statement, "targets", [])
            same = any(isinstance(t, ast.Name) and t.id == expression.id for t in targets)
            if same and isinstance(statement.value, (ast.Tuple, ast.BinOp)):
                return items(tree, statement.value)
    return [expression]


def match(tree, item, raised):
    """How one class of a clause takes the exception: by its name, as everything, or not."""
    name = dotted(item)
    if name.split(".")[-1] in CATCH_ALL:
        return "catch_all"
    if not name:
        return "named"  # computed: whatever it is, somebody has thought of it
    bases = lineage(tree, raised)
    last = ALIASES.get(name, name).split(".")[-1]
    if last in bases:
        return "named"
    known = {base for base in bases if base not in CATCH_ALL}
    foreign = not is_builtin(last) and not any(map(is_builtin, known))
    return "named" if foreign else None


def dotted(node):
    if isinstance(node, ast.Attribute):
        inner = dotted(node.value)
        return inner + "." + node.attr if inner else ""
    return node.id if isinstance(node, ast.Name) else ""


def is_builtin(name):
    found = getattr(builtins, name, None)
    return isinstance(found, type) and issubclass(found, BaseException)


def lineage(tree, raised):
    """The simple names of a class and of what is known of its bases."""
    raised = ALIASES.get(raised, raised)
    module, _, last = raised.rpartition(".")
    found = getattr(builtins, last, None) if module in ("", "builtins") else standard(module, last)
    if isinstance(found, type):
        return [base.__name__ for base in found.__mro__]
    names = [last]
    for name in names:
        for node in tree.body:
            if isinstance(node, ast.ClassDef) and node.name == name:
                for base in map(dotted, node.bases):
                    own = getattr(builtins, base, None)
                    more = [c.__name__ for c in own.__mro__] if isinstance(own, type) else [base]
                    names.extend(n.split(".")[-1] for n in more if n.split(".")[-1] not in names)
    return names


def standard(module, name):
    """A class of the standard library; modules of anybody else are never loaded."""
    top = module.split(".")[0]
    known = getattr(sys, "stdlib_module_names", ()) or sys.builtin_module_names
    if top in known:
        try:
            return getattr(importlib.import_module(module), name, None)
        except Exception:
            return None
    return None


def described(question, path, node, handler, kind):
    if ends_with_raise(handler.body):
        return {"kind": "none"}
    text = question.source.text.splitlines()[handler.lineno - 1].strip()
    return {
        "kind": kind,
        "clause": text[:120],
        "clause_line": handler.lineno,
        "retried": "true" if retried(path, node) else None,
    }


def ends_with_raise(statements):
    """Whether a handler passes the exception on, or ends the program."""
    last = statements[-1]
    if isinstance(last, ast.Raise):
        return True
    call = last.value if isinstance(last, ast.Expr) else None
    return isinstance(call, ast.Call) and dotted(call.func) in (
        "sys.exit",
        "exit",
        "quit",
        "os._exit",
        "os.abort",
    )


def retried(path, node):
    """Whether the statement stands in a loop of its function that success leaves."""
    for outer in reversed(path):
        if isinstance(outer, FUNCTIONS):
            return False
        if isinstance(outer, LOOPS):
            return any(leaves(statement) for statement in node.body + node.orelse) or any(
                leaves(statement) for statement in after(outer, node)
            )
    return False


def after(loop, node):
    """The statements of a loop's body behind the one that holds a node."""
    for index, statement in enumerate(loop.body):
        if statement is node:
            return loop.body[index + 1 :]
    return []


def leaves(statement):
    """Whether a statement leaves the loop around it."""
    if isinstance(statement, (ast.Break, ast.Return)):
        return True
    if isinstance(statement, FUNCTIONS):
        return False
    inner = [c for c in ast.iter_child_nodes(statement) if isinstance(c, ast.stmt)]
    if isinstance(statement, LOOPS):
        return any(isinstance(n, ast.Return) for child in inner for n in ast.walk(child))
    return any(leaves(child) for child in inner)
