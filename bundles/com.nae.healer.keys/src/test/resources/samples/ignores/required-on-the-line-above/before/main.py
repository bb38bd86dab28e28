z = d.get("size", 1)
# nae: required
x = d["size"]
