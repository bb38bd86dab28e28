d = {}
del d[k]
