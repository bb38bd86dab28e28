import os


def f():
    sleep(1)
