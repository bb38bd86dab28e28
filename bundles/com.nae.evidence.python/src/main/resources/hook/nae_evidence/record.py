"""An exception as one JSON line: types, places and messages, never the value of a variable.

No code of the program is run: attributes are read by the descriptors of BaseException and type, past any override.
"""
import builtins

MOST_FRAMES = 40
FEW_FRAMES = 8
MOST_LINKS = 8
MOST_MESSAGE = 500
LONGEST_ARGUMENT = 100_000
LONGEST_NAME = 1000
LONGEST_LINE = 65_536

_ESCAPES = {number: '\\u%04x' % number for number in list(range(32)) + [127]}
_ESCAPES.update({ord('"'): '\\"', ord('\\'): '\\\\'})

_dict_of = type.__dict__['__dict__'].__get__
_mro_of = type.__dict__['__mro__'].__get__
_qualname_of = type.__dict__['__qualname__'].__get__
_args_of = BaseException.args.__get__
_cause_of = BaseException.__cause__.__get__
_context_of = BaseException.__context__.__get__
_suppressed_of = BaseException.__dict__['__suppress_context__'].__get__
traceback_of = BaseException.__traceback__.__get__

_BUILTIN = [cls for cls in vars(builtins).values() if isinstance(cls, type) and issubclass(cls, BaseException)]
_SPEAKERS = {id(_dict_of(cls)['__str__']): cls for cls in _BUILTIN if '__str__' in _dict_of(cls)}
_GROUP = getattr(builtins, 'BaseExceptionGroup', None)
_UNICODE = (UnicodeEncodeError, UnicodeDecodeError, UnicodeTranslateError)
_PLAIN = frozenset([str, int, type(None)])


def line(kind, at, exc, caught, dropped):
    """The record, or None where it would be too long."""
    for frames in (MOST_FRAMES, FEW_FRAMES):
        text = '{"kind":"%s","at":%.6f,"dropped":%d,"chain":[%s]%s}\n' % (
            kind, at, dropped, ','.join(_links(exc, frames)), _caught(caught))
        data = text.encode('utf-8', 'backslashreplace')
        if len(data) <= LONGEST_LINE:
            return data
    return None


def _links(exc, most_frames):
    relation = 'raised'
    seen = set()
    while exc is not None and id(exc) not in seen and len(seen) < MOST_LINKS:
        seen.add(id(exc))
        yield '{"type":%s,"message":%s,"relation":"%s","frames":[%s]}' % (
            quoted(type_name(type(exc))), quoted(message(exc)), relation,
            ','.join(_frames(traceback_of(exc), most_frames)))
        cause = _cause_of(exc)
        relation = 'context' if cause is None else 'cause'
        if cause is None and not _suppressed_of(exc):
            cause = _context_of(exc)
        exc = cause


def _frames(traceback, most):
    """The innermost first."""
    found = []
    while traceback is not None:
        found.append(traceback)
        traceback = traceback.tb_next
    for entry in found[:-most - 1:-1]:
        code = entry.tb_frame.f_code
        yield '{"file":%s,"line":%d,"function":%s}' % (
            quoted(code.co_filename), entry.tb_lineno or 0, quoted(code.co_name))


def _caught(caught):
    if caught is None:
        return ''
    code, tried, handler = caught
    return ',"caught":{"file":%s,"function":%s,"tried":%d,"line":%d}' % (
        quoted(code.co_filename), quoted(code.co_name), tried or 0, handler or 0)


def quoted(text):
    return '"%s"' % str.translate(text[:LONGEST_NAME], _ESCAPES)


def type_name(cls):
    module = _dict_of(cls).get('__module__')
    name = _qualname_of(cls)
    return name if type(module) is not str or module == 'builtins' else module + '.' + name


def message(exc):
    """Its text where that is made of plain values by the interpreter alone, otherwise empty."""
    cls = type(exc)
    speaker = _speaker(cls)
    args = _args_of(exc)
    if speaker is None or not _is_plain(speaker, exc, args):
        return ''
    if speaker is BaseException and len(args) == 1 and type(args[0]) is str:
        return args[0][:MOST_MESSAGE]
    try:
        return _dict_of(speaker)['__str__'](exc)[:MOST_MESSAGE]
    except ValueError:  # an integer of too many digits
        return ''


def _speaker(cls):
    """The builtin exception whose way to make a text the class uses; None where it has one of its own."""
    for base in _mro_of(cls):
        own = _dict_of(base).get('__str__')
        if own is not None:
            return _SPEAKERS.get(id(own))
    return None


def _is_plain(speaker, exc, args):
    if _GROUP is not None and issubclass(speaker, _GROUP):
        return len(args) > 0 and type(args[0]) is str
    if issubclass(speaker, _UNICODE):
        return all(type(value) in _PLAIN or type(value) is bytes for value in args)
    return (speaker is SyntaxError or _are_plain(args)) and _are_plain(_shown_attributes(speaker, exc))


def _are_plain(values):
    for value in values:
        if type(value) not in _PLAIN or type(value) is str and len(value) > LONGEST_ARGUMENT:
            return False
    return True


def _shown_attributes(speaker, exc):
    """What the text of an exception is made of beside its arguments, and what a program may set."""
    names = {OSError: ('errno', 'strerror', 'filename', 'filename2'),
             SyntaxError: ('msg', 'filename', 'lineno'),
             ImportError: ('msg',)}.get(speaker, ())
    return [_dict_of(speaker)[name].__get__(exc) for name in names]
