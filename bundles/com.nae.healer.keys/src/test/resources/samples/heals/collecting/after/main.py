d = {}
d.setdefault(k, []).append(v)  # c
