"""What the project itself says a missing key should be: samples, tables of defaults, other reads of the same key."""
import ast
import json
import re

from nae_documents import Json, configurations, ends_with, scalars
from nae_names import near
from nae_origins import environment_read, last_name

SENSITIVE = frozenset("""id ids uuid guid identifier isin cusip sedol sku ean symbol ticker account accounts client customer user username login
    key token secret password passwd pwd credential credentials auth authorization authorisation authenticated authorized role roles permission permissions
    scope scopes admin superuser private signature iban bic card cvv pin ssn price prices amount amounts balance balances cost costs fee fees tax vat discount
    commission money cash payment payments salary wage pnl profit loss currency total totals quantity quantities qty lot lots units stake stakes position
    positions notional leverage margin volume share_count exposure""".split())
CONFIGURATION = re.compile(r"^(c|cfg|conf|config|configuration|settings?|options?|opts|params?|parameters|prefs|preferences)$", re.I)
ENVIRONMENT_SAMPLE = re.compile(r"(.*/)?(\.?env\.(example|sample|template|dist|defaults?)|(example|sample)\.env|\.env[-_](example|sample))$")
PLACEHOLDER = re.compile(r"^$|change.?me|^your|^<.*>$|^x{3,}$|todo|example|placeholder|secret|\$\{|^\.\.\.$|^none$|^null$", re.I)
RESERVED = re.compile(r"^(PATH|HOME|SHELL|IFS|USER|LOGNAME|ENV|BASH_ENV|LD_.*|DYLD_.*|PYTHON.*|NAE_.*|PIP_.*|NODE_OPTIONS|JAVA_TOOL_OPTIONS|.*_PROXY)$", re.I)


def words(name):
    return {w.lower() for w in re.findall(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+|\d+", str(name))}


def sensitive(*names):
    """The word that forbids a made-up value, or None."""
    return next((w for n in names for w in sorted(words(n)) if w in SENSITIVE), None)


def literal(node):
    """A literal's value, in a tuple of one; None where the node is no literal, or None itself."""
    try:
        value = ast.literal_eval(node)
    except (ValueError, TypeError, SyntaxError, MemoryError):
        return None
    return None if value is None else (value,)


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
        for node in ast.walk(source.tree):
            if isinstance(node, ast.Call) and environment_read(node) and key_of(node.args[0]) == name and len(node.args) > 1 and literal(node.args[1]):
                found.append((str(literal(node.args[1])[0]), path))
    return [(v, p) for v, p in found if not PLACEHOLDER.search(v) and v.isprintable() and len(v) < 500]


def unquoted(value):
    quoted = re.match(r"([\"'])(.*?)\1", value.strip())
    return quoted.group(2) if quoted else re.split(r"\s+#", value.strip())[0]


def environment_names(question):
    """The variables that samples and the environment know."""
    names = set(question["environment"])
    for path in question["files"]:
        if ENVIRONMENT_SAMPLE.match(path):
            names.update(re.findall(r"(?m)^\s*(?:export\s+)?([A-Za-z_][A-Za-z0-9_]*)\s*=", (question.read(path) or b"").decode("utf-8", "replace")))
    return names


def known_keys(question):
    """The keys that records of the project have: in its literals, its assignments, its configuration and the evidence."""
    keys = set(re.findall(r"[\"'](\w{2,60})[\"']:", question.get("evidence", "")))
    for _, source in question.sources():
        for node in ast.walk(source.tree):
            if isinstance(node, ast.Dict):
                keys.update(k.value for k in node.keys if isinstance(k, ast.Constant) and isinstance(k.value, str))
            elif isinstance(node, ast.Subscript) and isinstance(node.ctx, ast.Store) and isinstance(key_of(node.slice), str):
                keys.add(key_of(node.slice))
            elif isinstance(node, ast.Call) and last_name(node.func) == "dict":
                keys.update(k.arg for k in node.keywords if k.arg)
    for samples in (False, True):
        for _, plain, text in configurations(question, samples):
            keys.update(part for s in scalars(plain, text) for part in s.path)
    return keys


def misspelt_key(question, key):
    """The key of a record that was probably meant, or None."""
    known = known_keys(question)
    if not isinstance(key, str) or key in known:
        return None
    close = near(key, known) or [k for k in known if k.lower() == key.lower()]
    return close[0] if close else None


class Default:
    def __init__(self, value, text, where):
        self.value, self.text, self.where = value, text, where


def defaults(question, base, key, keys_beside):
    """The defaults that the project gives a key of such a record elsewhere."""
    found = []
    for path, source in question.sources():
        for node in ast.walk(source.tree):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in ("get", "setdefault", "pop") and len(node.args) == 2 \
                    and key_of(node.args[0]) == key and literal(node.args[1]) and same_record(base, node.func.value):
                found.append(Default(literal(node.args[1])[0], source.code(node.args[1]), "%s:%d" % (path, node.lineno)))
        found += table_defaults(question, path, source, base, key, keys_beside)
    return found


def same_record(a, b):
    one, other = last_name(a).lower().lstrip("_"), last_name(b).lower().lstrip("_")
    return bool(one) and (one == other or bool(CONFIGURATION.match(one) and CONFIGURATION.match(other)))


def table_defaults(question, path, source, base, key, keys_beside):
    for node in source.tree.body:
        target = node.targets[0] if isinstance(node, ast.Assign) and len(node.targets) == 1 else getattr(node, "target", None)
        if isinstance(target, ast.Name) and "default" in target.id.lower() and isinstance(getattr(node, "value", None), ast.Dict):
            keys = [k.value for k in node.value.keys if isinstance(k, ast.Constant)]
            if key in keys and (CONFIGURATION.match(last_name(base)) or words(target.id) & words(last_name(base)) or keys_beside & set(keys)):
                value = node.value.values[[getattr(k, "value", None) for k in node.value.keys].index(key)]
                if literal(value):
                    here = path == question["file"]
                    yield Default(literal(value)[0], "%s[%%s]" % target.id if here else source.code(value), "%s in %s" % (target.id, path))


def documented(question, keys):
    """A key that a sample of a JSON configuration documents and the configuration lacks: (file, sample, edit's place and text)."""
    found = []
    for sample, plain, text in configurations(question, samples=True):
        real = re.sub(r"[._-](example|sample|template|dist|defaults?|tmpl)(?=[._-]|$)|(?<![^/])(example|sample|default|template)[._-]", "", plain)
        found += [(real, sample, s.text) for s in scalars(plain, text) if ends_with(s.path, keys)]
    for schema, plain, text in configurations(question):
        if schema.endswith(".schema.json"):
            tail = tuple(p for k in keys for p in ("properties", k)) + ("default",)
            found += [(schema.replace(".schema.json", ".json"), schema, s.text) for s in scalars(plain, text) if s.path == tail]
    return [f for f in found if f[0] in question["files"] and f[0].endswith(".json") and f[0] != f[1]]


def inserted(text, keys, value):
    """The place in a JSON text and the new text that gives a key its value there, or None."""
    try:
        json.loads(text)
        objects = Json(text)
    except (ValueError, IndexError):
        return None
    if keys[:-1] not in objects.objects or any(s.path[:len(keys)] == keys for s in objects.scalars):
        return None
    at = objects.objects[keys[:-1]] + 1
    space = re.match(r"\s*", text[at:]).group()
    empty = text[at + len(space)] == "}"
    return at, "%s%s: %s%s" % ("" if empty else space, json.dumps(keys[-1]), value, "" if empty else ",")
