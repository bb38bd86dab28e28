"""What a rehearsal of a repair has to pass: python3 -m unittest -q."""
import unittest

from execution import Book
from feed import Feed
from strategy import FAST, SLOW, Strategy
from venue import Venue


class ProgramsTest(unittest.TestCase):
    def test_a_feed_quotes_bid_below_ask(self):
        feed = Feed('1')
        feed.tick()
        self.assertTrue(all(q['bid'] < q['ask'] for q in feed.quotes().values()))

    def test_averages_that_cross_give_a_signal(self):
        strategy = Strategy()
        prices = [100.0] * SLOW + [90.0] * FAST + [120.0] * FAST
        signals = [s for tick, p in enumerate(prices, 1) for s in strategy.see(tick, {'ACME': {'bid': p, 'ask': p}})]
        self.assertEqual(['BUY'], [s['side'] for s in signals])
        self.assertEqual(signals, strategy.after(0))
        self.assertEqual([], strategy.after(1))

    def test_a_tick_seen_twice_counts_once(self):
        strategy = Strategy()
        strategy.see(1, {'ACME': {'bid': 1, 'ask': 1}})
        strategy.see(1, {'ACME': {'bid': 1, 'ask': 1}})
        self.assertEqual(1, len(strategy.crossings['ACME'].prices))

    def test_paper_fills_at_the_price_asked_for(self):
        venue = Venue('paper', '1')
        fill = venue.order({'symbol': 'ACME', 'side': 'BUY', 'quantity': 10, 'price': 100.0})
        self.assertEqual(('filled', 100.0, 0.5), (fill['status'], fill['price'], fill['fee']))
        self.assertEqual({'ACME': 10}, venue.account()['positions'])

    def test_books_balance(self):
        book = Book({})
        book.fill({'symbol': 'ACME', 'side': 'BUY', 'quantity': 10}, {'price': 100.0, 'fee': 0.5})
        book.fill({'symbol': 'ACME', 'side': 'SELL', 'quantity': 10}, {'price': 101.0, 'fee': 0.5})
        self.assertEqual((9.0, {'ACME': 0}), (book.pnl(), book.positions))
        self.assertFalse(book.allows({'symbol': 'ACME', 'side': 'BUY', 'quantity': 60}))


if __name__ == '__main__':
    unittest.main()
