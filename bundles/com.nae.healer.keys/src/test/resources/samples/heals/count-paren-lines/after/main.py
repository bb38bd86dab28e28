d = {}
d['a'] = d.get('a', 0) + (
    1
)
print(d)
