"""Where a number really comes from: a variable, a configuration file, a constant, a default
parameter, or the spot itself.
"""

import ast
import re

from .documents import configurations, ends_with, scalars
from .project import absolute_name
from .text import walk

NUMBER = re.compile(r"(\d+(?:\.\d*)?|\.\d+)\s*(ms|s|sec|seconds|m|min)?$")
UNITS = {None: 1, "s": 1, "sec": 1, "seconds": 1, "ms": 0.001, "m": 60, "min": 60}
PARTS = {
    "seconds": 1,
    "minutes": 60,
    "hours": 3600,
    "milliseconds": 0.001,
    "total": 1,
    "connect": 1,
    "read": 1,
    "sock_read": 1,
    "sock_connect": 1,
    "timeout": 1,
}
CASTS = ("float", "int", "str", "Decimal")


class Unclear(Exception):
    """The value cannot be followed to one place."""


class Unlimited(Exception):
    """The value is None: no limit at all."""


class Origin:
    """One place that decides a value: value = leaf * scale."""

    def __init__(
        self, kind, name, path, line, leaf, scale=1.0, span=None, text=None, document=False
    ):
        self.kind, self.name, self.path, self.line, self.leaf, self.scale = (
            kind,
            name,
            path,
            line,
            leaf,
            scale,
        )
        self.span, self.text, self.document = span, text, document

    @property
    def value(self):
        return self.leaf * self.scale

    def key(self):
        return (self.kind, self.path, self.name if self.kind == "environment" else self.span)

    def rewritten(self, value):
        """The leaf's text for a new value, its form kept: whole numbers whole, quotes and units
        where they are.
        """
        number = re.search(
            r"0[xob][0-9a-f_]+|(\d+(?:_\d+)*(?:\.\d*)?|\.\d+)(?:e[-+]?\d+)?", self.text, re.I
        )
        new = round(value / self.scale, 6)
        text = str(int(new)) if new == int(new) and "." not in number.group() else repr(float(new))
        return self.text[: number.start()] + text + self.text[number.end() :]


def numeric(text):
    """The number and unit scale of a text such as 5, "0.3" or 500ms, or None."""
    match = NUMBER.match(text.strip().strip("\"'").replace("_", ""))
    return (float(match.group(1)), UNITS[match.group(2)]) if match else None


