"""The defaults that the project itself gives a key elsewhere in its code."""

import ast
import re

from .evidence import key_node, key_of, literal, or_else
from .origins import last_name
from .sensitive import words
from .text import walk

CONFIGURATION = re.compile(
    r"^(c|cfg|conf|config|configuration|settings?|"
    r"options?|opts|params?|parameters|prefs|preferences)$",
    re.I,
)
TABLE = re.compile(r"default|fallback", re.I)


class Default:
    """A value, its text as the failing file would write it, and where it stands."""

    def __init__(self, value, text, where):
        self.value, self.text, self.where = value, text, where


def chain(read):
    """The constant keys from the first to a subscript's own, and what they are asked of."""
    keys, node = [], read
    while isinstance(node, ast.Subscript) and isinstance(key_of(node.slice), str):
        keys.insert(0, key_of(node.slice))
        node = node.value
    return tuple(keys), node


def is_pop(node):
    return (
        isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and node.func.attr == "pop"
        and len(node.args) == 1
        and not node.keywords
    )


def is_read(node):
    return isinstance(node, ast.Subscript) and type(node.slice).__name__ != "Slice" or is_pop(node)


def base_of(node):
    return node.func.value if isinstance(node, ast.Call) else node.value


def defaults(question, read, key, key_text):
    """Every default that the project gives the key of such a record, those of tables first."""
    base, found = base_of(read), []
    beside = keys_beside(question.source, base) - {key}
    for path, source in question.sources():
        for node in walk(source.tree):
            other = given(source, node, key)
            if other and same_record(source, base, beside, other[0]):
                found.append(
                    Default(other[1][0], source.code(other[2]), "%s:%d" % (path, node.lineno))
                )
        found[:0] = table_defaults(question, path, source, read, beside, key_text)
    return found


def given(source, node, key):
    """(what is asked, the value in a tuple, its expression) of an expression that gives a key a
    default, or None.
    """
    if (
        isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and node.func.attr in ("get", "setdefault", "pop")
        and node.args
        and key_of(node.args[0]) == key
    ):
        if len(node.args) == 2 and literal(node.args[1]):
            return node.func.value, literal(node.args[1]), node.args[1]
        if node.func.attr == "get" and len(node.args) == 1 and or_else(source, node):
            return node.func.value, or_else(source, node), source.parents[node].values[1]
    if (
        isinstance(node, ast.IfExp)
        and isinstance(node.body, ast.Subscript)
        and key_of(node.body.slice) == key
        and literal(node.orelse)
        and isinstance(node.test, ast.Compare)
        and isinstance(node.test.ops[0], ast.In)
        and key_of(node.test.left) == key
    ):
        return node.body.value, literal(node.orelse), node.orelse
    return None


def keys_beside(source, base):
    """The constant keys that a source reads of what has the same name."""
    name, found = last_name(base), set()
    for node in walk(source.tree) if name else ():
        asked = (
            isinstance(node, ast.Call)
            and isinstance(node.func, ast.Attribute)
            and node.func.attr == "get"
            and node.args
        )
        if (asked or is_read(node)) and last_name(base_of(node)) == name:
            found.add(key_of(key_node(node)))
    return {k for k in found if isinstance(k, str)}


def same_record(source, base, beside, other):
    """Whether two expressions stand for one kind of record: of one name, both a configuration, or
    asked for the same other keys.
    """
    one, two = last_name(base).lower().lstrip("_"), last_name(other).lower().lstrip("_")
    if not one or not two:
        return False
    return (
        one == two
        or bool(CONFIGURATION.match(one) and CONFIGURATION.match(two))
        or len(beside & keys_beside(source, other)) > 1
    )


def table_defaults(question, path, source, read, beside, key_text):
    keys, root = chain(read)
    if not keys:
        keys, root = (key_of(key_node(read)),), base_of(read)
    for node in source.tree.body:
        target = (
            node.targets[0]
            if isinstance(node, ast.Assign) and len(node.targets) == 1
            else getattr(node, "target", None)
        )
        table = entries(getattr(node, "value", None))
        if (
            isinstance(target, ast.Name)
            and TABLE.search(target.id)
            and table
            and of_table(target.id, last_name(root), beside, table)
        ):
            value = nested(table, keys)
            if value is not None and literal(value):
                here = path == question["file"] and len(keys) == 1
                yield Default(
                    literal(value)[0],
                    "%s[%s]" % (target.id, key_text) if here else source.code(value),
                    "%s in %s" % (target.id, path),
                )


def of_table(table_name, record, beside, table):
    return (
        CONFIGURATION.match(record)
        or set(words(table_name)) & set(words(record))
        or beside & set(table)
    )


def entries(node):
    """The constant keys of a dict display or a call of dict() with their expressions, or None."""
    if isinstance(node, ast.Dict):
        return {k.value: v for k, v in zip(node.keys, node.values) if isinstance(k, ast.Constant)}
    if isinstance(node, ast.Call) and last_name(node.func) == "dict" and not node.args:
        return {k.arg: k.value for k in node.keywords if k.arg}
    return None


def nested(table, keys):
    for key in keys[:-1]:
        table = entries(table.get(key)) or {}
    return table.get(keys[-1])
