d = {}
d[k].add(v)