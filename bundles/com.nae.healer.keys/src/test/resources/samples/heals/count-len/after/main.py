d = {}
w = 'abc'
d['chars'] = d.get('chars', 0) + len(w)
print(d)
