from typing import (
    Any,
    List,
)

x = deque()
