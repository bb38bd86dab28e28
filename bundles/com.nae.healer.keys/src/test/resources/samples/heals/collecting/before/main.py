d = {}
d[k].append(v)  # c
