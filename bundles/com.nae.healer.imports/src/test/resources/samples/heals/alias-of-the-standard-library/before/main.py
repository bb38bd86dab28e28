import os


def f(x):
    return ET.fromstring(x)
