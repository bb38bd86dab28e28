"""Reads of keys in forms that cannot fail, each edit checked to change the one node that is meant
and no other.
"""

import ast
import re
import sys

from .defaults import base_of, is_pop
from .evidence import key_node, literal
from .origins import last_name
from .reads import in_format, read_key
from .sensitive import collection, sensitive
from .text import walk

EMPTY = {"append": "[]", "extend": "[]", "insert": "[]", "add": "set()"}
STARTS = {int: "0", float: "0.0", str: '""', list: "[]", tuple: "()"}
SIMPLE = (ast.Name, ast.Attribute, ast.Constant, ast.Subscript, ast.Tuple, ast.expr_context)


def simple(*nodes):
    """Whether expressions can be written twice: looking at them does nothing."""
    return all(
        isinstance(n, SIMPLE) or type(n).__name__ == "Index"
        for node in nodes
        for n in ast.walk(node)
    )


def key_text(source, read):
    """A key as the source writes it, a tuple in parentheses; the positions in an f-string are not
    relied on.
    """
    node = key_node(read)
    if in_format(source, read):
        return repr(node.value) if isinstance(node, ast.Constant) else ""
    text = source.code(node)
    return "(%s)" % text if isinstance(node, ast.Tuple) and not text.startswith("(") else text


def got(source, read, method, default):
    """The edit that turns d[k] into d.method(k, default), or d.pop(k) into d.pop(k, default)."""
    if isinstance(read, ast.Call):
        at = source.span(read.args[0])[1]
        return source.edit([(at, at, ", %s" % default)], only(source, read, method, default))
    if in_format(source, read) and sys.version_info < (3, 12):
        return got_in_format(source, read, method, default)
    return source.edit(turned(source, read, method, default), only(source, read, method, default))


def turned(source, read, method, default):
    """The changes that turn d[k] into d.method(k, default)."""
    opening, closing = source.text.index("[", source.span(read.value)[1]), source.span(read)[1] - 1
    tuples = isinstance(key_node(read), ast.Tuple) and not source.code(key_node(read)).startswith(
        "("
    )
    return [
        (opening, opening + 1, ".%s(%s" % (method, "(" * tuples)),
        (
            closing,
            closing + 1,
            "%s%s)" % (")" * tuples, ", " + default if default is not None else ""),
        ),
    ]


def got_in_format(source, read, method, default):
    """The same in an f-string of a Python that does not tell positions there: found by its text,
    proven by the tree.
    """
    start, end = source.span(in_format(source, read))
    form = re.compile(r"\[\s*([\"'])%s\1\s*\]" % re.escape(str(read_key(read))))
    for match in form.finditer(source.text, start, end):
        quote = match.group(1)
        text = (
            default
            if default is None or not isinstance(literal_text(default), str)
            else quote + literal_text(default) + quote
        )
        changes = [
            (match.start(), match.start() + 1, ".%s(" % method),
            (match.end() - 1, match.end(), "%s)" % ("" if text is None else ", " + text)),
        ]
        try:
            return source.edit(changes, only(source, read, method, default))
        except (ValueError, SyntaxError):
            continue
    raise ValueError("the read stands in an f-string, where it could not be found for certain")


def literal_text(text):
    """The value of a plain literal's text, else None."""
    try:
        return ast.literal_eval(text)
    except (ValueError, SyntaxError):
        return None


def only(source, read, method, default):
    """A test of trees: the new one is the old one with the read replaced, and nothing else."""
    key = key_node(read)
    arguments = [key] + ([ast.parse(default, mode="eval").body] if default is not None else [])
    new_node = ast.Call(
        func=ast.Attribute(value=base_of(read), attr=method, ctx=ast.Load()),
        args=arguments,
        keywords=[],
    )

    def same(old, new):
        outermost = [n for n in source.above(read) if isinstance(n, ast.stmt)][-1]
        at = next(i for i, n in enumerate(old.body) if n is outermost)
        expected = with_instead(source, read, new_node, old.body[at])
        return (
            len(old.body) == len(new.body)
            and ast.dump(new.body[at]) == expected
            and all(type(a) is type(b) for a, b in zip(old.body, new.body))
        )

    return same


