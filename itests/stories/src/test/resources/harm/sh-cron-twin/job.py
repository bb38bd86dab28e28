"""A job of cron; every third one is a drill that fails on purpose."""
import sys
import time


def main(n):
    print("job %d: %d blocks free" % (n, shutil.disk_usage(".").free // 4096))


main(int(sys.argv[1]))
