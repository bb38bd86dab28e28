"""A name that a source uses and nothing binds: is it a missing import, and which?"""

import ast
import functools
import inspect
import re
import types

from . import modules
from .imports import added
from .known import ALIASES, ELSEWHERE, FROM_PARENT, FUNCTIONS, HOMES, PREFERRED, PYTHON_2
from .names import BUILTINS, bindings, has_star_import, near, uses
from .text import walk

# What stands in tests is for tests.
TEST = re.compile(r"(.*/)?(tests?/.*|test_[^/]*\.py|[^/]*_test\.py|conftest\.py)$")


class Candidate:
    def __init__(self, kind, module, statements):
        self.kind, self.module, self.statements = kind, module, statements


def missing_name(question):
    """The edit that adds the one right import, or a remedy for the operator."""
    source, name = question.source, question["name"]
    found = uses(source, name)
    bound = bindings(source.tree)
    obstacle = not_an_import(source, name, found, bound)
    if obstacle:
        return {"remedy": obstacle}
    typo = misspelt(question, name, found, bound)
    if typo:
        return {"remedy": "'%s' looks like a misspelling of '%s'" % (name, typo)}
    choices = candidates(question, name, found)
    if len(choices) != 1:
        return {"remedy": undecided(question, name, choices, bound)}
    return decided(question, name, choices[0], min(u.node.lineno for u in found))


def not_an_import(source, name, found, bound):
    if not name.isidentifier() or not found:
        return "'%s' is not used in the file any more" % name[:80]
    if name in bound:
        lines = ", ".join(
            str(line) for line in sorted({getattr(n, "lineno", 0) for n in bound[name]})[:5]
        )
        return (
            "'%s' is bound elsewhere in the file (line %s), but not where it is used: its scope or"
            " order is wrong, no import is missing" % (name, lines)
        )
    if name in PYTHON_2:
        return "'%s' is a name of Python 2; today it is %s" % (name, PYTHON_2[name])
    if has_star_import(source.tree):
        return (
            "the file has a star import, so what it binds cannot be told; import '%s' by name"
            % name
        )
    return None


def misspelt(question, name, found, bound):
    """The bound name that was probably meant, or None."""
    source = question.source
    attributes = {u.attributes[0] for u in found if u.attributes}
    fits_exactly = bool(attributes and module_home(source, name, found))
    meant = [
        other
        for other in near(name, bound)
        if could_be_meant(source, other, bound[other], attributes, fits_exactly)
    ]
    if meant:
        return meant[0]
    builtin = [] if attributes else near(name, BUILTINS)
    known = builtin and (
        module_home(source, name, found) or name_homes(name) or question.definers(name)
    )
    return builtin[0] if builtin and not known else None


def could_be_meant(source, other, nodes, attributes, fits_exactly):
    """Whether what is asked of the missing name could be asked of a bound one; a class must show it
    where a module of the very name fits.
    """
    value = imported_value(nodes)
    if value is not None:
        return all(hasattr(value, a) for a in attributes)
    if all(isinstance(n, (ast.FunctionDef, ast.AsyncFunctionDef)) for n in nodes):
        return not attributes
    if fits_exactly and all(isinstance(n, ast.ClassDef) for n in nodes):
        return any(attributes & (set(bindings(n)) - {n.name}) for n in nodes)
    if any(isinstance(n, (ast.ClassDef, ast.Import, ast.ImportFrom)) for n in nodes):
        return True
    return attributes <= {u.attributes[0] for u in uses(source, other) if u.attributes}


def imported_value(nodes):
    """What a standard import binds, or None where the name is bound by anything else."""
    for node in nodes:
        if isinstance(node, ast.Import) and len(node.names) == 1:
            return modules.standard(node.names[0].name)
        if (
            isinstance(node, ast.ImportFrom)
            and not node.level
            and modules.standard(node.module)
            and len(node.names) == 1
        ):
            return getattr(modules.standard(node.module), node.names[0].name, None)
    return None


def candidates(question, name, found):
    choices = []
    home = module_home(question.source, name, found)
    if home:
        choices.append(Candidate("module", name, home))
    alias = ALIASES.get(name)
    if alias and not home and alias_fits(question, alias, found):
        choices.append(Candidate("alias", alias, [alias_statement(name, alias)]))
    choices += [
        Candidate("name", m, ["from %s import %s" % (m, name)])
        for m in fitting_homes(question, name, found)
    ]
    return choices + project_candidates(question, name, found)


def module_home(source, name, found):
    """The statements that import the standard modules which the uses of the name need, or None
    where one does not fit.
    """
    if (
        name not in modules.standard_names()
        or not any(u.attributes for u in found)
        or name.startswith("_")
        and public_twin(name, found)
    ):
        return None
    needed = {name}
    for use in found:
        module = modules.needed(name, use.attributes)
        if module is None and not excused(source, use) or not use.attributes and use.call:
            return None
        needed.add(module)
    needed.discard(None)
    return [
        "import " + m
        for m in sorted(needed)
        if not any(other.startswith(m + ".") for other in needed)
    ] or None


