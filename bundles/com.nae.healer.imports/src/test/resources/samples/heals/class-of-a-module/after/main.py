"""Doc."""
import os
import tempfile
from pathlib import Path


def f():
    return Path(tempfile.gettempdir()) / "x"
