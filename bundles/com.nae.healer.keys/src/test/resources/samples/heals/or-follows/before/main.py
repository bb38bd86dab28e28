d = load()
x = d["colour"] or "red"
