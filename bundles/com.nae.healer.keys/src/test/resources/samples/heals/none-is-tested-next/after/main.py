d = load()
x = d.get("colour")
if x is None:
    x = "red"
