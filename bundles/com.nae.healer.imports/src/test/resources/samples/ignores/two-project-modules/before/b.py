ema = 1
