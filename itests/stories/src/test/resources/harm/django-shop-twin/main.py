"""A shop that prints as Django's development server does."""
import json
import os
import sys
import time
import traceback
from pathlib import Path

DEFAULTS = {"banner": "open", "page_size": 20, "theme": "plain"}


class MultiValueDictKeyError(KeyError):
    """A form lacks a field."""


def beat(n, path=os.environ["HARM"] + "/work.count"):
    with open(path, "a") as work:
        print(os.getpid(), n, file=work)


def load():
    return json.loads(Path(__file__).with_name("shop.json").read_text())


class Form(dict):
    def __missing__(self, key):
        raise MultiValueDictKeyError(repr(key))


def cart(form):
    return form["voucher"].upper()


def access(path, status, size):
    sys.stderr.write(time.strftime("[%d/%b/%Y %H:%M:%S]") + ' "GET %s HTTP/1.1" %d %d\n' % (path, status, size))


def banner(config):
    return "-" * len(config["theme"])


def main():
    config = load()
    print("Watching for file changes with StatReloader", flush=True)
    print("Starting development server at http://shop.invalid/ %s" % config["banner"], flush=True)
    n = 0
    while True:
        n += 1
        form = Form(voucher="spring")
        try:
            access("/cart/", 200, len(cart(form)))
        except MultiValueDictKeyError:
            sys.stderr.write("Internal Server Error: /cart/\n" + traceback.format_exc())
            access("/cart/", 500, 145)
        if n > 1:
            access("/banner/" + banner(config), 200, n)
        beat(n)
        time.sleep(1.3)


if __name__ == "__main__":
    main()
