import os
from time import sleep


def f():
    sleep(1)
