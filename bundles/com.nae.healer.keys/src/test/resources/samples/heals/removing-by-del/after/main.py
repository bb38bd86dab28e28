d = {}
d.pop(k, None)
