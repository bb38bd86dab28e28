p, q = load()
x = p["shares"] + q.get("shares", 0); z = q.get("shares", 0)