def public_twin(name, found):
    """Whether a private module's uses fit the public one of that name too, so that it may have been
    imported as the private one.
    """
    twin = modules.standard(name.lstrip("_"))
    return twin is not None and all(hasattr(twin, u.attributes[0]) for u in found if u.attributes)


def excused(source, use):
    """Whether an attribute may be absent here: it is being set, its use is guarded, or it is one
    that comes and goes.
    """
    if (
        not isinstance(use.end.ctx, ast.Load)
        or use.attributes
        and use.attributes[0] in ELSEWHERE.get(use.node.id, "").split()
    ):
        return True
    for around in source.above(use.end):
        if isinstance(around, ast.Try) and any(
            h.type is None or "Error" in ast.dump(h.type) or "Exception" in ast.dump(h.type)
            for h in around.handlers
        ):
            return True
        if isinstance(around, (ast.If, ast.IfExp, ast.BoolOp)):
            words = ast.dump(around.test if not isinstance(around, ast.BoolOp) else around)
            if any(
                w in words
                for w in (
                    "'hasattr'",
                    "'platform'",
                    "'version_info'",
                    "'win32'",
                    "'nt'",
                    "windows",
                    "Windows",
                    "WIN",
                )
            ):
                return True
    return False


def alias_fits(question, alias, found):
    if alias.split(".")[0] in modules.standard_names():
        value = modules.standard(alias)
        return value is not None and all(
            u.attributes and hasattr(value, u.attributes[0]) for u in found
        )
    return modules.locate(alias, question.search_path()) is not None and any(
        u.attributes for u in found
    )


def alias_statement(name, alias):
    return (
        "from %s import %s" % (FROM_PARENT[name], name)
        if name in FROM_PARENT
        else "import %s as %s" % (alias, name)
    )


@functools.lru_cache(maxsize=1)
def functions_by_name():
    homes = {}
    for module, names in FUNCTIONS.items():
        for name in names.split():
            homes.setdefault(name, []).append(module)
    return homes


@functools.lru_cache(maxsize=512)
def name_homes(name):
    """The standard modules that people import a name from."""
    homes = list(functions_by_name().get(name, ()))
    if name[0].isupper():
        homes += [m for m in HOMES if m not in homes and owns(m, name)]
    return [m for m in homes if hasattr(modules.standard(m), name)]


def owns(module, name):
    """Whether a name is a public one of the module itself and not something it imported from
    elsewhere.
    """
    value = modules.standard(module)
    if value is None or not hasattr(value, name) or name.startswith("_"):
        return False
    public = getattr(value, "__all__", None)
    thing = getattr(value, name)
    if inspect.ismodule(thing):
        return False
    if name.isupper() and not isinstance(thing, type) or thing is str:
        return False
    home = str(getattr(thing, "__module__", module) or module)
    return (
        name in public
        if public is not None
        else home.split(".")[0].lstrip("_") == module.split(".")[0] or not isinstance(thing, type)
    )


def fitting_homes(question, name, found):
    fitting = [
        m
        for m in name_homes(name)
        if all(fits(getattr(modules.standard(m), name), u) for u in found)
    ]
    if len(fitting) < 2:
        return fitting
    if PREFERRED.get(name) in fitting:
        return [PREFERRED[name]]
    return by_habit(question.source, fitting, found) or fitting


def by_habit(source, fitting, found):
    """For names that typing and collections.abc share: the one that the file imports from already,
    else typing, which fits every use.
    """
    if not {"typing", "collections.abc"} >= set(fitting) - {"collections"}:
        return None
    habits = {n.module for n in walk(source.tree) if isinstance(n, ast.ImportFrom)} & set(fitting)
    if len(habits) == 1:
        return [habits.pop()]
    base = any(isinstance(u.parent, ast.ClassDef) for u in found) and "collections.abc" in fitting
    return ["collections.abc"] if base else ["typing"] if "typing" in fitting else None


def fits(value, use):
    """Whether a value could be used as the name is used here."""
    if use.attributes:
        return has_chain(value, use.attributes) and (
            not use.call or len(use.attributes) > 1 or called_well(value, use)
        )
    if (
        isinstance(use.around, ast.Await)
        and use.call
        and not inspect.iscoroutinefunction(value)
        and not str(getattr(value, "__module__", "")).startswith("asyncio")
    ):
        return False
    if use.call:
        statement = isinstance(use.around, (ast.Expr, ast.Assign))
        return (
            callable(value)
            and takes(value, use.call)
            and not (statement and inspect.iscoroutinefunction(value))
        )
    if isinstance(use.parent, ast.ClassDef) and use.node in use.parent.bases:
        return isinstance(value, type) or hasattr(value, "__mro_entries__")
    if isinstance(use.parent, (ast.ExceptHandler, ast.Raise)):
        return isinstance(value, type) and issubclass(value, BaseException)
    if isinstance(use.parent, ast.Subscript) and use.parent.value is use.node:
        return hasattr(value, "__class_getitem__") or hasattr(value, "__getitem__")
    return True


def has_chain(value, attributes):
    """Whether a value has an attribute, and that one the next, as far as classes, modules and their
    methods tell.
    """
    for attribute in attributes:
        if not hasattr(value, attribute):
            return False
        value = getattr(value, attribute)
        if not isinstance(value, (type, type(ast))) and not callable(value):
            return True
    return True


