d = {}
a, b = 1, 2
d[a, b] += 1
print(d)
