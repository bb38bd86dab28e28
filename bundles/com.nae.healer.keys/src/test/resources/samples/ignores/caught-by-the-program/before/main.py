z = d.get("x1", 1)
try:
    d["x1"]
except KeyError:
    raise
