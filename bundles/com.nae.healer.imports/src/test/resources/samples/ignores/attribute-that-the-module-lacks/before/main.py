def f():
    return signal.side
