import os
from datetime import datetime


def f():
    return datetime.now(), datetime(2020, 1, 1)
