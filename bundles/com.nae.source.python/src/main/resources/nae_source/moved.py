"""Modules that are not found, and names that their module does not have (any more)."""

import ast

from . import modules
from .declared import declared, hides_standard, roots_of
from .imports import added, insertion, pieces, without
from .known import GONE, GONE_MODULES, MOVED, RENAMED
from .names import bindings, near, top_level, uses
from .text import walk


def missing_module(question):
    """What brings back a module that is not found: a folder of the path, an installation, an edit,
    or words.
    """
    module = question["module"]
    if not all(part.isidentifier() for part in module.split(".")):
        return {"remedy": "'%s' is no name of a module" % module[:80]}
    return (
        off_path(question, module)
        or installable(question, module)
        or renamed(question, module)
        or {"remedy": unknown(question, module)}
    )


def off_path(question, module):
    roots = [r for r in roots_of(question, module) if r not in question.local_path()]
    if not roots:
        return None
    if len(roots) > 1:
        return {
            "remedy": (
                "'%s' is in more than one folder of the project: %s"
                % (module, ", ".join(r or "." for r in roots))
            )
        }
    root = roots[0]
    if (root + "/__init__.py").lstrip("/") in question["files"]:
        return {
            "remedy": (
                "'%s' is a part of the package %s: import it from there"
                % (module, root.replace("/", "."))
            )
        }
    hidden = hides_standard(question, root)
    if hidden:
        return {
            "remedy": (
                "'%s' is in %s, but with that folder on the path its %s would hide the standard"
                " module" % (module, root or ".", hidden[0])
            )
        }
    return {"path": root or "."}


def installable(question, module):
    found = declared(question, module)
    if not found:
        return None
    return dict(found, environment=modules.environment_root() or "")


def renamed(question, module):
    target = RENAMED.get(module)
    if not target or modules.standard(target) is None:
        return None
    shadow = question.shadowed(target)
    if shadow:
        return {
            "remedy": (
                "%s is called %s today, but the project's own %s hides it"
                % (module, target, shadow)
            )
        }
    source, changes = question.source, []
    for node in walk(source.tree):
        names = (
            {a.name for a in getattr(node, "names", ())}
            if isinstance(node, (ast.Import, ast.ImportFrom))
            else set()
        )
        if isinstance(node, ast.ImportFrom) and node.module == module and not node.level:
            missing = [n for n in names if not hasattr(modules.standard(target), n)]
            if missing:
                return {
                    "remedy": (
                        "%s is called %s today, but '%s' is not in it"
                        % (module, target, missing[0])
                    )
                }
            start, end = pieces(source, node)[0]
            changes.append((start, end, target))
        elif isinstance(node, ast.Import) and module in names:
            lost = lost_attribute(source, node, module, target)
            if lost:
                return {
                    "remedy": (
                        "%s is called %s today, but '%s' is not in it" % (module, target, lost)
                    )
                }
            changes += [
                renamed_alias(source, a, n, target)
                for a, n in zip(node.names, pieces(source, node)[1])
                if a.name == module
            ]
    return {"kind": "renamed", "module": target, "edit": source.edit(changes)} if changes else None


def lost_attribute(source, node, module, target):
    """What the source asks of the old module that the new one does not have, or None."""
    alias = next(a for a in node.names if a.name == module)
    if "." in module and not alias.asname:
        return module
    found = uses(source, alias.asname or module)
    return next(
        (
            u.attributes[0]
            for u in found
            if u.attributes and not hasattr(modules.standard(target), u.attributes[0])
        ),
        None,
    )


def renamed_alias(source, alias, piece, target):
    name = alias.asname or alias.name
    return piece.start, piece.end, target if name == target else "%s as %s" % (target, name)


def unknown(question, module):
    if module.split(".")[0] in GONE_MODULES:
        return "the standard module '%s' is gone from this Python; use %s" % (
            module,
            GONE_MODULES[module.split(".")[0]],
        )
    if module in RENAMED:
        return "'%s' is called %s today" % (module, RENAMED[module])
    known = set(question.module_names().values()) | modules.standard_names()
    close = near(module, known)
    if close:
        return "there is no module '%s', did you mean '%s'?" % (module, close[0])
    return (
        "no module '%s' is in the project, and none of its requirements declares it: add it to the"
        " requirements" % module
    )


