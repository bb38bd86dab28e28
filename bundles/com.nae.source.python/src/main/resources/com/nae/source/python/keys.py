"""A read of a key that is not there: what may be done about it, in the order of what is safe."""
import ast
import re
import sys

from nae_evidence import (CONFIGURATION, RESERVED, defaults, documented, environment_names, environment_value, inserted, key_of, literal, misspelt_key,
                          sensitive)
from nae_names import near
from nae_origins import last_name
from nae_text import raw_edit

REQUIRED = re.compile(r"#\s*nae:\s*required\b")
EMPTY = {"append": "[]", "extend": "[]", "insert": "[]", "add": "set()"}
SIMPLE = (ast.Name, ast.Attribute, ast.Constant, ast.Subscript, ast.Load, ast.Store, ast.Del, ast.Tuple, ast.expr_context, ast.JoinedStr, ast.FormattedValue)


def key_read(question):
    """A variable, an edit, or a remedy for the read of a key that failed at a line."""
    source, line = question.source, int(question["line"])
    key = told_key(question)
    name = repr(key)[:120]
    mark = required(question, line)
    if mark:
        return {"remedy": "%s is marked as required (%s): its value must come from the data, none is made up" % (name, mark)}
    if on_purpose(source, line):
        return {"remedy": "KeyError(%s) is raised on purpose at %s:%d: the caller has to deal with it" % (name, question["file"], line)}
    reads = reads_at(source, line, key)
    read = pick(question, source, reads, line, key)
    if read is None:
        return {"remedy": "which read of %s failed at %s:%d cannot be told" % (name, question["file"], line) if reads
                else "%s is not read at %s:%d itself: look at what is called there" % (name, question["file"], line)}
    return repaired(question, source, read, key)


def told_key(question):
    try:
        return ast.literal_eval(question["message"])
    except (ValueError, SyntaxError, MemoryError, RecursionError):
        return question.get("subject") or question["message"]


def required(question, line):
    """The place of a mark on the failing statement or on a line that led to it, or None."""
    frames = [(f, int(n)) for f, _, n in (p.rpartition(":") for p in question.get("frames", "").split(";")) if f]
    for path, at in [(question["file"], line)] + frames:
        source = question.module_source(path)
        for number in statement_lines(source, at) if source else ():
            above = source.line(number - 1).strip()
            if REQUIRED.search(source.line(number)) or above.startswith("#") and REQUIRED.search(above):
                return "%s:%d" % (path, number)
    return None


def statement_lines(source, line):
    """The lines of the simple statement at a line; the line alone where it heads a block."""
    here = [n for n in ast.walk(source.tree) if isinstance(n, ast.stmt) and not hasattr(n, "body") and n.lineno <= line <= n.end_lineno]
    return range(here[-1].lineno, here[-1].end_lineno + 1) if here else [line]


def on_purpose(source, line):
    return any(isinstance(n, ast.Raise) and n.lineno <= line <= n.end_lineno for n in ast.walk(source.tree))


def reads_at(source, line, key):
    """The reads of a line that could be of the key: those of this very key, else those of a computed one."""
    found = [n for n in ast.walk(source.tree) if is_read(n) and near_line(source, n, line)]
    exact = [n for n in found if read_key(n) == key and read_key(n) is not None]
    return exact or [n for n in found if read_key(n) is None]


def is_read(node):
    return isinstance(node, ast.Subscript) and not (type(node.slice).__name__ == "Slice") or is_pop(node)


def is_pop(node):
    return isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == "pop" and len(node.args) == 1 and not node.keywords


def near_line(source, node, line):
    if node.lineno <= line <= node.end_lineno:
        return True
    text = in_format(source, node)
    return text is not None and text.lineno <= line <= text.end_lineno


def in_format(source, node):
    return next((a for a in source.above(node) if isinstance(a, ast.JoinedStr)), None)


def read_key(node):
    return key_of(node.args[0] if isinstance(node, ast.Call) else node.slice)


def base_of(node):
    return node.func.value if isinstance(node, ast.Call) else node.value


def pick(question, source, reads, line, key):
    """The read that failed: the one under the carets, else the only one."""
    if question.get("carets"):
        start, end = (int(n) + source.line_start(line) for n in question["carets"].split(":"))
        under = [n for n in reads if not in_format(source, n) and source.span(n) == (start, end)]
        if len(under) == 1:
            return under[0]
    return reads[0] if len(reads) == 1 else None


