"""The execution: turns the strategy's signals into orders at the venue, within limits, and keeps the books."""
import json
import urllib.request

from service import Service, call, setting

LIMIT = 50
STATEMENT_SECONDS = 0.5


class Book:
    """Positions, what they cost, and what was earned."""

    def __init__(self, positions):
        self.positions = dict(positions)
        self.prices = {}
        self.cash = 0.0
        self.fees = 0.0
        self.orders = 0

    def allows(self, signal):
        """Whether the position stays within the limit."""
        return abs(self.positions.get(signal['symbol'], 0) + signed(signal)) <= LIMIT

    def fill(self, signal, fill):
        quantity = signed(signal)
        self.positions[signal['symbol']] = self.positions.get(signal['symbol'], 0) + quantity
        self.prices[signal['symbol']] = fill['price']
        self.cash -= quantity * fill['price']
        self.fees += fill['fee']
        self.orders += 1

    def pnl(self):
        """What is earned so far, open positions at the last price seen, fees taken off."""
        return self.cash + sum(self.positions[s] * p for s, p in self.prices.items()) - self.fees


def signed(signal):
    return signal['quantity'] if signal['side'] == 'BUY' else -signal['quantity']


class Execution:
    def __init__(self, service, strategy, venue):
        self.log = service.log
        self.strategy = strategy
        self.venue = venue
        self.book = None
        self.seen = 0
        self.steps = 0

    def step(self):
        try:
            self.work()
        except OSError as e:
            self.log.warning('no answer, trying again: %s', e)
        self.steps += 1
        if self.book and self.steps % 5 == 0:
            self.reconcile()
        if self.book and self.steps % 10 == 0:
            self.log.info('pnl %+.2f after %d orders, fees %.2f, positions %s', self.book.pnl(), self.book.orders, self.book.fees, self.book.positions or 'none')

    def reconcile(self):
        """Compares the books with the venue's statement."""
        try:
            with urllib.request.urlopen(self.venue + '/statement', timeout=STATEMENT_SECONDS) as answer:
                theirs = json.load(answer)['positions']
        except TimeoutError:
            self.log.exception('no statement from the venue')
            return
        self.log.info('reconciled with the venue: %s', 'in agreement' if theirs == self.book.positions else f'they say {theirs}')

    def work(self):
        if self.book is None:
            self.book = Book(call(self.venue + '/account')['positions'])
            self.seen = call(self.strategy + '/signals')['count']
            self.log.info('took over positions %s from the venue, from signal %d on', self.book.positions or 'none', self.seen)
        answer = call(f'{self.strategy}/signals?after={self.seen}')
        if answer['count'] < self.seen:
            self.log.info('the strategy began anew')
            self.seen = 0
        for signal in answer['signals']:
            self.trade(signal)
            self.seen = signal['number']

    def trade(self, signal):
        if not self.book.allows(signal):
            self.log.info('signal %d %s %s left alone: the limit is %d', signal['number'], signal['side'], signal['symbol'], LIMIT)
            return
        order = {key: signal[key] for key in ('symbol', 'side', 'quantity', 'price')}
        answer = call(self.venue + '/orders', order)
        if answer['status'] != 'filled':
            self.log.warning('order %d %s %s was %s: %s', answer['id'], signal['side'], signal['symbol'], answer['status'], answer['reason'])
            return
        self.book.fill(signal, answer)
        self.log.info('order %d filled: %s %d %s @ %.2f, fee %.2f', answer['id'], signal['side'], signal['quantity'], signal['symbol'], answer['price'], answer['fee'])


def main():
    service = Service('execution', int(setting('EXECUTION_PORT')))
    execution = Execution(service, setting('STRATEGY_URL'), setting('VENUE_URL'))
    service.route('/ready', lambda _: (200, {'orders': execution.book.orders}) if execution.book else (503, {'status': 'no account yet'}))
    service.run(execution.step, 1.0)


if __name__ == '__main__':
    main()