def missing_member(question):
    """What to do about a name that a module does not have: imported from it, or asked of it as an
    attribute.
    """
    module, name, source = question["module"], question["name"], question.source
    if not all(part.isidentifier() for part in module.split(".") + [name]):
        return {"remedy": "'%s' is no name of a module" % module[:80]}
    if module.split(".")[0] in modules.standard_names() and question.shadowed(module):
        return {
            "remedy": (
                "the project's own %s hides the standard module '%s': rename that file"
                % (question.shadowed(module), module)
            )
        }
    node = next(
        (
            n
            for n in walk(source.tree)
            if isinstance(n, ast.ImportFrom)
            and n.module == module
            and not n.level
            and name in [a.name for a in n.names]
        ),
        None,
    )
    if node:
        return moved_import(question, node, module, name) or {
            "remedy": not_there(question, module, name)
        }
    bound = bound_as(source, module)
    if bound:
        return (
            submodule(question, bound, module, name)
            or moved_attribute(question, bound, module, name)
            or {"remedy": not_there(question, module, name)}
        )
    return {"remedy": not_there(question, module, name)}


def moved_target(question, module, name):
    """Where a name of a module stands today, or None; looked up in this interpreter."""
    target = MOVED.get((module, name))
    value = target and modules.standard(target[0])
    if (
        not value
        or target[1]
        and not hasattr(value, target[1])
        or hasattr(modules.standard(module) or ast, name)
        or question.shadowed(target[0])
    ):
        return None
    return target


def moved_import(question, node, module, name):
    """Takes every moved name off the import line and imports it from where it is now."""
    source, aliases = question.source, pieces(question.source, node)[1]
    targets = [(i, a, moved_target(question, module, a.name)) for i, a in enumerate(node.names)]
    gone = [(i, a, t) for i, a, t in targets if t]
    if name not in [a.name for _, a, _ in gone]:
        return None
    if (
        len(gone) == len(node.names)
        and len({t[0] for _, _, t in gone}) == 1
        and all(t[1] == a.name for _, a, t in gone)
    ):
        start, end = pieces(source, node)[0]
        return moved(gone[0][2], source.edit([(start, end, gone[0][2][0])]))
    return split_many(question, node, gone, aliases)


def split_many(question, node, gone, aliases):
    source, start = question.source, question.source.line_start(node.lineno)
    indent = source.text[start : source.span(node)[0]]
    if indent.strip():
        return None
    lines = [indent + statement(a, t) for _, a, t in gone]
    if len(gone) == len(node.names):
        begin, end = source.span(node)
        return moved(gone[0][2], source.edit([(begin, end, source.newline.join(lines).lstrip())]))
    if len(gone) > 1:
        text = kept_names(source, node, {i for i, _, _ in gone}, aliases)
        changes = [(aliases[0].start, aliases[-1].end, text)] if text else []
    else:
        changes = [without(source, aliases, gone[0][0])]
    end = source.line_start(node.end_lineno + 1)
    tail = "" if source.text[end - 1 : end] in ("\r", "\n") else source.newline
    text = source.newline.join(lines)
    changes.append((end, end, tail + text if tail else text + source.newline))
    return moved(gone[0][2], source.edit(changes)) if len(changes) > 1 else None


def kept_names(source, node, gone, aliases):
    """The names of a one-line import that stay."""
    kept = [source.text[a.start : a.end] for i, a in enumerate(aliases) if i not in gone]
    between = source.text[aliases[0].start : aliases[-1].end]
    return (
        None
        if "#" in between
        else (", " if "\n" not in between else "," + source.newline + "    ").join(kept)
    )


def statement(alias, target):
    module, name = target
    bound = alias.asname or alias.name
    if name is None:
        return "import " + module + ("" if bound == module else " as " + bound)
    return "from %s import %s" % (module, name if bound == name else "%s as %s" % (name, bound))


def moved(target, edit):
    return {"kind": "moved", "module": target[0], "edit": edit}


def bound_as(source, module):
    """The name that stands for a module by a plain import and by nothing else, or None."""
    for node in walk(source.tree):
        for alias in node.names if isinstance(node, ast.Import) else ():
            if alias.name == module and alias.asname:
                return sole(source, alias.asname)
            if (
                not alias.asname
                and (alias.name + ".").startswith(module.split(".")[0] + ".")
                and sole(source, module.split(".")[0])
            ):
                return module
    return None


