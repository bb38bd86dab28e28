d = {}
a = 1
d.pop((a, 2), None)
print(d)
