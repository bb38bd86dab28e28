d = {}
d.pop(k)
