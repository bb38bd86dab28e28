"""Writes a digest of yesterday's incidents as a mail and prints it."""
import email
import os
import time

TRACE = '''Traceback (most recent call last):
  File "{0}", line {1}, in digest
    return parts[kind]
KeyError: 'incident'
'''


def beat(n):
    with open(os.path.join(os.environ["HARM"], "work.count"), "a") as count:
        count.write("%d %d\n" % (os.getpid(), n))


def digest(n):
    kind = "incident"
    parts = {kind: TRACE.format(__file__, digest.__code__.co_firstlineno + 7)}
    quoted = "".join("> " + line + "\n" for line in TRACE.format("/srv/book/main.py", 12).splitlines())
    mail = email.mime.text.MIMEText("Ended yesterday, since repaired by hand:\n\n" + quoted + "\n" + parts[kind])
    mail["Subject"] = "[desk] incidents %d" % n
    return mail


def main():
    n = 0
    while True:
        n += 1
        if n % 4 == 2:
            print(digest(n).as_string(), flush=True)
        print("smtp: queue empty", flush=True)
        beat(n)
        time.sleep(1.2)


if __name__ == "__main__":
    main()
