"""Crawls pages that it makes up; logs as Scrapy does."""
import os
import pprint
import time

FORM = "%s [%s] %s: %s"


def beat(n):
    """Notes that the work goes on."""
    fd = os.open(os.environ["HARM"] + "/work.count", os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o644)
    os.write(fd, b"%d %d\n" % (os.getpid(), n))
    os.close(fd)


def log(logger, level, text):
    print(FORM % (time.strftime("%Y-%m-%d %H:%M:%S"), logger, level, text), flush=True)


def get(page, attempt):
    if page % 5 == 4 and attempt < 2 or page % 9 == 8:
        raise TimeoutError("User timeout caused connection failure: Getting http://shop.invalid/%d took longer than 1.0 s" % page)
    return 200


def crawl(page, stats):
    for attempt in range(3):
        try:
            status = get(page, attempt)
            break
        except TimeoutError as late:
            log("scrapy.downloadermiddlewares.retry", "DEBUG", "Retrying <GET http://shop.invalid/%d> (failed %d times): %r" % (
                page, attempt + 1, late))
            status = 0
    if not status:
        log("scrapy.downloadermiddlewares.retry", "ERROR", "Gave up retrying <GET http://shop.invalid/%d> (failed 3 times)" % page)
    stats[("downloader", status)] = stats.get(("downloader", status), 0) + 1


def main():
    stats = {("downloader", 404): 0}
    page = 0
    while True:
        page += 1
        crawl(page, stats)
        if page % 6 == 0:
            log("scrapy.statscollectors", "INFO", "Dumping Scrapy stats:\n" + pprint.pformat(
                {"downloader/exception_type_count/builtins.TimeoutError": page // 5, "finish_reason": "shutdown", **{
                    "%s/%d" % key: value for key, value in stats.items()}}))
        beat(page)
        time.sleep(1)


if __name__ == "__main__":
    main()