def sole(source, name):
    return (
        name
        if all(isinstance(n, ast.Import) for n in bindings(source.tree).get(name, ()))
        else None
    )


def chains(source, bound):
    """The reads of what stands for a module, with the attributes that are asked of it."""
    first, rest = bound.split(".")[0], bound.split(".")[1:]
    return [
        (u, u.attributes[len(rest) :])
        for u in uses(source, first)
        if u.attributes[: len(rest)] == rest and len(u.attributes) > len(rest)
    ]


def submodule(question, bound, module, name):
    """Importing a package does not import its submodules: adds the import of those that are asked
    of it.
    """
    source, path, needed = question.source, question.search_path(), set()
    if not modules.locate(module + "." + name, path):
        return None
    for _, attributes in chains(source, bound):
        dotted = module
        for attribute in attributes:
            if not modules.locate(dotted + "." + attribute, path):
                break
            dotted += "." + attribute
        needed.add(dotted)
    needed = sorted(
        n for n in needed if n != module and not any(o.startswith(n + ".") for o in needed)
    )
    have = {a.name for n in source.tree.body if isinstance(n, ast.Import) for a in n.names}
    needed = [n for n in needed if not any((h + ".").startswith(n + ".") for h in have)]
    if (
        not needed
        or module.split(".")[0] != bound.split(".")[0]
        and bindings(source.tree).get(module.split(".")[0])
    ):
        return None
    own = {m: p for p, m in question.module_names().items()}
    circular = [n for n in needed if n in own and question.leads_to(own[n], question["file"])]
    if circular:
        return {"remedy": "%s imports this file: importing it here would be circular" % circular[0]}
    first = min(u.node.lineno for u, _ in chains(source, bound))
    return {
        "kind": "submodule",
        "module": needed[0],
        "edit": added(source, ["import " + n for n in needed], first),
    }


def moved_attribute(question, bound, module, name):
    """Rewrites every moved name that is asked of the module, so that the next one does not fail in
    its place.
    """
    source, changes, wanted = question.source, [], set()
    for use, attributes in chains(source, bound):
        target = moved_target(question, module, attributes[0])
        if target:
            node = use.node
            for _ in range(len(bound.split("."))):
                node = source.parents[node]
            start, end = source.span(node)
            changes.append((start, end, moved_text(bound, module, target)))
            wanted.add(target[0])
    if not changes or not moved_target(question, module, name):
        return None
    names = bindings(source.tree)
    have = {
        a.name
        for n in source.tree.body
        if isinstance(n, ast.Import)
        for a in n.names
        if not a.asname
    }
    new = sorted(m for m in wanted if m != module and m not in have)
    if any(names.get(m.split(".")[0]) and m.split(".")[0] != module.split(".")[0] for m in new):
        return None
    if new:
        changes.append(
            insertion(
                source,
                ["import " + m for m in new],
                min(u.node.lineno for u, _ in chains(source, bound)),
            )
        )
    return moved(moved_target(question, module, name), source.edit(changes))


def moved_text(bound, module, target):
    place, name = target
    if place == module or place.startswith(module + "."):
        place = bound + place[len(module) :]
    return place + ("." + name if name else "")


def not_there(question, module, name):
    if (module, name) in GONE:
        return "'%s.%s' is gone; what comes nearest is %s" % (module, name, GONE[module, name])
    own = {m: p for p, m in question.module_names().items()}.get(module)
    if own:
        source = question.module_source(own)
        known = top_level(source.tree) if source else ()
        others = [m for p, m in question.definers(name) if m and m != module]
        if others:
            return "'%s' is not in %s; it is defined in %s" % (name, module, ", ".join(others[:3]))
    else:
        known = dir(modules.standard(module)) if modules.standard(module) else ()
    close = near(name, known) or [k for k in known if k.lower() == name.lower()]
    hint = ", did you mean '%s'?" % close[0] if close else nested(module, name)
    return "module '%s' has no '%s'%s" % (module, name, hint)


def nested(module, name):
    """Says so where the name belongs to the class that has its module's name, as datetime.now
    does.
    """
    twin = getattr(modules.standard(module), module, None) if modules.standard(module) else None
    return (
        "; '%s.%s.%s' exists" % (module, module, name)
        if isinstance(twin, type) and hasattr(twin, name)
        else ""
    )