def repaired(question, source, read, key):
    base, name = base_of(read), repr(key)[:120]
    if last_name(base) == "environ":
        return variable(question, key)
    obstacle = untouchable(source, read)
    if obstacle:
        return {"remedy": "%s is not there, %s" % (name, obstacle)}
    constant = read_key(read) is not None
    typo = misspelt_key(question, key) if constant else None
    if typo:
        return {"remedy": "there is no key %s, but there is '%s': is it a misspelling?" % (name, typo)}
    word = sensitive(key) if constant else None
    if word:
        return {"remedy": "%s is missing and must not be made up ('%s'): find out why the data lacks it" % (name, word)}
    return canonical(source, read) or configured(question, source, read, key) or defaulted(question, source, read, key) \
        or none_tested(source, read) or {"remedy": "%s is not in %s, and nothing in the project says what it should be" % (name, source.code(base)[:60])}


def variable(question, name):
    """A variable that is missing from the environment is set there, where its value is documented."""
    if not isinstance(name, str) or not re.match(r"[A-Za-z_][A-Za-z0-9_]{0,100}$", name) or RESERVED.match(name):
        return {"remedy": "the variable %r is not set" % str(name)[:80]}
    found = environment_value(question, name)
    word = sensitive(name)
    if word:
        return {"remedy": "the variable %s is not set and must not be made up ('%s')" % (name, word)}
    values = {v for v, _ in found}
    if len(values) == 1:
        return {"kind": "environment", "variable": name, "value": found[0][0], "from": found[0][1]}
    if values:
        return {"remedy": "the variable %s is not set; the project gives it different values in %s" % (name, ", ".join(sorted({p for _, p in found})))}
    close = near(name, environment_names(question))
    hint = ", but %s is: is it a misspelling?" % close[0] if close else "; nothing in the project documents its value"
    return {"remedy": "the variable %s is not set%s" % (name, hint)}


def untouchable(source, read):
    """Why a read is not to be edited, or None."""
    if in_format(source, read) and sys.version_info < (3, 12):
        return "and it is read in an f-string, whose positions this Python does not tell"
    for around in source.above(read):
        if isinstance(around, (ast.FunctionDef, ast.AsyncFunctionDef, ast.Lambda)):
            break
        if isinstance(around, ast.Try) and any(h.type is not None and "'KeyError'" in ast.dump(h.type) for h in around.handlers):
            return "which the program catches by itself"
    root = base_of(read)
    if isinstance(root, ast.Name) and any(isinstance(n, ast.ClassDef) and n.name == root.id for n in ast.walk(source.tree)):
        return "and %s is a class" % root.id
    if isinstance(root, ast.Name) and any(isinstance(n, ast.Assign) and "ConfigParser" in ast.dump(n.value)
                                          and any(isinstance(t, ast.Name) and t.id == root.id for t in n.targets) for n in ast.walk(source.tree)):
        return "a section of the configuration file is missing"
    return None


def simple(*nodes):
    return all(isinstance(n, SIMPLE) or type(n).__name__ == "Index" for node in nodes for n in ast.walk(node))


def brackets(source, node):
    """The positions of a subscript's opening and closing bracket."""
    at = source.span(node.value)[1]
    return source.text.index("[", at), source.span(node)[1] - 1


def turned(source, node, method, default):
    """The changes that turn d[k] into d.method(k, default)."""
    if isinstance(node, ast.Call):
        end = source.span(node)[1] - 1
        return [(source.span(node.args[0])[1], end, ", %s" % default)]
    opening, closing = brackets(source, node)
    return [(opening, opening + 1, ".%s(" % method), (closing, closing + 1, ", %s)" % default if default is not None else ")")]


def canonical(source, read):
    """The forms whose meaning is plain: counting, collecting, and removing what may be gone already."""
    parent, statement = source.parents[read], source.statement(read)
    if isinstance(read, ast.Subscript) and isinstance(statement, ast.Delete) and statement.targets == [read]:
        start = source.span(statement)[0]
        space = re.match(r"del[ \t]*", source.text[start:]).end()
        return {"kind": "remove", "edit": source.edit([(start, start + space, "")] + turned(source, read, "pop", "None"))}
    if is_pop(read) and isinstance(parent, ast.Expr):
        return {"kind": "remove", "edit": source.edit(turned(source, read, "pop", "None"))}
    if isinstance(statement, ast.AugAssign) and statement.target is read:
        return counted(source, statement, read)
    call = source.parents.get(parent)
    if isinstance(read, ast.Subscript) and isinstance(parent, ast.Attribute) and parent.attr in EMPTY and isinstance(call, ast.Call) and call.func is parent \
            and isinstance(source.parents.get(call), ast.Expr):
        return {"kind": "collect", "edit": source.edit(turned(source, read, "setdefault", EMPTY[parent.attr]))}
    return None


