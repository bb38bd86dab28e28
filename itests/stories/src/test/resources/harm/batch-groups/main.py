"""Runs jobs in batches; what fails is printed as the interpreter prints a group of exceptions, and done again."""
import os
import sys
import time
import traceback

TITLE = "ExceptionGroup: unhandled errors in a TaskGroup (%d sub-exceptions)"


def beat(n):
    """Notes that the work goes on."""
    fd = os.open(os.environ["HARM"] + "/work.count", os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o644)
    os.write(fd, b"%d %d\n" % (os.getpid(), n))
    os.close(fd)


def job(record, attempt):
    if attempt == 0 and record["weight"] % 3 == 2:
        raise (ConnectionAbortedError, KeyError, TimeoutError)[record["weight"] % 9 // 3]("job %(weight)d" % record)
    return record["weight"]


def group(errors):
    lines = ["  + Exception Group Traceback (most recent call last):", '  |   File "%s", line 52, in <module>' % __file__,
             "  |     main()", "  | " + TITLE % len(errors)]
    for number, error in enumerate(errors, 1):
        lines.append("  %s%d ----------------" % ("+-+---------------- " if number == 1 else "    +---------------- ", number))
        lines += ["    | " + line for line in "".join(traceback.format_exception(
            type(error), error, error.__traceback__)).rstrip().split("\n")]
    print("\n".join(lines + ["    +" + "-" * 36]), file=sys.stderr, flush=True)


def batch(records):
    errors, total = [], 0
    for record in records:
        try:
            total += job(record, 0)
        except (ConnectionAbortedError, KeyError, TimeoutError) as failed:
            errors.append(failed)
            total += job(record, 1)
    if errors:
        group(errors)
    return total


def legend(record):
    return "%s %s" % (record["weight"], record.get("colour", "grey"))


def drawn(record):
    return record.get("colour", "grey")[0]


def main():
    n = 0
    while True:
        n += 1
        records = [{"weight": n + k} for k in range(4)]
        print("batch %d weighs %d" % (n, batch(records)), legend(records[0]), flush=True)
        if n > 1:
            print("drawn with", drawn(records[0]), flush=True)
        beat(n)
        time.sleep(2)


if __name__ == "__main__":
    main()
