"""The time limit that was too short: where it is decided, and one step more of it."""

import ast
import re

from .origins import Follower, Unclear, Unlimited, assigned, last_name
from .text import raw_edit, walk

POSITIONS = {
    "urlopen": 2,
    "create_connection": 1,
    "settimeout": 0,
    "setdefaulttimeout": 0,
    "wait_for": 1,
    "timeout": 0,
    "result": 0,
    "fail_after": 0,
    "communicate": 1,
    "select": 3,
    "setitimer": 1,
    "as_completed": 1,
    "HTTPConnection": 2,
    "HTTPSConnection": 2,
    "acquire": 1,
    "Telnet": 2,
    "SMTP": 3,
    "ClientTimeout": 0,
    "Timeout": 0,
    "alarm": 0,
}
KEYWORD = re.compile(r"(^|_)(time_?out|deadline)(_|$)|_timeout|timeout_", re.I)
MILLIS = re.compile(r"_ms$|millis|msec", re.I)
CALLABLE = re.compile(r"callback|handler|error|exception|on_timeout", re.I)
BOUND = re.compile(r"DEADLINE|BUDGET", re.I)


def limit(question):
    """One step up for the limit that failed at a line: a variable or an edit, else a remedy for a
    person.
    """
    frames = [
        (f, int(line))
        for f, _, line in (p.rpartition(":") for p in question.get("frames", "").split(";"))
        if f
    ]
    line = int(question["line"])
    follower = Follower(question, frames)
    try:
        site, origin = nearest(question, follower, line, frames)
    except Unlimited:
        return {"remedy": "%s:%d waits without a limit (None): set one" % (question["file"], line)}
    except Unclear as e:
        return {
            "remedy": (
                "the limit at %s:%d is not to be found for certain: %s"
                % (question["file"], line, e)
            )
        }
    bound = least(question, follower, site, origin, frames)
    return raised(question, origin, float(question["cap"]), bound)


def nearest(question, follower, line, frames):
    """The limit of the failing call, else the one of its function, its class, its file, or of a
    caller's call.
    """
    source = question.source
    here = [
        n for n in walk(source.tree) if hasattr(n, "lineno") and n.lineno <= line <= n.end_lineno
    ]
    calls = [n for n in here if isinstance(n, ast.Call) and limited(n)]
    if calls:
        site = min(calls, key=lambda c: source.span(c)[1] - source.span(c)[0])
        return site, followed(follower, question["file"], site)
    unpacked = passed_in_a_table(question, follower, here)
    if unpacked:
        return unpacked
    around = [
        n for n in here if isinstance(n, (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef))
    ]
    for scope in sorted(around, key=lambda n: -n.lineno) + [source.tree]:
        found = sole_limit(question, follower, question["file"], scope)
        if found:
            return found
    for path, at in frames:
        outer = question.module_source(path)
        calls = (
            [
                n
                for n in walk(outer.tree)
                if isinstance(n, ast.Call) and n.lineno <= at <= n.end_lineno and limited(n)
            ]
            if outer
            else []
        )
        if calls:
            return calls[0], followed(follower, path, calls[0])
    raise Unclear("no limit is set there; a call without one may wait for ever: set a timeout")


def passed_in_a_table(question, follower, here):
    """The limit of a call that gets it out of a dict, as f(**OPTIONS), with its origin."""
    for call in (n for n in here if isinstance(n, ast.Call)):
        for table in (k.value for k in call.keywords if k.arg is None):
            origin = follower.table(question["file"], question.source, table, ("timeout",))
            if origin:
                return call, origin
    return None


def sole_limit(question, follower, path, scope):
    sites = [n for n in walk(scope) if isinstance(n, ast.Call) and limited(n)]
    origins = {}
    for site in sites:
        origin = followed(follower, path, site)
        origins[origin.key()] = (site, origin)
    if len(origins) > 1:
        raise Unclear(
            "several limits could be meant: "
            + ", ".join("%s:%d" % (o.path, o.line) for _, o in origins.values())
        )
    return next(iter(origins.values())) if origins else None


