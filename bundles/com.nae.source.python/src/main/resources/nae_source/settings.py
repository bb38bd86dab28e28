"""A key that a configuration file lacks and its sample or schema documents, put where it
belongs.
"""

import json
import re

from .defaults import CONFIGURATION, chain, keys_beside
from .documents import Json, configurations, scalars
from .evidence import PLACEHOLDER
from .names import near
from .origins import last_name
from .text import raw_edit

MARK = re.compile(
    r"[._-](example|sample|template|dist|defaults?|tmpl)(?=[._-]|$)|"
    r"(?<![^/])(example|sample|default|template)[._-]"
)


def configured(question, read):
    """The edit that gives a configuration the key of a failing subscript, or None."""
    keys, base = chain(read)
    if not keys:
        return None
    named = (
        CONFIGURATION.match(last_name(base))
        or "conf" in last_name(base).lower()
        or "setting" in last_name(base).lower()
    )
    beside = keys_beside(question.source, base) - set(keys)
    found = [
        f
        for f in documented(question, keys, last_name(base))
        if named or f.path != keys or beside & top_keys(question, f.file)
    ]
    if len({(f.file, f.path, f.value) for f in found}) != 1:
        return None
    told = found[0]
    file, value = told.file, told.value
    odd = near(
        keys[-1],
        siblings(told.path, file, question.document(file))
        - siblings(told.path, told.plain, question.document(told.sample)),
    )
    if odd:
        return {
            "remedy": (
                "%r is missing in %s, which has %r: is it a misspelling?" % (keys[-1], file, odd[0])
            )
        }
    place = inserted(file, question.document(file), told)
    if place is None:
        return None
    return {
        "kind": "configuration",
        "name": ".".join(told.path),
        "value": value,
        "from": told.sample,
        "edit": dict(
            raw_edit(question.read(file), [(place[0], place[0], place[1].encode("latin-1"))]),
            file=file,
        ),
    }


def siblings(path, file, text):
    """The keys that a document has in the section of a path."""
    return {s.path[-1] for s in scalars(file, text) if s.path[:-1] == path[:-1]}


def top_keys(question, file):
    return {s.path[0] for s in scalars(file, question.document(file))}


class Documented:
    """A value that a sample or schema gives a path of keys which a file lacks; with the sample's
    own line, where it has one.
    """

    def __init__(self, file, path, value, sample, plain, line):
        self.file, self.path, self.value, self.sample, self.plain, self.line = (
            file,
            path,
            value,
            sample,
            plain,
            line,
        )


def documented(question, keys, section):
    """What documents the keys, counted from the top, or from the section that the mapping is named
    after.
    """
    found = []
    for sample, plain, text in configurations(question, samples=True):
        found += [
            Documented(MARK.sub("", plain), s.path, s.text, sample, plain, line_of(text, s))
            for s in scalars(plain, text)
            if meant(s.path, keys, section)
        ]
    for schema, plain, text in configurations(question):
        if schema.endswith("schema.json"):
            for path, value in schema_defaults(scalars(plain, text)):
                if meant(path, keys, section):
                    found.append(
                        Documented(described(question, schema), path, value, schema, plain, "")
                    )
    return [
        f
        for f in found
        if f.file in question["files"]
        and f.file != f.sample
        and not unfit(f.value)
        and not any(
            s.path[: len(f.path)] == f.path for s in scalars(f.file, question.document(f.file))
        )
    ]


def unfit(value):
    """Whether what a sample has is to be filled in."""
    plain = value.strip("\"'")
    return bool(plain and PLACEHOLDER.search(plain))


def meant(path, keys, section):
    return (
        path == keys
        or path[-len(keys) :] == keys
        and section.lower() == path[-len(keys) - 1].lower()
    )


def schema_defaults(found):
    """The paths to which a JSON schema gives defaults, with the values' text."""
    for scalar in found:
        path = scalar.path
        if len(path) > 2 and path[-1] == "default" and all(p == "properties" for p in path[:-1:2]):
            yield path[1:-1:2], scalar.text


def described(question, schema):
    """The file that a schema describes: of its own name, else the only one beside it."""
    own = re.sub(r"[._-]?schema\.json$", ".json", schema)
    return own if own in question["files"] else sole_json(question, schema)


def sole_json(question, schema):
    """The one JSON configuration that lies beside a schema."""
    folder = schema.rpartition("/")[0]
    found = [
        p
        for p, _, _ in configurations(question)
        if p.endswith(".json") and not p.endswith("schema.json") and p.rpartition("/")[0] == folder
    ]
    return found[0] if len(found) == 1 else ""


def line_of(text, scalar):
    """The line of a document in which a scalar stands, without its end and what is before its
    key.
    """
    start = text.rfind("\n", 0, scalar.start) + 1
    end = text.find("\n", scalar.end)
    return text[start : end if end >= 0 else len(text)].strip()


def inserted(file, text, told):
    """The place in a configuration's text and the new text that gives a key its value there, or
    None.
    """
    return (
        in_json(text, told.path, told.value)
        if file.endswith(".json")
        else in_lines(file, text, told.path, told.line)
    )


def in_json(text, keys, value):
    try:
        json.loads(text)
        objects = Json(text)
    except (ValueError, IndexError):
        return None
    if keys[:-1] not in objects.objects:
        return None
    at = objects.objects[keys[:-1]] + 1
    space = re.match(r"\s*", text[at:]).group()
    empty = text[at + len(space)] == "}"
    return at, "%s%s: %s%s" % (
        "" if empty else space,
        json.dumps(keys[-1]),
        value,
        "" if empty else ",",
    )


def in_lines(file, text, keys, line):
    """Below the last plain value of the same section, in that value's indentation."""
    peers = [s for s in scalars(file, text) if s.path[:-1] == keys[:-1]]
    if (
        not peers
        or not re.match(r"[\"']?%s\b" % re.escape(keys[-1]), line)
        or '"""' in line
        or "'''" in line
        or line.endswith(("[", "{", "("))
    ):
        return None
    last = peers[-1]
    start = text.rfind("\n", 0, last.start) + 1
    end = text.find("\n", last.end)
    newline = "\r\n" if "\r\n" in text else "\n"
    indent = re.match(r"[ \t]*", text[start:]).group()
    return (end + 1, indent + line + newline) if end >= 0 else (len(text), newline + indent + line)
