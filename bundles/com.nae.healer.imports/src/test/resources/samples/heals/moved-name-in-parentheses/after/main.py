from collections import (
    OrderedDict,  # kept
)
from collections.abc import Mapping
x = 1
