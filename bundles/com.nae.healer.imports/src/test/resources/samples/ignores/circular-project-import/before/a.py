import main
def ema(x): return x
