from inspect import getargspec
