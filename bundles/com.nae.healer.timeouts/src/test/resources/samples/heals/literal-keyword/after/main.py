"""Fetches the status page of each shop and notes whether it is open."""
import json
import logging
import os
import time
import urllib.request

logging.basicConfig(level=logging.INFO, format="%(asctime)s %(levelname)s %(message)s")
log = logging.getLogger("fetcher")

BASE = f"http://127.0.0.1:{os.environ['SHOP_PORT']}"
SHOPS = ("mill-lane", "old-harbour", "station")


def fetch(shop):
    with urllib.request.urlopen(f"{BASE}/{shop}/status", timeout=1.0) as reply:
        return json.load(reply)


def main():
    pages = 0
    n = 0
    while True:
        n += 1
        log.info("tick %d, %d pages so far", n, pages)
        if n % 4 == 0:
            shop = SHOPS[pages % len(SHOPS)]
            status = fetch(shop)
            pages += 1
            log.info("fetched %s: %s", shop, "open" if status["open"] else "closed")
        time.sleep(0.2)


if __name__ == "__main__":
    main()
