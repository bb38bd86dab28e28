"""Functions that stand in for others."""


def like(original, replacement):
    """The replacement with the name and the documentation of the original."""
    for name in ('__module__', '__name__', '__qualname__', '__doc__'):
        try:
            setattr(replacement, name, getattr(original, name))
        except AttributeError:
            pass  # a builtin without it
    replacement.__wrapped__ = original
    return replacement
