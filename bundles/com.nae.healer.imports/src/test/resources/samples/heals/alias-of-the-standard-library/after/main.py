import os
import xml.etree.ElementTree as ET


def f(x):
    return ET.fromstring(x)