class Follower:
    """Follows an expression of a source to the place that decides its value. Frames are the
    callers, the innermost first.
    """

    def __init__(self, question, frames):
        self.question, self.frames, self.depth = question, frames, 0

    def follow(self, path, node, kind="literal", name=""):
        self.depth += 1
        if self.depth > 40:
            raise Unclear("the value is passed on too often")
        source = self.question.module_source(path)
        if source is None:
            raise Unclear("%s cannot be read" % path)
        method = getattr(self, "of_" + type(node).__name__.lower(), None)
        if method is None:
            raise Unclear("the value is computed")
        return method(path, source, node, kind, name)

    def of_constant(self, path, source, node, kind, name):
        if node.value is None:
            raise Unlimited()
        found = (
            numeric(str(node.value))
            if isinstance(node.value, (int, float, str)) and not isinstance(node.value, bool)
            else None
        )
        if found is None:
            raise Unclear("%r is no number" % (node.value,))
        return Origin(
            kind, name, path, node.lineno, found[0], found[1], source.span(node), source.code(node)
        )

    def of_tuple(self, path, source, node, kind, name):
        return self.follow(path, node.elts[-1], kind, name)

    def of_boolop(self, path, source, node, kind, name):
        for value in node.values:
            try:
                return self.follow(path, value, kind, name)
            except (Unclear, Unlimited):
                continue
        raise Unclear("the value is one of several")

    def of_binop(self, path, source, node, kind, name):
        if not isinstance(node.op, (ast.Mult, ast.Div)):
            raise Unclear("the value is computed")
        main, other = node.left, node.right
        if (
            isinstance(main, ast.Constant)
            and not isinstance(other, ast.Constant)
            and isinstance(node.op, ast.Mult)
        ):
            main, other = other, main
        factor = self.follow(path, other).value
        origin = self.follow(path, main, kind, name)
        origin.scale *= factor if isinstance(node.op, ast.Mult) else 1 / factor
        return origin

    def of_call(self, path, source, node, kind, name):
        called = last_name(node.func)
        if environment_read(node):
            return self.variable(path, source, node, node.args[1] if len(node.args) > 1 else None)
        if (
            called in ("getfloat", "getint")
            and len(node.args) == 1
            and isinstance(node.func.value, ast.Subscript)
        ):
            return self.setting(path, source, node.func.value, node.args[0], None)
        if called == "total_seconds" and not node.args:
            return self.follow(path, node.func.value, kind, name)
        if called in ("getfloat", "getint") and len(node.args) == 2:
            return self.setting(path, source, node.func.value, node.args[1], None, node.args[0])
        if called == "get" and node.args and isinstance(node.func, ast.Attribute):
            return self.setting(
                path,
                source,
                node.func.value,
                node.args[0],
                node.args[1] if len(node.args) > 1 else None,
            )
        if called in CASTS and node.args:
            return self.follow(path, node.args[0], kind, name)
        parts = [k for k in node.keywords if k.arg in PARTS]
        if len(parts) == 1 and not node.args:
            origin = self.follow(path, parts[0].value, kind, name)
            origin.scale *= PARTS[parts[0].arg]
            return origin
        if len(node.args) == 1 and not node.keywords and called in ("Timeout", "ClientTimeout"):
            return self.follow(path, node.args[0], kind, name)
        raise Unclear("the value is the result of %s()" % (called or "a call"))

    def of_subscript(self, path, source, node, kind, name):
        key = node.slice.value if type(node.slice).__name__ == "Index" else node.slice
        if last_name(node.value) == "environ":
            return self.variable(path, source, ast.Call(func=None, args=[key], keywords=[]), None)
        return self.setting(path, source, node.value, key, None)

    def variable(self, path, source, call, default):
        key = call.args[0]
        if isinstance(key, ast.Name):
            key = only(assigned(source.tree.body, key.id), key.id)
        if not isinstance(key, ast.Constant) or not isinstance(key.value, str):
            raise Unclear("the name of the variable is computed")
        text = self.question["environment"].get(key.value)
        if text is None:
            if default is None:
                raise Unclear("the variable %s is not known" % key.value)
            text = str(self.follow(path, default).text).strip("\"'")
        found = numeric(text)
        if found is None:
            raise Unclear("the variable %s is no number" % key.value)
        return Origin("environment", key.value, path, key.lineno, found[0], found[1], None, text)

    def setting(self, path, source, base, key, default, section=None):
        """A key of a configuration: of the one file that has it, else of a table in the source,
        else the default beside the read.
        """
        keys = [section, key] if section is not None else [key]
        while isinstance(base, ast.Subscript):
            keys.insert(0, base.slice.value if type(base.slice).__name__ == "Index" else base.slice)
            base = base.value
        if not all(isinstance(k, ast.Constant) and isinstance(k.value, str) for k in keys):
            raise Unclear("the key is computed")
        names = tuple(k.value for k in keys)
        table = self.table(path, source, base, names)
        if table:
            return table
        found = [
            (file, s)
            for file, plain, text in configurations(self.question)
            for s in scalars(plain, text)
            if ends_with(s.path, names) and numeric(s.text)
        ]
        if len(found) == 1:
            file, s = found[0]
            leaf, unit = numeric(s.text)
            line = self.question.document(file).count("\n", 0, s.start) + 1
            return Origin(
                "configuration",
                ".".join(s.path),
                file,
                line,
                leaf,
                unit,
                (s.start, s.end),
                s.text,
                True,
            )
        if not found and default is not None:
            return self.follow(path, default, "parameter", names[-1])
        raise Unclear(
            "%s is %s"
            % (".".join(names), "in several files" if found else "in no configuration file")
        )

    def table(self, path, source, base, names):
        """The value in a dict that the module itself spells out."""
        if not isinstance(base, ast.Name):
            return None
        values = [
            n.value
            for n in source.tree.body
            if isinstance(n, ast.Assign)
            and any(isinstance(t, ast.Name) and t.id == base.id for t in n.targets)
        ]
        value = values[0] if len(values) == 1 else None
        for name in names:
            if not isinstance(value, ast.Dict):
                return None
            value = next(
                (
                    v
                    for k, v in zip(value.keys, value.values)
                    if isinstance(k, ast.Constant) and k.value == name
                ),
                None,
            )
        return (
            self.follow(path, value, "constant", base.id + "." + ".".join(names))
            if value is not None
            else None
        )

    def of_name(self, path, source, node, kind, name):
        function = source.function(node)
        while function is not None:
            if node.id in parameters(function):
                return self.parameter(path, source, function, node.id)
            local = assigned(ast.walk(function), node.id)
            if local:
                return self.follow(path, only(local, node.id), kind, node.id)
            function = source.function(function)
        values = assigned(source.tree.body, node.id)
        if values:
            return self.follow(path, self.settled(source, values, node.id), "constant", node.id)
        return self.imported(path, source, node.id)

    def settled(self, source, values, name):
        """The one value of a module's name, where no function and no other module sets it again."""
        anew = any(isinstance(n, ast.Global) and name in n.names for n in walk(source.tree)) or any(
            isinstance(t, ast.Attribute)
            and t.attr == name
            and isinstance(t.value, ast.Name)
            and t.value.id not in ("self", "cls")
            for _, other in self.question.sources()
            for n in walk(other.tree)
            if isinstance(n, ast.Assign)
            for t in n.targets
        )
        if anew:
            raise Unclear("'%s' is set in several places" % name)
        return only(values, name)

    def imported(self, path, source, name):
        modules = {m: p for p, m in self.question.module_names().items()}
        for node in walk(source.tree):
            if isinstance(node, ast.ImportFrom):
                origin = next((a.name for a in node.names if (a.asname or a.name) == name), None)
                file = modules.get(absolute(self.question, node, path))
                if origin and file:
                    home = self.question.module_source(file)
                    return self.follow(
                        file,
                        self.settled(home, assigned(home.tree.body, origin), origin),
                        "constant",
                        origin,
                    )
        raise Unclear("where '%s' comes from cannot be told" % name)

    def of_attribute(self, path, source, node, kind, name):
        if isinstance(node.value, ast.Name) and node.value.id in ("self", "cls"):
            return self.own(path, source, source.scope_class(node), node.attr)
        if isinstance(node.value, ast.Name):
            file = self.module_of(source, node.value.id, path)
            if file:
                home = self.question.module_source(file)
                return self.follow(
                    file,
                    self.settled(home, assigned(home.tree.body, node.attr), node.attr),
                    "constant",
                    node.attr,
                )
            owner = next(
                (
                    n
                    for n in source.tree.body
                    if isinstance(n, ast.ClassDef) and n.name == node.value.id
                ),
                None,
            )
            if owner is not None:
                return self.own(path, source, owner, node.attr)
            made = self.made(path, source, node.value, node.attr)
            if made is not None:
                return made
            option = self.option(path, source, node.attr)
            if option is not None:
                return option
        raise Unclear("where '%s' comes from cannot be told" % node.attr)

    def module_of(self, source, name, path):
        modules = {m: p for p, m in self.question.module_names().items()}
        for node in walk(source.tree):
            for alias in (
                getattr(node, "names", ()) if isinstance(node, (ast.Import, ast.ImportFrom)) else ()
            ):
                if (alias.asname or alias.name) == name:
                    dotted = (
                        alias.name
                        if isinstance(node, ast.Import)
                        else absolute(self.question, node, path) + "." + alias.name
                    )
                    return modules.get(dotted.lstrip("."))
        return None

    def made(self, path, source, owner, name):
        """An attribute of an object that one call makes: what the call passes by that name, else
        what the class of the project says.
        """
        makes = [
            n.value
            for n in walk(source.tree)
            if isinstance(n, ast.Assign)
            and isinstance(n.value, ast.Call)
            and any(isinstance(t, ast.Name) and t.id == owner.id for t in n.targets)
        ]
        if len(makes) != 1:
            return None
        passed = next((k.value for k in makes[0].keywords if k.arg == name), None)
        if passed is not None:
            return self.follow(path, passed, "constant", name)
        for file, module in self.question.sources():
            maker = next(
                (
                    n
                    for n in module.tree.body
                    if isinstance(n, ast.ClassDef) and n.name == last_name(makes[0].func)
                ),
                None,
            )
            if maker is not None:
                return self.own(file, module, maker, name)
        return None

    def option(self, path, source, name):
        """The default of an argument of the command line that the command does not give."""
        for node in walk(source.tree):
            if (
                isinstance(node, ast.Call)
                and last_name(node.func) == "add_argument"
                and any(
                    isinstance(a, ast.Constant)
                    and str(a.value).lstrip("-").replace("-", "_") == name
                    for a in node.args
                )
            ):
                flags = [a.value for a in node.args if isinstance(a, ast.Constant)]
                if any(w.split("=")[0] in flags for w in self.question["arguments"]):
                    raise Unclear("%s is given on the command line" % flags[0])
                default = next((k.value for k in node.keywords if k.arg == "default"), None)
                return (
                    self.follow(path, default, "parameter", name) if default is not None else None
                )
        return None

    def own(self, path, source, owner, name):
        """An attribute of an object: set once in its class, or a default of the class."""
        if owner is None:
            raise Unclear("where '%s' comes from cannot be told" % name)
        values = [
            n.value
            for n in ast.walk(owner)
            if isinstance(n, ast.Assign)
            and any(
                isinstance(t, ast.Attribute) and t.attr == name and isinstance(t.value, ast.Name)
                for t in n.targets
            )
        ]
        if values:
            return self.follow(path, only(values, name), "literal", name)
        return self.follow(path, only(assigned(owner.body, name), name), "constant", name)

    def parameter(self, path, source, function, name):
        """What the callers pass, else the parameter's default."""
        called = source.scope_class(function).name if function.name == "__init__" else function.name
        passed = [
            (p, a)
            for p, call in self.calls(called)
            for a in [argument(call, function, name)]
            if a is not None
        ]
        if not passed:
            default = default_of(function, name)
            if default is None:
                raise Unclear("no caller of %s passes '%s'" % (called, name))
            return self.follow(path, default, "parameter", name)
        origins = {}
        for p, a in passed:
            if not (
                isinstance(a, ast.Name)
                and a.id == name
                and self.question.module_source(p).function(a) is function
            ):
                origin = self.follow(p, a)
                origins[origin.key()] = origin
        if len(origins) != 1:
            raise Unclear("the callers of %s pass different values for '%s'" % (called, name))
        return next(iter(origins.values()))

    def calls(self, name):
        """The calls of a name: those of the frames, else all of the project."""
        every = [
            (path, node)
            for path, source in self.question.sources()
            for node in walk(source.tree)
            if isinstance(node, ast.Call) and last_name(node.func) == name
        ]
        framed = [
            (p, n)
            for p, n in every
            if any(p == f and n.lineno <= line <= n.end_lineno for f, line in self.frames)
        ]
        return framed or every


