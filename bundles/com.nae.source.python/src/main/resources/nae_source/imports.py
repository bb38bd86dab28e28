"""Where an import statement goes, and how one is changed without touching what stands beside it."""

import ast
import io
import re
import tokenize

FUTURE = "__future__"


def is_import(node):
    return (
        isinstance(node, (ast.Import, ast.ImportFrom)) and getattr(node, "module", None) != FUTURE
    )


def header_end(source):
    """The number of leading statements that must stay first: the docstring and the future
    imports.
    """
    body, n = source.tree.body, 0
    if (
        body
        and isinstance(body[0], ast.Expr)
        and isinstance(body[0].value, ast.Constant)
        and isinstance(body[0].value.value, str)
    ):
        n = 1
    while n < len(body) and isinstance(body[n], ast.ImportFrom) and body[n].module == FUTURE:
        n += 1
    return n


def first_block(source):
    """The first run of imports at the top level, as (from, to) in the body; empty where there is
    none.
    """
    body = source.tree.body
    start = next((i for i, n in enumerate(body) if is_import(n)), len(body))
    end = start
    while end < len(body) and is_import(body[end]):
        end += 1
    return start, end


def last_line(source, statement):
    """The last line of the lines that a statement shares with its neighbours."""
    line = statement.end_lineno
    for other in source.tree.body:
        if other.lineno <= line < other.end_lineno:
            line = other.end_lineno
    return line


def insertion(source, statements, before_line):
    """The change that adds import statements at the top level, above a line."""
    start, end = first_block(source)
    body = source.tree.body
    if (
        start < end
        and last_line(source, body[end - 1]) < before_line
        and body[start].col_offset == 0
    ):
        return into_block(source, statements, body[start:end])
    return below_header(source, statements, before_line)


def into_block(source, statements, block):
    """Lines go before the first neighbour that sorts behind them, where the block is sorted; else
    to its end.
    """
    keys = [sort_key(source.code(n)) for n in block]
    mine = sort_key(statements[0])
    own_line = all(a.end_lineno < b.lineno for a, b in zip(block, block[1:]))
    plain = not any("\\" in source.line(n.end_lineno) for n in block)
    at = (
        next((i for i, k in enumerate(keys) if k > mine), len(keys))
        if keys == sorted(keys) and own_line and plain
        else len(keys)
    )
    if at < len(keys) and block[at].col_offset == 0:
        position = source.line_start(block[at].lineno)
    else:
        position = source.line_start(last_line(source, block[-1]) + 1)
    return lines_at(source, position, statements)


def sort_key(statement):
    word, module = statement.split()[:2]
    return (word == "from", module.lower())


def lines_at(source, position, statements, tail=""):
    text = source.newline.join(statements) + source.newline + tail
    if position and source.text[position - 1] not in "\r\n":
        text = source.newline + text
        text = text[: -len(source.newline)] if position == len(source.text) else text
    return position, position, text


def below_header(source, statements, before_line):
    n = header_end(source)
    line = last_line(source, source.tree.body[n - 1]) + 1 if n else first_free_line(source)
    blank = (
        line > 1
        and not source.line(line).strip()
        and line <= len(source.starts)
        and source.line(line)
    )
    if blank:
        line += 1
    if line > before_line:
        raise ValueError("there is no place for an import above the first use")
    alone = bool(source.line(line).strip())
    return lines_at(
        source, source.line_start(line), statements, source.newline if alone and line > 1 else ""
    )


def first_free_line(source):
    """The line below the shebang, the coding line and a leading comment that stands by itself."""
    line = 1
    while (
        source.line(line).startswith("#!")
        or re.match(r"[ \t\f]*#.*?coding[:=]", source.line(line))
        and line <= 2
    ):
        line += 1
    end = line
    while source.line(end).lstrip(" \t\f").startswith("#"):
        end += 1
    return end if end > line and not source.line(end).strip() and source.line(end) else line


def adds_only(statements):
    """A test of trees: the new one has these statements more at its top level, and every other as
    long and as far in as it was.
    """
    added = sorted(ast.dump(s) for s in ast.parse("\n".join(statements)).body)

    def same(old, new):
        before, after = [shape(n) for n in old.body], [shape(n) for n in new.body]
        more = len(after) - len(before)
        at = next((i for i, (x, y) in enumerate(zip(before, after)) if x != y), len(before))
        return more == len(added) and any(
            after[:i] + after[i + more :] == before
            and sorted(ast.dump(n) for n in new.body[i : i + more]) == added
            for i in range(at, -1, -1)
        )

    return same


def shape(node):
    return type(node).__name__, node.end_lineno - node.lineno, node.col_offset, node.end_col_offset


def added(source, statements, before_line=1 << 30):
    return source.edit([insertion(source, statements, before_line)], adds_only(statements))


class Alias:
    """One name of an import statement: its text from start to end, and the comma behind it."""

    def __init__(self, name, start, end):
        self.name, self.start, self.end, self.comma = name, start, end, None


def pieces(source, node):
    """The (start, end) of the module in a from-import, or None, and the names of an import
    statement in order.
    """
    start, end = source.span(node)
    module, aliases, words = None, [], []
    seen_import = isinstance(node, ast.Import)
    for token in tokens(source.text[start:end]):
        kind, text, first, last = token
        if text == "from" and not seen_import:
            module = [None, None]
        elif text == "import" and (seen_import and not aliases and not words or not seen_import):
            seen_import = True
        elif not seen_import:
            module = [module[0] if module[0] is not None else start + first, start + last]
        elif text == ",":
            aliases[-1].comma = start + last
            words = []
        elif text not in "()":
            if not words:
                aliases.append(Alias("", start + first, start + last))
            words.append(text)
            aliases[-1].end = start + last
            if "as" not in words:
                aliases[-1].name += text
    return module, aliases


def tokens(text):
    """The words of one statement with their positions in it; comments and line ends left out."""
    lines = [0]
    for m in re.finditer(r"\r\n|\r|\n", text):
        lines.append(m.end())
    unified = re.sub(r"\r\n|\r", "\n", text)
    skipped = (
        tokenize.NEWLINE,
        tokenize.NL,
        tokenize.COMMENT,
        tokenize.INDENT,
        tokenize.DEDENT,
        tokenize.ENDMARKER,
    )
    for token in tokenize.generate_tokens(io.StringIO(unified).readline):
        if token.type not in skipped:
            yield token.type, token.string, lines[token.start[0] - 1] + token.start[1], lines[
                token.end[0] - 1
            ] + token.end[1]


def without(source, aliases, at):
    """The change that takes one of several names out of an import statement."""
    alias = aliases[at]
    if alias.comma:
        start, end = alias.start, alias.comma
        while end < len(source.text) and source.text[end] in " \t":
            end += 1
        begin = source.text.rfind("\n", 0, start) + 1
        if source.text[end : end + 1] in ("\r", "\n") and not source.text[begin:start].strip():
            end += 2 if source.text[end : end + 2] == "\r\n" else 1
            start = begin
        elif source.text[end : end + 1] in ("\r", "\n"):
            start = aliases[at - 1].comma if at else start
        return start, end, ""
    comma = aliases[at - 1].comma
    if "#" in source.text[comma : alias.start]:
        return alias.start, alias.end, ""
    return comma - 1, alias.end, ""
