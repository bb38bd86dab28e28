d = load()
paint(d["colour"])
