import other
def helper():
    pass
