from collections import (
    Mapping,
    OrderedDict,  # kept
)
x = 1
