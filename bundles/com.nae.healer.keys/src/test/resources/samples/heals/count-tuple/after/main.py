d = {}
a, b = 1, 2
d[a, b] = d.get((a, b), 0) + 1
print(d)
