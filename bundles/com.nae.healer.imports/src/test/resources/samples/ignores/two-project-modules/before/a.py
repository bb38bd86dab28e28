def ema(x): return x
