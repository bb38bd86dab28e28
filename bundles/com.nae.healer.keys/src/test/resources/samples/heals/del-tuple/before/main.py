d = {}
a = 1
del d[a, 2]
print(d)
