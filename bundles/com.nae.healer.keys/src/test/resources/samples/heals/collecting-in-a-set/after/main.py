d = {}
d.setdefault(k, set()).add(v)