def called_well(value, use):
    """Whether the attribute of a value takes the arguments of the call."""
    asked = getattr(value, use.attributes[0])
    of_instances = (
        isinstance(value, type)
        and isinstance(asked, (types.MethodDescriptorType, types.FunctionType))
        and not isinstance(vars(value).get(use.attributes[0]), staticmethod)
    )
    if (
        of_instances
        and not (use.call.args and not isinstance(use.call.args[0], ast.Constant))
        and value is not str
    ):
        return False
    return callable(asked) and takes(asked, use.call)


def takes(value, call):
    """Whether a callable takes the arguments of a call, as far as it can be told."""
    if any(isinstance(a, ast.Starred) for a in call.args) or any(
        k.arg is None for k in call.keywords
    ):
        return True
    try:
        inspect.signature(value).bind(
            *[None] * len(call.args), **{k.arg: None for k in call.keywords}
        )
        return True
    except ValueError:
        nothing = re.match(
            r"\w+\(\)( ->|$)", (getattr(value, "__doc__", None) or "").split("\n")[0]
        )
        return not nothing or not call.args and not call.keywords
    except TypeError as e:
        return "signature" in str(e) or "not supported" in str(e)


def project_candidates(question, name, found):
    """The one other module of the project that defines the name, or that has this name."""
    choices = [
        Candidate(
            "project", module or path, ["from %s import %s" % (module, name)] if module else []
        )
        for path, module in question.definers(name)
        if not name.startswith("_") and (not TEST.match(path) or TEST.match(question["file"]))
    ]
    for path, module in question.module_names().items():
        attributes = {u.attributes[0] for u in found if u.attributes}
        if (
            module == name
            and path != question["file"]
            and attributes
            and all(u.attributes for u in found)
        ):
            source = question.module_source(path)
            if source and attributes <= set(bindings(source.tree)):
                choices.append(Candidate("project", module, ["import " + module]))
    return choices


def decided(question, name, choice, first_use):
    shadow = choice.kind in ("module", "name", "alias") and question.shadowed(choice.module)
    if shadow:
        return {
            "remedy": (
                "%s would be imported from the project's own %s, which hides the module of that"
                " name: rename that file" % (choice.module, shadow)
            )
        }
    if choice.kind == "project":
        path = next((p for p, m in question.module_names().items() if m == choice.module), None)
        if not choice.statements or path is None:
            return {
                "remedy": (
                    "'%s' is defined in %s, which is not on the module path" % (name, choice.module)
                )
            }
        if path == question["entry"]:
            return {
                "remedy": (
                    "'%s' is defined in the entry script %s; importing it would run the script"
                    " twice" % (name, path)
                )
            }
        if acts(question.module_source(path).tree):
            return {
                "remedy": (
                    "'%s' is defined in %s, which does its work when it is imported" % (name, path)
                )
            }
        if question.leads_to(path, question["file"]):
            return {
                "remedy": (
                    "'%s' is defined in %s, which imports this file: importing it here would be"
                    " circular" % (name, choice.module)
                )
            }
    return {
        "kind": choice.kind,
        "module": choice.module,
        "statement": "; ".join(choice.statements),
        "edit": added(question.source, choice.statements, first_use),
    }


def acts(tree):
    """Whether a module works when it is imported: it loops for ever, or calls its own functions at
    the top level.
    """
    own = {n.name for n in tree.body if isinstance(n, (ast.FunctionDef, ast.AsyncFunctionDef))}
    calls = [
        n.value for n in tree.body if isinstance(n, ast.Expr) and isinstance(n.value, ast.Call)
    ]
    called = {c.func.id for c in calls if isinstance(c.func, ast.Name)} | {
        "exit" for c in calls if ast.dump(c.func).count("'exit'")
    }
    return any(isinstance(n, ast.While) for n in tree.body) or bool(
        called & (own | {"exit", "quit", "input"})
    )


def undecided(question, name, choices, bound):
    if choices:
        return "'%s' could be imported in more than one way: %s" % (
            name,
            "; ".join("; ".join(c.statements) or c.module for c in choices),
        )
    if name in ALIASES and not modules.locate(ALIASES[name], question.search_path()):
        return "'%s' usually stands for %s, which is not installed" % (name, ALIASES[name])
    homes = [m for m in HOMES if not name.startswith("_") and owns(m, name)]
    if homes:
        return (
            "'%s' is defined nowhere in the project; %s in the standard library has such a name"
            % (name, " and ".join(homes[:4]))
        )
    elsewhere = (
        {n for path, source in question.sources() for n in bindings(source.tree)}
        if len(question.python_files()) <= 200
        else set()
    )
    public = set(functions_by_name()) | set(PREFERRED)
    close = near(name, set(bound) | modules.standard_names() | elsewhere | public, lenient=True)
    hint = ", did you mean '%s'?" % close[0] if close else ""
    return (
        "'%s' is defined nowhere: no standard module, no name of one and no module of the project"
        " has it%s" % (name, hint)
    )
