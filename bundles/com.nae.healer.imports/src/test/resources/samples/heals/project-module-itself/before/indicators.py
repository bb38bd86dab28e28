def ema(p):
    return p
