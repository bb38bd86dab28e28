"""What the project declares that it needs, and where its own modules stand."""

import os
import re

from . import modules

# Distributions whose module has another name. Only used to recognise what the project declares by
# itself.
DISTRIBUTIONS = {
    "yaml": "pyyaml",
    "PIL": "pillow",
    "bs4": "beautifulsoup4",
    "cv2": "opencv-python opencv-python-headless",
    "sklearn": "scikit-learn",
    "skimage": "scikit-image",
    "dateutil": "python-dateutil",
    "dotenv": "python-dotenv",
    "serial": "pyserial",
    "Crypto": "pycryptodome",
    "Cryptodome": "pycryptodomex",
    "jwt": "pyjwt",
    "git": "gitpython",
    "MySQLdb": "mysqlclient",
    "psycopg2": "psycopg2 psycopg2-binary",
    "zmq": "pyzmq",
    "OpenSSL": "pyopenssl",
    "attr": "attrs",
    "websocket": "websocket-client",
    "telegram": "python-telegram-bot",
    "slugify": "python-slugify",
    "docx": "python-docx",
    "pptx": "python-pptx",
    "usb": "pyusb",
    "magic": "python-magic",
    "fitz": "pymupdf",
    "google.protobuf": "protobuf",
    "pkg_resources": "setuptools",
    "win32api": "pywin32",
    "ldap": "python-ldap",
    "nacl": "pynacl",
}
REQUIREMENT = re.compile(
    r"([A-Za-z0-9][A-Za-z0-9._-]*)(\[[A-Za-z0-9,._"
    r" -]*\])?\s*((?:(?:==|>=|<=|~=|!=|<|>)\s*[A-Za-z0-9.*+!_-]+\s*,?\s*)*)(;.*)?$"
)
INCLUDE = re.compile(r"(?:-r|--requirement)[\s=]*([^\s#=]+)")
FILES = re.compile(r"(.*/)?(requirements[^/]*\.txt|requirements/[^/]+\.txt)$")


def normal(name):
    return re.sub(r"[-_.]+", "-", name).lower()


def declared(question, module):
    """The declaration of a module: {"file": ...} to be installed as a whole, or {"requirement":
    ...}; None where there is none.
    """
    names = {normal(module.split(".")[0])} | {
        n for key in (module, module.split(".")[0]) for n in DISTRIBUTIONS.get(key, "").split()
    }
    for path in sorted(
        (f for f in question["files"] if FILES.match(f)),
        key=lambda f: (f != "requirements.txt", f.count("/"), f),
    ):
        if any(name in names for name, _ in required(question, path, set())):
            return {"file": path}
    if "pyproject.toml" in question["files"]:
        wanted = [
            text
            for name, text in project_dependencies(question.read("pyproject.toml") or b"")
            if name in names
        ]
        return {"requirement": wanted[0]} if len(wanted) == 1 else None
    return None


def required(question, path, seen):
    """The requirements of a file and of those that it includes, as far as they are the
    project's.
    """
    seen.add(path)
    raw = question.read(path) or b""
    yield from requirements(raw)
    for line in raw.decode("utf-8", "replace").splitlines():
        include = INCLUDE.match(line.strip())
        inner = (
            os.path.normpath(os.path.join(os.path.dirname(path), include.group(1)))
            if include
            else path
        )
        if inner in question["files"] and inner not in seen:
            yield from required(question, inner, seen)


def requirements(raw):
    """The (normal name, text) of each plain requirement of a requirements file; options, links and
    paths are not read.
    """
    for line in raw.decode("utf-8", "replace").splitlines():
        text = re.split(r"\s#|\s--hash|\s\\$", line.strip())[0].strip()
        match = REQUIREMENT.match(text)
        if match and not text.startswith("#"):
            yield normal(match.group(1)), (
                match.group(1) + (match.group(2) or "") + match.group(3)
            ).replace(" ", "")


def project_dependencies(raw):
    """The dependencies of a pyproject.toml, of its [project] table or poetry's."""
    section, inside, text = "", False, raw.decode("utf-8", "replace")
    for line in text.splitlines():
        line = line.strip()
        header = re.match(r"\[([^\[\]]+)\]$", line)
        if header and not inside:
            section = header.group(1).strip()
        elif section == "project" and re.match(r"dependencies\s*=\s*\[", line) or inside:
            for item in re.findall(r"\"([^\"]*)\"|'([^']*)'", line):
                yield from requirements((item[0] or item[1]).encode("utf-8"))
            inside = not re.search(r"\]\s*(#.*)?$", line)
        elif section == "tool.poetry.dependencies":
            entry = re.match(r"\"?([A-Za-z0-9._-]+)\"?\s*=\s*\"([0-9][0-9A-Za-z.]*)\"", line)
            if entry and entry.group(1) != "python":
                yield normal(entry.group(1)), entry.group(1) + "==" + entry.group(2)


def roots_of(question, module):
    """The folders of the project in which a module would be found, the project's own folder being
    an empty word.
    """
    top, found = module.split(".")[0], set()
    for path in question.python_files():
        parts = path.split("/")
        for depth, part in enumerate(parts):
            if (
                part == top
                and depth < len(parts) - 1
                or part == top + ".py"
                and depth == len(parts) - 1
            ):
                found.add("/".join(parts[:depth]))
                break
    return sorted(r for r in found if modules.locate(module, [question.absolute(r)]))


def hides_standard(question, root):
    """The standard modules which the files of a folder would hide, were it on the path."""
    entries = os.listdir(question.absolute(root)) if os.path.isdir(question.absolute(root)) else []
    return sorted(
        {
            e[:-3] if e.endswith(".py") else e
            for e in entries
            if e.endswith(".py")
            or os.path.isfile(os.path.join(question.absolute(root), e, "__init__.py"))
        }
        & modules.standard_names()
    )
