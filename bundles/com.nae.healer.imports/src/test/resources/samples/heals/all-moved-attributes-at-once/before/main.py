import collections


def f(x):
    return isinstance(x, (collections.Mapping, collections.Sequence)), collections.deque()
