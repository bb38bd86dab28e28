d = load()
x = d["colour"]
if x is None:
    x = "red"
