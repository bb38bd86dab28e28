z = d.get("role", 1)
x = d["role"]
