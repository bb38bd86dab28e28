"""Moving-average crossover."""
from indicators import sma
from indicators import ema


class Crossover:
    def __init__(self, fast, slow):
        self.fast = fast
        self.slow = slow
        self.prices = []
        self.side = None

    def on_price(self, price):
        self.prices.append(price)
        if len(self.prices) < self.slow:
            return None
        quick = ema(self.prices, self.fast)
        calm = sma(self.prices, self.slow)
        side = "long" if quick > calm else "short"
        if side == self.side:
            return None
        self.side = side
        return side
