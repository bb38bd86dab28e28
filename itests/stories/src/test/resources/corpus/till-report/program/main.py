"""Sums the till; a missing price must not become nothing, whatever another line says."""
import logging
import time

logging.basicConfig(level=logging.INFO, format="%(asctime)s %(levelname)s %(message)s")
log = logging.getLogger("till")

SALES = [{"article": "tea", "p": 3.2}, {"article": "cake"}]


def shown(sale):
    return "%s %s" % (sale["article"], sale.get("p", 0))


def total(sales):
    result = 0
    for sale in sales:
        price = sale["p"]
        result += price
    return result


def main():
    n = 0
    while True:
        n += 1
        log.info("tick %d", n)
        if n % 5 == 0:
            log.info("%s, taken: %s", shown(SALES[1]), total(SALES))
        time.sleep(0.2)


if __name__ == "__main__":
    main()
