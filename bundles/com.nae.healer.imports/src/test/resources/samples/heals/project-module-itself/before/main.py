import os


def f(p):
    return indicators.ema(p)
