"""Watches a few RSS feeds; a background thread parses what the fetcher has put aside."""
import logging
import queue
import threading
import time
import xml
import xml.etree.ElementTree

logging.basicConfig(level=logging.INFO, format="%(asctime)s [%(threadName)s] %(levelname)s %(message)s")
log = logging.getLogger(__name__)

FEED = """<?xml version="1.0"?>
<rss version="2.0"><channel><title>{title}</title>
<item><title>Rates held</title><guid>{n}-1</guid></item>
<item><title>Oil slips</title><guid>{n}-2</guid></item>
</channel></rss>"""

inbox = queue.Queue()
seen = set()


def titles(document):
    root = xml.etree.ElementTree.fromstring(document)
    for item in root.iter("item"):
        guid = item.findtext("guid")
        if guid not in seen:
            seen.add(guid)
            yield item.findtext("title")


def parse_forever():
    while True:
        document = inbox.get()
        found = list(titles(document))
        log.info("parsed feed: %d new items (%s)", len(found), ", ".join(found))


def main():
    threading.Thread(target=parse_forever, name="parser", daemon=True).start()
    n = 0
    while True:
        n += 1
        log.info("tick %d, %d documents waiting", n, inbox.qsize())
        if n % 4 == 0:
            inbox.put(FEED.format(title="markets", n=n))
        time.sleep(0.25)


if __name__ == "__main__":
    main()
