def f(d, k):
    if k not in d:
        raise KeyError(k)
