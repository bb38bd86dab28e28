import datetime
import os


def f():
    return datetime.datetime.now() - datetime.timedelta(days=1)
