"""The venue: takes orders at POST /orders and fills them. As 'paper' at the price asked for; as 'pretend' as a real one would, with slippage and refusals."""
import itertools
import random
import threading
import time

from service import Service, call, setting

FEE = 0.0005
REFUSED = 0.03
CLEARING_SECONDS = 0.6


class Venue:
    def __init__(self, kind, seed):
        self.kind = kind
        self.random = random.Random(seed)
        self.numbers = itertools.count(1)
        self.positions = {}
        self.cash = 0.0
        self.told = {}
        self.lock = threading.Lock()

    def order(self, order):
        """Fills an order {symbol, side, quantity, price}, or says why not."""
        with self.lock:
            number = next(self.numbers)
            if self.kind == 'pretend' and self.random.random() < REFUSED:
                return {'id': number, 'status': 'refused', 'reason': 'outside the price band'}
            return self.filled(number, order)

    def filled(self, number, order):
        sign = 1 if order['side'] == 'BUY' else -1
        slip = abs(self.random.gauss(0, 0.0001)) if self.kind == 'pretend' else 0.0
        price = round(order['price'] * (1 + sign * slip), 2)
        value = price * order['quantity']
        fee = round(value * FEE, 4)
        self.positions[order['symbol']] = self.positions.get(order['symbol'], 0) + sign * order['quantity']
        self.cash -= sign * value + fee
        return {'id': number, 'status': 'filled', 'price': price, 'fee': fee}

    def statement(self):
        """The account as the clearing house has it, which takes its time."""
        time.sleep(CLEARING_SECONDS)
        return self.account()

    def tell(self, what):
        """Counts what was told, by kind."""
        self.told[what] += 1
        return self.told[what]

    def account(self):
        with self.lock:
            return {'kind': self.kind, 'cash': round(self.cash, 2), 'positions': dict(self.positions)}


def main():
    service = Service('venue', int(setting('VENUE_PORT')))
    venue = Venue(setting('VENUE_KIND'), setting('VENUE_SEED', '') or None)
    listed = call(setting('FEED_URL') + '/prices')['quotes']
    service.log.info('trades %s', ', '.join(listed))

    def orders(order):
        answer = venue.order(order)
        service.log.info('order %d %s %d %s @ %.2f: %s', answer['id'], order['side'], order['quantity'], order['symbol'], order['price'], answer['status'])
        return 200, answer

    def step():
        account = venue.account()
        service.log.info('%s account: cash %.2f, positions %s', account['kind'], account['cash'], account['positions'] or 'none')
        try:
            service.log.info('report %d of this session', venue.tell('report'))
        except LookupError:
            service.log.exception('the report was not counted')

    service.route('/orders', orders)
    service.route('/account', lambda _: (200, venue.account()))
    service.route('/statement', lambda _: (200, venue.statement()))
    service.run(step, 5.0)


if __name__ == '__main__':
    main()
