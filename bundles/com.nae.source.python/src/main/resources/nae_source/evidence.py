"""What the project itself says about variables and keys: samples, other reads of the same name, the
keys that its records have.
"""

import ast
import re

from .documents import configurations, scalars
from .names import near
from .origins import environment_read, last_name
from .text import walk

ENVIRONMENT_SAMPLE = re.compile(
    r"(.*/)?(\.?env\.(example|sample|template|dist|defaults?)|"
    r"(example|sample)\.env|\.env[-_](example|sample))$"
)
# No value, or none that is meant for use: to be filled in, computed by a shell, with a password in
# it.
PLACEHOLDER = re.compile(
    r"^$|change.?me|^your|^<.*>$|^x{3,}$|todo|example|placeholder|secret|"
    r"\$\{|^\.\.\.$|^none$|^null$|\$\(|`|://[^/@\s]*:[^/@\s]+@",
    re.I,
)
RESERVED = re.compile(
    r"^(PATH|HOME|SHELL|IFS|USER|LOGNAME|ENV|BASH_ENV|LD_.*|DYLD_.*|"
    r"PYTHON.*|NAE_.*|PIP_.*|NODE_OPTIONS|JAVA_TOOL_OPTIONS|.*_PROXY)$",
    re.I,
)
WORD = re.compile(r"[A-Za-z_]\w{1,59}$")


def literal(node):
    """A literal's value, in a tuple of one; None where the node is no literal, or None itself."""
    try:
        value = ast.literal_eval(node)
    except (ValueError, TypeError, SyntaxError, MemoryError, RecursionError):
        return None
    return None if value is None else (value,)


def key_node(node):
    """The expression in a subscript's brackets, or the one argument of pop."""
    inner = node.args[0] if isinstance(node, ast.Call) else node.slice
    return inner.value if type(inner).__name__ == "Index" else inner


def key_of(node):
    inner = node.value if type(node).__name__ == "Index" else node
    return inner.value if isinstance(inner, ast.Constant) else None


def environment_value(question, name):
    """The documented values of a variable, with where they stand."""
    found = []
    for path in question["files"]:
        if ENVIRONMENT_SAMPLE.match(path):
            for line in (question.read(path) or b"").decode("utf-8", "replace").splitlines():
                match = re.match(r"\s*#?\s*(?:export\s+)?%s\s*=\s*(.*)$" % re.escape(name), line)
                if match:
                    found.append((unquoted(match.group(1)), path))
    for path, source in question.sources():
        for node in walk(source.tree):
            if (
                isinstance(node, ast.Call)
                and environment_read(node)
                and key_of(node.args[0]) == name
            ):
                value = literal(node.args[1]) if len(node.args) > 1 else or_else(source, node)
                if value:
                    found.append((str(value[0]), path))
    return [
        (v, p) for v, p in found if not PLACEHOLDER.search(v) and v.isprintable() and len(v) < 500
    ]


def or_else(source, node):
    """The literal behind an `or` that follows a read, in a tuple of one, or None."""
    parent = source.parents[node]
    chosen = (
        isinstance(parent, ast.BoolOp)
        and isinstance(parent.op, ast.Or)
        and len(parent.values) == 2
        and parent.values[0] is node
    )
    return literal(parent.values[1]) if chosen else None


def unquoted(value):
    quoted = re.match(r"([\"'])(.*?)\1", value.strip())
    plain = "" if value.strip()[:1] in ("'", '"') else re.split(r"\s+#", value.strip())[0]
    return quoted.group(2) if quoted else plain


def misspelt_variable(question, name):
    """A variable that is set, that nothing reads or documents, and that is named nearly like one
    which is missing; or None.
    """
    read = "".join(source.text for _, source in question.sources())
    odd = [
        n
        for n in question["environment"]
        if not RESERVED.match(n)
        and n not in sampled_names(question)
        and not re.search(r"\b%s\b" % re.escape(n), read)
    ]
    return next(iter(near(name, odd)), None)


def environment_names(question):
    """The variables that samples and the environment know."""
    return set(question["environment"]) | sampled_names(question)


def sampled_names(question):
    names = set()
    for path in question["files"]:
        if ENVIRONMENT_SAMPLE.match(path):
            names.update(
                re.findall(
                    r"(?m)^\s*(?:export\s+)?([A-Za-z_][A-Za-z0-9_]*)\s*=",
                    (question.read(path) or b"").decode("utf-8", "replace"),
                )
            )
    return names


def known_keys(question):
    """The keys that records of the project have: in its literals, its assignments, its data and
    configuration, and the evidence.
    """
    keys = set(re.findall(r"[\"'](\w{2,60})[\"']:", question.get("evidence", "")))
    for _, source in question.sources():
        for node in walk(source.tree):
            keys.update(k for k in keys_told(source, node) if isinstance(k, str))
    for samples in (False, True):
        for _, plain, text in configurations(question, samples):
            keys.update(part for s in scalars(plain, text) for part in s.path)
    for path in question["files"]:
        if path.endswith((".csv", ".tsv")):
            header = (question.read(path) or b"").split(b"\n", 1)[0].decode("utf-8", "replace")
            keys.update(w.strip().strip("\"'") for w in re.split(r"[,;\t|]", header))
    return keys


def keys_told(source, node):
    """The keys that one node of a tree says records have."""
    if isinstance(node, ast.Dict):
        return [k.value for k in node.keys if isinstance(k, ast.Constant)]
    if (
        isinstance(node, ast.Subscript)
        and isinstance(node.ctx, ast.Store)
        and not isinstance(source.parents.get(node), ast.AugAssign)
    ):
        return [key_of(node.slice)]
    if isinstance(node, ast.Call) and last_name(node.func) == "dict":
        return [k.arg for k in node.keywords if k.arg]
    if (
        isinstance(node, ast.AnnAssign)
        and isinstance(node.target, ast.Name)
        and isinstance(source.parents.get(node), ast.ClassDef)
    ):
        return [node.target.id]
    if isinstance(node, (ast.List, ast.Tuple)) and len(node.elts) > 1:
        words = [
            e.value
            for e in node.elts
            if isinstance(e, ast.Constant) and isinstance(e.value, str) and WORD.match(e.value)
        ]
        return words if len(words) == len(node.elts) else []
    if isinstance(node, ast.Constant) and isinstance(node.value, str) and '":' in node.value:
        return re.findall(r'"(\w{2,60})"\s*:', node.value)
    return []


def misspelt_key(question, key):
    """The key of a record that was probably meant, or None."""
    known = known_keys(question)
    if not isinstance(key, str) or key in known:
        return None
    close = near(key, known) or [k for k in known if k.lower() == key.lower()]
    return close[0] if close else None
