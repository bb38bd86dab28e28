"""The price feed: a random walk of three symbols, one tick a second, at GET /prices."""
import random
import time

from service import Service, setting

START = {'ACME': 101.50, 'BOLT': 48.20, 'CORN': 212.75}
SPREAD = 0.0004
VOLATILITY = 0.0012
STALE_SECONDS = 5
GATEWAY_SECONDS = 4


class Feed:
    def __init__(self, seed):
        self.random = random.Random(seed)
        self.middle = dict(START)
        self.ticks = 0
        self.last = 0.0

    def tick(self):
        for symbol, price in self.middle.items():
            pull = (START[symbol] - price) / START[symbol] * 0.02
            self.middle[symbol] = price * (1 + self.random.gauss(pull, VOLATILITY))
        self.ticks += 1
        self.last = time.monotonic()

    def quotes(self):
        return {s: {'bid': round(p * (1 - SPREAD), 2), 'ask': round(p * (1 + SPREAD), 2)} for s, p in self.middle.items()}


def main():
    time.sleep(GATEWAY_SECONDS)     # the exchange's gateway lets nobody in before
    service = Service('feed', int(setting('FEED_PORT')))
    feed = Feed(setting('FEED_SEED', '') or None)

    def step():
        feed.tick()
        if feed.ticks % 2 == 0:
            service.log.info('tick %d  %s', feed.ticks, '  '.join(f"{s} {q['bid']:.2f}/{q['ask']:.2f}" for s, q in feed.quotes().items()))

    def health(_):
        fresh = time.monotonic() - feed.last < STALE_SECONDS
        return (200, {'status': 'ok'}) if fresh else (503, {'status': 'no tick for 5 s'})

    service.route('/prices', lambda _: (200, {'tick': feed.ticks, 'quotes': feed.quotes()}))
    service.route('/health', health)
    service.run(step, 1.0)


if __name__ == '__main__':
    main()
