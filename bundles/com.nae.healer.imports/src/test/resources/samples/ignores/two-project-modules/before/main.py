print(ema([1]))
