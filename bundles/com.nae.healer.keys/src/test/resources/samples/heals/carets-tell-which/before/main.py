p, q = load()
x = p["shares"] + q["shares"]; z = q.get("shares", 0)
