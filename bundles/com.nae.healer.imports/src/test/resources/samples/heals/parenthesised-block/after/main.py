from collections import deque
from typing import (
    Any,
    List,
)

x = deque()
