"""Configuration files as keys and values with their places: JSON, and the plain lines of INI, TOML
and YAML.
"""

import json
import re

TOKEN = re.compile(r'"(?:[^"\\]|\\.)*"|[{}\[\],:]|[^\s{}\[\],:"]+')
SECTION = re.compile(r"\s*\[+\s*([^\[\]]+?)\s*\]+\s*([#;].*)?$")
PAIR = re.compile(r"(\s*)([A-Za-z0-9_.-]+)\s*[=:]\s*([^\r\n]*?)\s*$")
YAML = re.compile(r"( *)([A-Za-z0-9_.-]+)\s*:(?:[ \t]+([^\r\n]*?))?[ \t]*$")
SAMPLE = re.compile(
    r"(^|[._/-])(example|sample|template|dist|default|defaults|tmpl)([._-]|$)", re.I
)
KINDS = (".json", ".ini", ".cfg", ".conf", ".toml", ".yaml", ".yml")


class Scalar:
    """A value at the end of a path of keys, its text standing from start to end."""

    def __init__(self, path, start, end, text):
        self.path, self.start, self.end, self.text = path, start, end, text


def scalars(name, text):
    """The scalars of a document; none where it is not well-formed."""
    if name.endswith(".json"):
        try:
            json.loads(text)
        except ValueError:
            return []
        return [s for s in Json(text).scalars]
    if name.endswith((".yaml", ".yml")):
        return list(yaml_lines(text))
    return list(section_lines(text))


class Json:
    """A JSON text with the places of its scalars and of its objects' opening braces."""

    def __init__(self, text):
        self.tokens, self.scalars, self.objects, self.at = list(TOKEN.finditer(text)), [], {}, 0
        if self.tokens:
            self.value(())

    def next(self):
        token = self.tokens[self.at]
        self.at += 1
        return token

    def value(self, path):
        token = self.next()
        if token.group() == "{":
            self.objects[path] = token.start()
            self.members(path)
        elif token.group() == "[":
            self.elements(path)
        else:
            self.scalars.append(Scalar(path, token.start(), token.end(), token.group()))

    def members(self, path):
        while self.tokens[self.at].group() != "}":
            key = json.loads(self.next().group())
            self.next()
            self.value(path + (key,))
            if self.tokens[self.at].group() == ",":
                self.next()
        self.next()

    def elements(self, path):
        n = 0
        while self.tokens[self.at].group() != "]":
            self.value(path + (str(n),))
            n += 1
            if self.tokens[self.at].group() == ",":
                self.next()
        self.next()


def lines(text):
    position = 0
    for line in text.split("\n"):
        yield position, line.rstrip("\r")
        position += len(line) + 1


def section_lines(text):
    section = ()
    for position, line in lines(text):
        header = SECTION.match(line)
        pair = PAIR.match(line)
        if header:
            section = tuple(header.group(1).split("."))
        elif pair and not line.lstrip().startswith(("#", ";", "//")):
            value = uncommented(pair.group(3))
            yield Scalar(
                section + (pair.group(2),),
                position + pair.start(3),
                position + pair.start(3) + len(value),
                value,
            )


def yaml_lines(text):
    above = []
    for position, line in lines(text):
        match = YAML.match(line)
        if match:
            while above and above[-1][0] >= len(match.group(1)):
                above.pop()
            path = tuple(k for _, k in above) + (match.group(2),)
            value = uncommented(match.group(3) or "")
            if value:
                yield Scalar(
                    path, position + match.start(3), position + match.start(3) + len(value), value
                )
            else:
                above.append((len(match.group(1)), match.group(2)))


def uncommented(value):
    return re.split(r"\s+[#;]", value)[0].rstrip()


def configurations(question, samples=False):
    """Every configuration file of the project (or every sample of one) with its text."""
    for path in question["files"]:
        name = path.rsplit("/", 1)[-1]
        plain = re.sub(r"\.(example|sample|template|dist|tmpl)$", "", path)
        if (
            plain.endswith(KINDS)
            and bool(SAMPLE.search(name)) == samples
            and name not in ("package.json", "package-lock.json", "tsconfig.json", "setup.cfg")
        ):
            text = question.document(path)
            if text is not None:
                yield path, plain, text


def ends_with(path, tail):
    return len(path) >= len(tail) and tuple(path[-len(tail) :]) == tuple(tail)