def followed(follower, path, call):
    """The origin of a call's limit, in seconds also where the call counts milliseconds."""
    value = limited(call)
    origin = follower.follow(path, value)
    if any(k.value is value and MILLIS.search(k.arg) for k in call.keywords if k.arg):
        origin.scale *= 0.001
    return origin


def limited(call):
    """The expression of a call's time limit, or None."""
    named = [
        k.value
        for k in call.keywords
        if k.arg and KEYWORD.search(k.arg) and not CALLABLE.search(k.arg)
    ]
    if named:
        return named[0]
    name = last_name(call.func)
    at = (
        len(call.args) - 1
        if name == "wait" or name == "get" and len(call.args) == 2 and is_true(call.args[0])
        else POSITIONS.get(name, -1)
    )
    if name in ("ClientTimeout", "Timeout") and call.keywords:
        return call
    return call.args[at] if 0 <= at < len(call.args) else None


def is_true(node):
    return isinstance(node, ast.Constant) and node.value is True


def least(question, follower, site, origin, frames):
    """The shortest deadline that someone further out sets for the call, in seconds, or None; the
    very value that is passed on is none.
    """
    bounds = []
    for path, node in enclosing(question, site, frames):
        try:
            bound = follower.follow(path, node)
        except (Unclear, Unlimited):
            continue
        if bound.key() != origin.key():
            bounds.append(bound.value)
    return min(bounds) if bounds else None


def enclosing(question, site, frames):
    source = question.source
    for around in source.above(site):
        if isinstance(around, ast.Call) and limited(around):
            yield question["file"], limited(around)
        for item in around.items if isinstance(around, (ast.With, ast.AsyncWith)) else ():
            call = item.context_expr
            if isinstance(call, ast.Call) and call is not site and limited(call):
                yield question["file"], limited(call)
    files = {question["file"]}
    for path, line in frames:
        files.add(path)
        outer = question.module_source(path)
        for node in walk(outer.tree) if outer else ():
            if (
                isinstance(node, ast.Call)
                and node.lineno <= line <= node.end_lineno
                and node is not site
                and limited(node)
            ):
                yield path, limited(node)
            elif (
                isinstance(node, (ast.With, ast.AsyncWith))
                and node.lineno <= line <= node.end_lineno
            ):
                yield from (
                    (path, limited(i.context_expr))
                    for i in node.items
                    if isinstance(i.context_expr, ast.Call)
                    and i.context_expr is not site
                    and limited(i.context_expr)
                )
    for path in files:
        outer = question.module_source(path)
        for name in {
            t.id
            for n in (outer.tree.body if outer else ())
            if isinstance(n, ast.Assign)
            for t in n.targets
            if isinstance(t, ast.Name)
        }:
            if BOUND.search(name):
                yield from ((path, value) for value in assigned(outer.tree.body, name))


def raised(question, origin, cap, bound):
    old = origin.value
    where = origin.name if origin.kind == "environment" else "%s:%d" % (origin.path, origin.line)
    facts = {"kind": origin.kind, "name": origin.name, "where": where, "old": "%g" % old}
    new = min(old * 2, cap)
    if bound is not None and new >= bound:
        new = round(bound * 0.9, 3)
        if new <= old * 1.05:
            return dict(
                facts,
                remedy="the limit of %gs (%s) is as long as the caller's own deadline of %gs allows"
                % (old, where, bound),
            )
    if old >= cap or new <= old:
        return dict(
            facts,
            remedy=(
                "the limit of %gs (%s) is long enough already: the other side hangs, does not"
                " answer, or is too slow"
            )
            % (old, where),
        )
    facts["new"] = "%g" % new
    if origin.kind == "environment":
        return dict(facts, variable=origin.name, value=origin.rewritten(new))
    return dict(facts, edit=edit(question, origin, new))


def edit(question, origin, new):
    start, end = origin.span
    text = origin.rewritten(new)
    if origin.document:
        made = raw_edit(question.read(origin.path), [(start, end, text.encode("ascii"))])
    else:
        made = question.module_source(origin.path).edit([(start, end, text)])
    return dict(made, file=origin.path)
