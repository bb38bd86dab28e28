z = d.get("lot_size", 1)
x = d["lot_size"]