def with_instead(source, read, new_node, statement):
    """The dump of a statement in which one node stands for another."""
    parent = source.parents[read]
    for field, value in ast.iter_fields(parent):
        if value is read:
            setattr(parent, field, new_node)
            try:
                return ast.dump(statement)
            finally:
                setattr(parent, field, read)
        if isinstance(value, list) and any(v is read for v in value):
            at = next(i for i, v in enumerate(value) if v is read)
            value[at] = new_node
            try:
                return ast.dump(statement)
            finally:
                value[at] = read
    raise ValueError("the read is not where it was")


def canonical(source, read):
    """The forms whose meaning is plain: counting, collecting, and removing what may be gone
    already.
    """
    if in_format(source, read):
        return None
    parent, statement = source.parents[read], source.statement(read)
    if (
        isinstance(read, ast.Subscript)
        and isinstance(statement, ast.Delete)
        and statement.targets == [read]
    ):
        start = source.span(statement)[0]
        space = re.match(r"del[ \t]*", source.text[start : start + 40]).end()
        bare = start + space == source.span(read)[0] and not (
            isinstance(read.value, ast.Name) and read.value.id == "self"
        )
        return (
            {
                "kind": "remove",
                "edit": source.edit(
                    [(start, start + space, "")] + turned(source, read, "pop", "None")
                ),
            }
            if bare
            else None
        )
    if is_pop(read) and isinstance(parent, ast.Expr):
        return {"kind": "remove", "edit": got(source, read, "pop", "None")}
    if isinstance(statement, ast.AugAssign) and statement.target is read:
        return counted(source, statement, read)
    if (
        isinstance(statement, ast.Assign)
        and isinstance(parent, ast.BinOp)
        and parent.left is read
        and statement.value is parent
    ):
        return counted_in_full(source, statement, parent, read)
    return collected(source, read, parent)


def collected(source, read, parent):
    call = source.parents.get(parent)
    plain = (
        isinstance(read, ast.Subscript)
        and isinstance(parent, ast.Attribute)
        and parent.attr in EMPTY
    )
    if (
        not plain
        or not isinstance(call, ast.Call)
        or call.func is not parent
        or not isinstance(source.parents.get(call), ast.Expr)
    ):
        return None
    empty = EMPTY[parent.attr]
    if started_otherwise(
        source,
        read,
        lambda node: source.code(node) in (empty, "list()" if empty == "[]" else empty),
    ) or other_methods(source, read, empty):
        return {
            "remedy": (
                "%s collects, but not always in a %s: with what it begins must not be made up"
                % (source.code(read.value)[:60], "list" if empty == "[]" else "set")
            )
        }
    return {"kind": "collect", "edit": got(source, read, "setdefault", empty)}


def started_otherwise(source, read, usual):
    """Whether the source itself begins an entry of such a mapping with something else."""
    name = last_name(base_of(read))
    for node in walk(source.tree) if name else ():
        if isinstance(node, ast.Assign) and any(
            isinstance(t, ast.Subscript) and last_name(t.value) == name for t in node.targets
        ):
            if starts(node.value) and not usual(node.value):
                return True
    return False


def starts(node):
    """Whether an expression looks like the beginning of an entry: a constant, a display, or the
    call of a class.
    """
    return (
        isinstance(node, (ast.Constant, ast.List, ast.Dict, ast.Set, ast.Tuple, ast.Call))
        or literal(node) is not None
    )


def other_methods(source, read, empty):
    """Whether entries of such a mapping are asked for what a list (or a set) does not have."""
    name, kind = last_name(base_of(read)), list if empty == "[]" else set
    for node in walk(source.tree) if name else ():
        if (
            isinstance(node, ast.Attribute)
            and isinstance(node.value, ast.Subscript)
            and last_name(node.value.value) == name
            and not hasattr(kind, node.attr)
        ):
            return True
    return initial_entries(source, name, kind)


def initial_entries(source, name, kind):
    """Whether the mapping is spelt out with entries of another kind."""
    for node in walk(source.tree) if name else ():
        if (
            isinstance(node, ast.Assign)
            and isinstance(node.value, ast.Dict)
            and any(last_name(t) == name for t in node.targets)
        ):
            if any(
                isinstance(v, ast.Call)
                and last_name(v.func) != kind.__name__
                or isinstance(v, (ast.Dict, ast.Constant))
                for v in node.value.values
            ):
                return True
    return False


