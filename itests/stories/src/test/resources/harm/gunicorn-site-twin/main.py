"""A master with forked workers, printing as gunicorn does."""
import os
import signal
import sys
import time

import site_app


def out(level, text):
    sys.stderr.write("%s [%d] [%s] %s\n" % (time.strftime("[%Y-%m-%d %H:%M:%S +0000]"), os.getpid(), level, text))
    sys.stderr.flush()


def beat(n):
    with open(os.path.join(os.environ["HARM"], "work.count"), "a") as count:
        count.write("%d %d\n" % (os.getpid(), n))


def boot():
    pid = os.fork()
    if pid == 0:
        out("INFO", "Booting worker with pid: %d" % os.getpid())
        try:
            site_app.work()
        except site_app.Drill as drill:
            import traceback
            out("ERROR", "Exception in worker process (drill: this worker fails on purpose)\n" + traceback.format_exc())
            os._exit(3)
        os._exit(0)
    return pid


def main():
    out("INFO", "Starting gunicorn 22.0.0")
    out("INFO", "Using worker: sync, page %s" % site_app.page())
    child = boot()
    signal.signal(signal.SIGTERM, lambda *_: (os.kill(child, signal.SIGKILL), os._exit(0)))
    n = 0
    while True:
        time.sleep(1)
        n += 1
        done, status = os.waitpid(child, os.WNOHANG)
        if done:
            out("ERROR", "Worker (pid:%d) exited with code %d" % (done, status >> 8))
            child = boot()
        beat(n)


if __name__ == "__main__":
    main()
