"""The strategy: reads the feed, compares a fast with a slow average of each symbol, and tells signals at GET /signals?after=N."""
import collections
import threading

from service import Service, call, setting

FAST = 4
SLOW = 12
QUANTITY = 10
KEPT = 200


class Crossing:
    """One symbol: the averages, and which of them is above."""

    def __init__(self):
        self.prices = collections.deque(maxlen=SLOW)
        self.above = None

    def add(self, price):
        """Returns BUY or SELL when the averages have crossed, else None."""
        self.prices.append(price)
        if len(self.prices) < SLOW:
            return None
        before, self.above = self.above, self.fast() > self.slow()
        if before is None or before == self.above:
            return None
        return 'BUY' if self.above else 'SELL'

    def fast(self):
        return sum(list(self.prices)[-FAST:]) / FAST

    def slow(self):
        return sum(self.prices) / len(self.prices)

    def spread(self):
        """The standard deviation of the prices seen."""
        return math.sqrt(sum((p - self.slow()) ** 2 for p in self.prices) / len(self.prices))


class Strategy:
    def __init__(self):
        self.crossings = collections.defaultdict(Crossing)
        self.signals = collections.deque(maxlen=KEPT)
        self.count = 0
        self.tick = 0
        self.lock = threading.Lock()

    def see(self, tick, quotes):
        """Takes the quotes of a tick; returns the signals they give."""
        if tick == self.tick:
            return []
        self.tick = tick
        return [s for s in (self.decide(symbol, quote) for symbol, quote in quotes.items()) if s]

    def decide(self, symbol, quote):
        side = self.crossings[symbol].add((quote['bid'] + quote['ask']) / 2)
        if side is None:
            return None
        with self.lock:
            self.count += 1
            signal = {'number': self.count, 'symbol': symbol, 'side': side, 'quantity': QUANTITY, 'price': quote['ask' if side == 'BUY' else 'bid']}
            self.signals.append(signal)
            return signal

    def after(self, number):
        with self.lock:
            return [s for s in self.signals if s['number'] > number]


def main():
    service = Service('strategy', int(setting('STRATEGY_PORT')))
    strategy = Strategy()
    feed = setting('FEED_URL')

    def step():
        try:
            prices = call(feed + '/prices')
        except OSError as e:
            service.log.warning('feed does not answer, trying again: %s', e)
            return
        for s in strategy.see(prices['tick'], prices['quotes']):
            crossing = strategy.crossings[s['symbol']]
            service.log.info('signal %d %s %s %d @ %.2f (fast %.3f, slow %.3f)', s['number'], s['side'], s['symbol'], s['quantity'], s['price'], crossing.fast(), crossing.slow())
        if prices['tick'] > 10 and prices['tick'] % 4 == 0:
            spreads = ', '.join(f'{symbol} {crossing.spread():.3f}' for symbol, crossing in strategy.crossings.items())
            service.log.info('tick %d, %d signals so far, spreads %s', prices['tick'], strategy.count, spreads)

    service.route('/signals', lambda query: (200, {'signals': strategy.after(int(query.get('after', 0))), 'count': strategy.count}))
    service.route('/ready', lambda _: (200, {'tick': strategy.tick}) if strategy.tick else (503, {'status': 'no price seen yet'}))
    service.run(step, 1.0)


if __name__ == '__main__':
    main()
