"""A head node whose workers are children; their lines get a prefix as Ray gives them."""
import os
import subprocess
import sys
import time

WORKER = '''
import sys
print("task %s began" % sys.argv[1])
def train(n):
    raise RuntimeError("drill: actor %d dies on purpose" % n)
if int(sys.argv[1]) % 3 == 2:
    train(int(sys.argv[1]))
print("loss 0.%s" % sys.argv[1])
'''


def beat(n):
    """Notes that the work goes on."""
    fd = os.open(os.environ["HARM"] + "/work.count", os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o644)
    os.write(fd, b"%d %d\n" % (os.getpid(), n))
    os.close(fd)


def prefixed(pid, text):
    for line in text.splitlines():
        print("\x1b[36m(Trainer pid=%d, ip=10.0.0.7)\x1b[0m %s" % (pid, line), flush=True)


def task(n):
    child = subprocess.Popen([sys.executable, "-c", WORKER, str(n)], stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
    said = child.communicate()[0]
    prefixed(child.pid, said)
    if child.returncode:
        print("2026-01-01 10:00:00,000\tERROR worker.py:409 -- Unhandled error (suppress with 'RAY_IGNORE_UNHANDLED_ERRORS=1'): "
              "ray::Trainer.train() (pid=%d)\n(drill) The actor is dead because its process has died. It is started again." % child.pid,
              file=sys.stderr, flush=True)
    return child.returncode


def main():
    codes = []
    n = 0
    while True:
        n += 1
        codes.append(task(n))
        print("mean exit code %.2f" % statistics.mean(codes), flush=True)
        beat(n)
        time.sleep(2.5)


if __name__ == "__main__":
    main()
