"""A read of a key that is not there: what may be done about it, in the order of what is safe."""

import ast
import re

from .defaults import base_of, chain, defaults, is_pop
from .evidence import (
    RESERVED,
    environment_names,
    environment_value,
    misspelt_key,
    misspelt_variable,
)
from .forms import canonical, got, key_text, none_tested
from .names import near
from .reads import (
    MAPPING,
    in_format,
    inside,
    of_environment,
    on_purpose,
    pick,
    read_key,
    reads_at,
    required,
    untouchable,
)
from .sensitive import forbidden, sensitive
from .settings import configured


def key_read(question):
    """A variable, an edit, or a remedy for the read of a key that failed at a line."""
    source, line = question.source, int(question["line"])
    key = told_key(question)
    name = repr(key)[:120]
    mark = required(question, line)
    if mark:
        return {
            "remedy": (
                "%s is marked as required (%s): its value must come from the data, none is made up"
                % (name, mark)
            )
        }
    if on_purpose(source, line):
        return {
            "remedy": (
                "KeyError(%s) is raised on purpose at %s:%d: the caller has to deal with it"
                % (name, question["file"], line)
            )
        }
    file, function = inside(question)
    if function and function not in MAPPING:
        return {
            "remedy": (
                "%s is not read at %s:%d itself but in %s (%s), which is called there"
                % (name, question["file"], line, file, function)
            )
        }
    reads = reads_at(source, line, key)
    read = pick(question, source, reads, line)
    if read is None:
        return {
            "remedy": (
                "which read of %s failed at %s:%d cannot be told" % (name, question["file"], line)
                if reads
                else "%s is not read at %s:%d itself: look at what is called there"
                % (name, question["file"], line)
            )
        }
    return repaired(question, source, read, key)


def told_key(question):
    try:
        return ast.literal_eval(question["message"])
    except (ValueError, SyntaxError, MemoryError, RecursionError):
        return question.get("subject") or question["message"]


def repaired(question, source, read, key):
    base, name = base_of(read), repr(key)[:120]
    removed = isinstance(source.statement(read), ast.Delete) or is_pop(read)
    if of_environment(question, base) and not removed:
        return variable(question, key)
    obstacle = untouchable(source, read)
    if obstacle:
        return {"remedy": "%s is not there, %s" % (name, obstacle)}
    constant = read_key(read) is not None
    typo = misspelt_key(question, key) if constant else None
    if typo:
        return {
            "remedy": "there is no key %s, but there is '%s': is it a misspelling?" % (name, typo)
        }
    word = sensitive(key) if constant else None
    if word:
        return {
            "remedy": (
                "%s is missing and must not be made up ('%s'): find out why the data lacks it"
                % (name, word)
            )
        }
    return (
        canonical(source, read)
        or made_up(source, read)
        or configured(question, read)
        or defaulted(question, source, read, key)
        or none_tested(source, read)
        or {
            "remedy": (
                "%s is not in %s, and nothing in the project says what it should be"
                % (name, described(source, base))
            )
        }
    )


def described(source, base):
    """What a key is asked of, in the source's words."""
    return (
        source.code(base)[:60]
        if not in_format(source, base)
        else ast.dump(base)[:60] if not isinstance(base, ast.Name) else base.id
    )


def made_up(source, read):
    """Words where any default would be one for money, quantities, identifiers, credentials or
    permissions.
    """
    word = forbidden(source, read, base_of(read), chain(read)[0])
    return (
        {
            "remedy": (
                "%r is missing and must not be made up ('%s'): find out why the data lacks it"
                % (read_key(read), word)
            )
        }
        if word
        else None
    )


def variable(question, name):
    """A variable that is missing from the environment is set there, where its value is
    documented.
    """
    if (
        not isinstance(name, str)
        or not re.match(r"[A-Za-z_][A-Za-z0-9_]{0,100}$", name)
        or RESERVED.match(name)
    ):
        return {"remedy": "the variable %r is not set" % str(name)[:80]}
    word = sensitive(name)
    if word:
        return {
            "remedy": "the variable %s is not set and must not be made up ('%s')" % (name, word)
        }
    misspelt = misspelt_variable(question, name)
    if misspelt:
        return {
            "remedy": (
                "the variable %s is not set, but %s is: is it a misspelling?" % (name, misspelt)
            )
        }
    found = environment_value(question, name)
    values = {v for v, _ in found}
    if len(values) == 1:
        return {"kind": "environment", "variable": name, "value": found[0][0], "from": found[0][1]}
    if values:
        return {
            "remedy": (
                "the variable %s is not set; the project gives it different values in %s"
                % (name, ", ".join(sorted({p for _, p in found})))
            )
        }
    close = near(name, environment_names(question))
    hint = (
        ", but %s is: is it a misspelling?" % close[0]
        if close
        else "; nothing in the project documents its value"
    )
    return {"remedy": "the variable %s is not set%s" % (name, hint)}


def defaulted(question, source, read, key):
    """A default that the project itself gives the key elsewhere."""
    if read_key(read) is None or isinstance(getattr(read, "ctx", ast.Load()), ast.Store):
        return None
    found = defaults(question, read, key, key_text(source, read))
    if not found:
        return None
    if any(d.value != found[0].value or type(d.value) is not type(found[0].value) for d in found):
        return {
            "remedy": (
                "%r is missing, and the project gives it different defaults: %s"
                % (key, ", ".join(d.where for d in found[:4]))
            )
        }
    best = found[0]
    return {
        "kind": "default",
        "value": best.text,
        "from": best.where,
        "edit": got(source, read, "pop" if is_pop(read) else "get", best.text),
    }
