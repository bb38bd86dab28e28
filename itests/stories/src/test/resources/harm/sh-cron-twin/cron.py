"""Runs its job again and again, and prints as run-parts does."""
import getpass
import os
import time

import job

n = 0
while True:
    n += 1
    print("cron: (%s) CMD (cd / && run-parts --report /etc/cron.hourly)" % getpass.getuser(), flush=True)
    job.main(n)
    with open(os.environ["HARM"] + "/work.count", "a") as work:
        work.write("%d %d\n" % (os.getpid(), n))
    time.sleep(2)
