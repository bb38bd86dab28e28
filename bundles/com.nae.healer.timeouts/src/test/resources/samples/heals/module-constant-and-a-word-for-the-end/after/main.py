"""Reconciles the ledger against the archive service once a second."""
import json
import logging
import os
import time
import urllib.request

logging.basicConfig(level=logging.INFO, format="%(asctime)s %(levelname)s %(message)s")
log = logging.getLogger("ledger")

ARCHIVE = f"http://127.0.0.1:{os.environ['ARCHIVE_PORT']}"
ARCHIVE_TIMEOUT = 1.6
BALANCE = {"cash": 1200, "stock": 7300}


def archived(account):
    with urllib.request.urlopen(f"{ARCHIVE}/{account}", timeout=ARCHIVE_TIMEOUT) as reply:
        return json.load(reply)["balance"]


def reconcile():
    open_items = 0
    for account, balance in BALANCE.items():
        if archived(account) != balance:
            open_items += 1
    return open_items


def main():
    n = 0
    while True:
        n += 1
        log.info("tick %d", n)
        if n % 4 == 0:
            try:
                log.info("reconciled, %d open items", reconcile())
            except Exception:
                log.exception("archive did not answer")
        time.sleep(0.25)


if __name__ == "__main__":
    main()
