z = d.get("quantity", 1)
x = d["quantity"]