def counted(source, statement, read):
    """d[k] += v begins at the empty value of v's own kind, where v is a literal."""
    value = literal(statement.value)
    slice_ = read.slice.value if type(read.slice).__name__ == "Index" else read.slice
    if not isinstance(statement.op, ast.Add) or not value or isinstance(value[0], bool) or not simple(read.value, slice_):
        return None
    word = sensitive(*[n.id for n in ast.walk(read.value) if isinstance(n, ast.Name)], *[n.attr for n in ast.walk(read.value) if isinstance(n, ast.Attribute)])
    start = {int: "0", float: "0.0", str: '""', list: "[]", tuple: "()"}.get(type(value[0]))
    if word or start is None:
        return {"remedy": "%s has no such key, and a value to begin with must not be made up ('%s')" % (source.code(read.value), word)} if word else None
    end, begin = source.span(read)[1], source.span(statement.value)[0]
    text = " = %s.get(%s, %s) + " % (source.code(read.value), source.code(slice_), start)
    return {"kind": "count", "edit": source.edit([(end, begin, text)])}


def chain(read):
    """The constant keys from the first to the failing one, and what they are asked of."""
    keys, node = [], read
    while isinstance(node, ast.Subscript) and isinstance(key_of(node.slice), str):
        keys.insert(0, key_of(node.slice))
        node = node.value
    return tuple(keys), node


def configured(question, source, read, key):
    """A key that the project's configuration lacks and its sample documents is set in the configuration."""
    keys, base = chain(read) if isinstance(read, ast.Subscript) else ((), None)
    if not keys or not CONFIGURATION.match(last_name(base)) and "conf" not in last_name(base).lower():
        return None
    found = documented(question, keys)
    if len(found) != 1:
        return None
    file, sample, value = found[0]
    place = inserted(question.document(file), keys, value)
    if place is None:
        return None
    return {"kind": "configuration", "name": ".".join(keys), "value": value, "from": sample,
            "edit": dict(raw_edit(question.read(file), [(place[0], place[0], place[1].encode("latin-1"))]), file=file)}


def defaulted(question, source, read, key):
    """A default that the project itself gives the key elsewhere."""
    if read_key(read) is None or isinstance(getattr(read, "ctx", ast.Load()), ast.Store):
        return None
    base = base_of(read)
    beside = {read_key(n) for n in ast.walk(source.tree) if is_read(n) and n is not read and last_name(base_of(n)) == last_name(base)}
    found = defaults(question, base, key, beside - {key, None})
    if not found:
        return None
    if any(d.value != found[0].value or type(d.value) is not type(found[0].value) for d in found):
        return {"remedy": "%r is missing, and the project gives it different defaults: %s" % (key, ", ".join(d.where for d in found[:4]))}
    node = read.args[0] if isinstance(read, ast.Call) else read.slice.value if type(read.slice).__name__ == "Index" else read.slice
    best = next((d for d in found if "%s" in d.text), found[0])
    text = best.text % source.code(node) if best.text.endswith("[%s]") else best.text
    return {"kind": "default", "value": text, "from": best.where, "edit": source.edit(turned(source, read, "get", text))}


def none_tested(source, read):
    """None may stand for the missing value only where the program asks for it next."""
    parent, statement = source.parents[read], source.statement(read)
    compared = isinstance(parent, ast.Compare) and parent.left is read and isinstance(parent.ops[0], (ast.Is, ast.IsNot)) and is_none(parent.comparators[0])
    otherwise = isinstance(parent, ast.BoolOp) and isinstance(parent.op, ast.Or) and parent.values[0] is read
    if not (compared or otherwise or isinstance(statement, ast.Assign) and statement.value is read and tested_next(source, statement)):
        return None
    return {"kind": "none", "edit": source.edit(turned(source, read, "get", "None" if isinstance(read, ast.Call) else None))}


def is_none(node):
    return isinstance(node, ast.Constant) and node.value is None


def tested_next(source, statement):
    """Whether the next statement asks whether the assigned name is None."""
    target = statement.targets[0] if len(statement.targets) == 1 else None
    around = source.parents.get(statement)
    block = next((b for b in (getattr(around, f, None) for f in ("body", "orelse", "finalbody")) if isinstance(b, list) and statement in b), [])
    after = block[block.index(statement) + 1:][:1]
    if not after or not isinstance(after[0], ast.If) or not isinstance(target, ast.Name):
        return False
    test = after[0].test
    test = test.operand if isinstance(test, ast.UnaryOp) and isinstance(test.op, ast.Not) else test
    if isinstance(test, ast.Compare) and len(test.ops) == 1 and isinstance(test.ops[0], (ast.Is, ast.IsNot)) and is_none(test.comparators[0]):
        test = test.left
    return isinstance(test, ast.Name) and test.id == target.id
