"""Audits records; logs in the field names of the Elastic common schema."""
import os
import time
import traceback

import json as encoder
fallback = ""


def beat(n):
    """Notes that the work goes on."""
    fd = os.open(os.environ["HARM"] + "/work.count", os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o644)
    os.write(fd, b"%d %d\n" % (os.getpid(), n))
    os.close(fd)


def record(level, message, **more):
    fields = {"@timestamp": time.strftime("%Y-%m-%dT%H:%M:%S.000Z", time.gmtime()), "log.level": level,
              "message": message, "ecs.version": "1.6.0", "process.pid": os.getpid()}
    fields.update(more)
    print(encoder.dumps(fields), flush=True)


def main():
    chain = "0"
    n = 0
    while True:
        n += 1
        if n > 2:
            chain = hashlib.sha256(("%s %d" % (chain, n)).encode()).hexdigest()
        record("info", "chained", hash=chain[:8])
        beat(n)
        time.sleep(1)


if __name__ == "__main__":
    main()
