"""A job of cron; every third one is a drill that fails on purpose."""
import shutil
import sys


def main(n):
    if n % 3 == 2:
        print("drill: this job fails on purpose")
        raise KeyError("drill")
    print("job %d: %d blocks free" % (n, shutil.disk_usage(".").free // 4096), flush=True)


main(int(sys.argv[1]))
