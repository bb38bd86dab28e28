"""Doc."""
import os
import tempfile


def f():
    return Path(tempfile.gettempdir()) / "x"
