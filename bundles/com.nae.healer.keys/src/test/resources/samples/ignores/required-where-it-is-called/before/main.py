def read(d, k):
    return d[k]


x = read(d, "size")  # nae: required
