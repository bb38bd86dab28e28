"""Runs a few tests again and again and prints the report as pytest does."""
import io
import os
import sys
import time


def beat(n):
    with open(os.path.join(os.environ["HARM"], "work.count"), "a") as count:
        count.write("%d %d\n" % (os.getpid(), n))


def suite():
    class TestOrders(unittest.TestCase):
        def test_side(self):
            self.assertEqual({"side": "buy"}["side"], "buy")

        def test_venue(self):
            self.assertEqual({"venue": "x"}["venue"], "x")

    return unittest.defaultTestLoader.loadTestsFromTestCase(TestOrders)


def main():
    n = 0
    while True:
        n += 1
        report = io.StringIO()
        result = unittest.TextTestRunner(report).run(suite())
        print("=" * 28 + " test session starts " + "=" * 28)
        print("collected 2 items\n\ntests/test_orders.py .%s [100%%]\n" % ("F" if result.errors else "."))
        for test, trace in result.errors:
            print("=" * 35 + " FAILURES " + "=" * 35)
            print("_" * 30 + " TestOrders.test_venue " + "_" * 30 + "\n")
            print(">       self.assertEqual({'side': 'buy'}['venue'], 'x')\nE       KeyError: 'venue'\n")
            print("%s:24: KeyError" % __file__)
            print(trace)
            print("FAILED tests/test_orders.py::TestOrders::test_venue - KeyError: 'venue'")
        print("%d failed in 0.01s" % len(result.errors), flush=True)
        beat(n)
        time.sleep(3)


if __name__ == "__main__":
    main()
