z = d.get("price", 1)
x = d["price"]
