def g():
    return helper()