def absolute(question, node, path):
    return absolute_name(node, question.module_names().get(path, ""), path)


def last_name(node):
    return (
        node.attr
        if isinstance(node, ast.Attribute)
        else node.id if isinstance(node, ast.Name) else ""
    )


def environment_read(call):
    named = last_name(call.func)
    return bool(call.args) and (
        named == "getenv"
        or named == "get"
        and isinstance(call.func, ast.Attribute)
        and last_name(call.func.value) == "environ"
    )


def assigned(nodes, name):
    found = []
    for node in nodes:
        if isinstance(node, ast.Assign) and any(
            isinstance(t, ast.Name) and t.id == name for t in node.targets
        ):
            found.append(node.value)
        elif (
            isinstance(node, ast.AnnAssign)
            and node.value is not None
            and isinstance(node.target, ast.Name)
            and node.target.id == name
        ):
            found.append(node.value)
        elif (
            isinstance(node, ast.AugAssign)
            and isinstance(node.target, ast.Name)
            and node.target.id == name
        ):
            found += [node.target, node.value]
        elif isinstance(
            node, (ast.If, ast.Try, ast.For, ast.AsyncFor, ast.While, ast.With, ast.AsyncWith)
        ):
            found += assigned(node.body + getattr(node, "orelse", []), name)
    return found


def only(values, name):
    values = list({id(v): v for v in values}.values())
    if len(values) != 1:
        raise Unclear(
            "'%s' is set in %s"
            % (name, "several places" if values else "no place that can be told")
        )
    return values[0]


def parameters(function):
    a = function.args
    return [p.arg for p in a.posonlyargs + a.args + a.kwonlyargs]


def default_of(function, name):
    a = function.args
    plain = a.posonlyargs + a.args
    for p, d in list(zip(reversed(plain), reversed(a.defaults))) + list(
        zip(a.kwonlyargs, a.kw_defaults)
    ):
        if p.arg == name:
            return d
    return None


def argument(call, function, name):
    """The expression that a call passes for a parameter, or None."""
    for keyword in call.keywords:
        if keyword.arg == name:
            return keyword.value
    a = function.args
    plain = [p.arg for p in a.posonlyargs + a.args]
    bound = 1 if plain and plain[0] in ("self", "cls") else 0
    at = plain.index(name) - bound if name in plain else -1
    return (
        call.args[at]
        if 0 <= at < len(call.args) and not any(isinstance(x, ast.Starred) for x in call.args)
        else None
    )
