x = p["shares"] + q["shares"]
z = p.get("shares", 0)