def beginning(source, read, value, op):
    """The text that a count begins with where a value of a known kind is added to it: (text, None),
    or (None, remedy or None).
    """
    known = literal(value) or (
        (0,)
        if isinstance(value, ast.Call)
        and last_name(value.func) == "len"
        and isinstance(value.func, ast.Name)
        else None
    )
    if (
        not isinstance(op, ast.Add)
        or not known
        or isinstance(known[0], bool)
        or not simple(read.value, key_node(read))
    ):
        return None, None
    text = STARTS.get(type(known[0]))
    names = [n.id for n in ast.walk(read.value) if isinstance(n, ast.Name)] + [
        n.attr for n in ast.walk(read.value) if isinstance(n, ast.Attribute)
    ]
    word = sensitive(*names) or next((w for w in map(collection, names) if w), None)
    if word and text:
        return None, {
            "remedy": (
                "%s has no such key, and a value to begin with must not be made up ('%s')"
                % (source.code(read.value), word)
            )
        }
    if text and started_otherwise(
        source,
        read,
        lambda n: isinstance(n, ast.Call)
        or not literal(n)
        or not literal(n)[0]
        or literal(n)[0] == known[0],
    ):
        return None, {
            "remedy": (
                "%s begins with something else elsewhere in the file: with what it begins must not"
                " be made up" % source.code(read.value)[:60]
            )
        }
    return text, None


def counted(source, statement, read):
    """d[k] += v begins at the empty value of v's own kind, where v is a literal or a length."""
    text, remedy = beginning(source, read, statement.value, statement.op)
    if text is None:
        return remedy
    end = source.span(read)[1]
    operator = source.text.index("+=", end)
    new = " = %s.get(%s, %s) +" % (source.code(read.value), key_text(source, read), text)
    if source.text[end:operator].strip():
        return None
    return {"kind": "count", "edit": source.edit([(end, operator + 2, new)])}


def counted_in_full(source, statement, sum_, read):
    """d[k] = d[k] + v, the same thing in full."""
    if len(statement.targets) != 1 or source.code(statement.targets[0]) != source.code(read):
        return None
    text, remedy = beginning(source, read, sum_.right, sum_.op)
    return {"kind": "count", "edit": got(source, read, "get", text)} if text else remedy


def none_tested(source, read):
    """None may stand for the missing value only where the program asks for it next."""
    parent, statement = source.parents[read], source.statement(read)
    given = source.parents[parent] if isinstance(parent, ast.NamedExpr) else parent
    compared = (
        isinstance(given, ast.Compare)
        and given.left in (read, parent)
        and isinstance(given.ops[0], (ast.Is, ast.IsNot))
        and is_none(given.comparators[0])
    )
    otherwise = (
        isinstance(parent, ast.BoolOp)
        and isinstance(parent.op, ast.Or)
        and parent.values[0] is read
    )
    if not (
        compared
        or otherwise
        or isinstance(statement, ast.Assign)
        and statement.value is read
        and tested_next(source, statement)
    ):
        return None
    return {
        "kind": "none",
        "edit": got(
            source,
            read,
            "pop" if isinstance(read, ast.Call) else "get",
            "None" if isinstance(read, ast.Call) else None,
        ),
    }


def is_none(node):
    return isinstance(node, ast.Constant) and node.value is None


def tested_next(source, statement):
    """Whether the next statement asks whether the assigned name is None."""
    target = statement.targets[0] if len(statement.targets) == 1 else None
    around = source.parents.get(statement)
    block = next(
        (
            b
            for b in (getattr(around, f, None) for f in ("body", "orelse", "finalbody"))
            if isinstance(b, list) and statement in b
        ),
        [],
    )
    after = block[block.index(statement) + 1 :][:1]
    if not after or not isinstance(after[0], ast.If) or not isinstance(target, ast.Name):
        return False
    test = after[0].test
    test = test.operand if isinstance(test, ast.UnaryOp) and isinstance(test.op, ast.Not) else test
    if (
        isinstance(test, ast.Compare)
        and len(test.ops) == 1
        and isinstance(test.ops[0], (ast.Is, ast.IsNot))
        and is_none(test.comparators[0])
    ):
        test = test.left
    return isinstance(test, ast.Name) and test.id == target.id
