z = d.get("balance", 1)
x = d["balance"]
