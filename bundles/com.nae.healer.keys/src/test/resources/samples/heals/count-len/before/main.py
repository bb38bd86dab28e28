d = {}
w = 'abc'
d['chars'] += len(w)
print(d)
