"""A source as bytes, text and tree, whose positions can be turned into each other."""

import ast
import base64
import codecs
import hashlib
import io
import re
import tokenize

NEWLINE = re.compile(r"\r\n|\r|\n")


def fault(raw):
    """Why the bytes do not compile, or None."""
    try:
        compile(raw, "<source>", "exec", dont_inherit=True)
        return None
    except (SyntaxError, ValueError, RecursionError, MemoryError) as e:
        return "%s: %s" % (type(e).__name__, e)


def nodes(tree, parents):
    """Every node of a tree in the order of ast.walk, but for contexts and operators; the parent of
    each is put down.
    """
    found, leaves = [tree], (ast.expr_context, ast.operator, ast.cmpop, ast.boolop, ast.unaryop)
    for node in found:
        for field in node._fields:
            value = getattr(node, field, None)
            for child in value if isinstance(value, list) else (value,):
                if isinstance(child, ast.AST) and not isinstance(child, leaves):
                    parents[child] = node
                    found.append(child)
    return found


def walk(tree):
    """The nodes of a tree or of a part of one, those of a whole source out of memory."""
    return getattr(tree, "nodes", None) or ast.walk(tree)


class Source:
    def __init__(self, raw):
        self.raw = raw
        self.bom = len(codecs.BOM_UTF8) if raw.startswith(codecs.BOM_UTF8) else 0
        encoding = tokenize.detect_encoding(io.BytesIO(raw).readline)[0]
        self.encoding = "utf-8" if encoding == "utf-8-sig" else encoding
        self.text = raw[self.bom :].decode(self.encoding)
        self.tree, self.parents = ast.parse(raw), {}
        self.tree.nodes = nodes(self.tree, self.parents)
        ends = [m.end() for m in NEWLINE.finditer(self.text)]
        self.starts = [0] + [e for e in ends if e < len(self.text)] if self.text else [0]
        newline = NEWLINE.search(self.text)
        self.newline = newline.group() if newline else "\n"

    def line_start(self, line):
        """The index of a line's first character; one past the last line is the end of the text."""
        return self.starts[line - 1] if line <= len(self.starts) else len(self.text)

    def line(self, line):
        return (
            self.text[self.line_start(line) : self.line_start(line + 1)]
            if 1 <= line <= len(self.starts)
            else ""
        )

    def index(self, line, column):
        """The index of a character by the tree's line and its column in UTF-8 bytes."""
        text = self.line(line)
        if not text.isascii():
            column = len(text.encode("utf-8")[:column].decode("utf-8"))
        return self.line_start(line) + column

    def span(self, node):
        return self.index(node.lineno, node.col_offset), self.index(
            node.end_lineno, node.end_col_offset
        )

    def code(self, node):
        start, end = self.span(node)
        return self.text[start:end]

    def offset(self, index):
        return self.bom + len(self.text[:index].encode(self.encoding))

    def above(self, node):
        """The nodes around a node, the nearest first."""
        while node in self.parents:
            node = self.parents[node]
            yield node

    def statement(self, node):
        return (
            node
            if isinstance(node, ast.stmt)
            else next((a for a in self.above(node) if isinstance(a, ast.stmt)), None)
        )

    def function(self, node):
        return next(
            (a for a in self.above(node) if isinstance(a, (ast.FunctionDef, ast.AsyncFunctionDef))),
            None,
        )

    def scope_class(self, node):
        return next((a for a in self.above(node) if isinstance(a, ast.ClassDef)), None)

    def edited(self, changes):
        """The text with (start, end, new text) put in place, as bytes."""
        text = self.text
        for start, end, new in sorted(changes, reverse=True):
            text = text[:start] + new + text[end:]
        return self.raw[: self.bom] + text.encode(self.encoding)

    def edit(self, changes, same=None):
        """The changes as byte edits; refused where the result does not compile or is not what was
        meant.
        """
        result = self.edited(changes)
        broken = fault(result)
        if broken:
            raise ValueError("the edit would not compile: " + broken)
        if same and not same(self.tree, ast.parse(result)):
            raise ValueError("the edit would change more than it should")
        return {
            "sha256": hashlib.sha256(self.raw).hexdigest(),
            "edits": [self.bytes_edit(*c) for c in sorted(changes)],
        }

    def bytes_edit(self, start, end, new):
        offset = self.offset(start)
        return {
            "offset": offset,
            "length": self.offset(end) - offset,
            "text": base64.b64encode(new.encode(self.encoding)).decode("ascii"),
        }


def raw_edit(raw, changes):
    """Edits of a file that is no Python source, by byte positions."""
    return {
        "sha256": hashlib.sha256(raw).hexdigest(),
        "edits": [
            {"offset": s, "length": e - s, "text": base64.b64encode(new).decode("ascii")}
            for s, e, new in sorted(changes)
        ],
    }
