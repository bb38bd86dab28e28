d = {}
if (v := d.get('k')) is None:
    v = 3
print(v)
