# coding: latin-1
z = p.get("shares", 0)  # ä
x = "ü", p["shares"]  # ß
