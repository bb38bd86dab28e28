z = d.get("password", 1)
x = d["password"]
