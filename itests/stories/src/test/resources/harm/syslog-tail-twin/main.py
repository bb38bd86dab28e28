"""Follows a log that other programs write, as tail -F does, and prints it with the lines' own heads."""
import collections
import os
import tempfile
import threading
import time

HEAD = "%s desk-7 "
OTHERS = (
    'pricer[811]: Traceback (most recent call last):\n'
    'pricer[811]:   File "/opt/pricer/main.py", line 88, in <module>\n'
    'pricer[811]:     import curves\n'
    "pricer[811]: ModuleNotFoundError: No module named 'curves'",
    "systemd[1]: pricer.service: Main process exited, code=exited, status=1/FAILURE",
    "kernel: Out of memory: Killed process 811 (pricer) total-vm:900000kB",
    "sshd[20]: error: connect_to 127.0.0.1 port 5432: failed. Connection refused",
    "java[9]: Exception in thread \"main\" java.util.NoSuchElementException: key not found: venue\n"
    "java[9]: \tat com.desk.Main.main(Main.java:9)",
)


def beat(n):
    """Notes that the work goes on."""
    fd = os.open(os.environ["HARM"] + "/work.count", os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o644)
    os.write(fd, b"%d %d\n" % (os.getpid(), n))
    os.close(fd)


def writer(path):
    for n in range(1 << 30):
        with open(path, "a") as log:
            for line in OTHERS[n % len(OTHERS)].split("\n"):
                log.write(time.strftime("%b %d %H:%M:%S") + HEAD[2:] + line + "\n")
        time.sleep(2.5)


def main():
    keep = collections.deque(maxlen=int(os.environ["TAIL_KEEP"]))
    path = os.path.join(tempfile.mkdtemp(), "syslog")
    threading.Thread(target=writer, args=(path,), daemon=True).start()
    time.sleep(0.5)
    print("==> %s <==" % path, flush=True)
    with open(path) as log:
        n = 0
        while True:
            n += 1
            for line in log.readlines():
                keep.append(line)
                print(line, end="", flush=True)
            beat(n)
            time.sleep(1)


if __name__ == "__main__":
    main()
