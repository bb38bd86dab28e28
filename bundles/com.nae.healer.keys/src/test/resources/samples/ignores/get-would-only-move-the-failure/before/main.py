d = load()
x = d["colour"].upper()
