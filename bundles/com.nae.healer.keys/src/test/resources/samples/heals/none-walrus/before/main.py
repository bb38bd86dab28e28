d = {}
if (v := d['k']) is None:
    v = 3
print(v)
