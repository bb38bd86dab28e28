"""Works off invoices; logs as bunyan does: numbers for levels, an err object with its stack."""
import json
import os
import socket
import time
import traceback
from pathlib import Path

CONFIG = json.loads(Path(__file__).with_name("config.json").read_text())


def beat(n, path=os.environ["HARM"] + "/work.count"):
    with open(path, "a") as work:
        print(os.getpid(), n, file=work)


def log(level, msg, **more):
    record = {"name": "billing", "hostname": socket.gethostname(), "pid": os.getpid(), "level": level, "msg": msg,
              "time": time.strftime("%Y-%m-%dT%H:%M:%S.000Z", time.gmtime()), "v": 0}
    record.update(more)
    print(json.dumps(record), flush=True)


def region(invoice):
    try:
        return invoice["region"]
    except KeyError as absent:
        log(50, "invoice without a region", err={"name": "KeyError", "message": str(absent), "stack": traceback.format_exc()})
        return "north"


def main():
    n = 0
    while True:
        n += 1
        invoice = {"id": n} if n % 4 == 0 else {"id": n, "region": "south"}
        log(30, "invoice %d goes %s" % (invoice["id"], region(invoice)))
        if n % 3 == 0:
            log(30, "pages of", width=CONFIG["paper"]["columns"])
        beat(n)
        time.sleep(1)


if __name__ == "__main__":
    main()
