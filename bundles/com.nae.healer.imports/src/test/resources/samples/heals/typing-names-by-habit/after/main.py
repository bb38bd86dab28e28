from typing import List
from typing import Mapping


def f(x: List[int]) -> Mapping[str, int]:
    return {}
