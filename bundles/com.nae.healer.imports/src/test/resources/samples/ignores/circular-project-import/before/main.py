def f():
    return ema([1])
