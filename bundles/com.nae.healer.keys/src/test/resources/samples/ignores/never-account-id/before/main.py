z = d.get("account_id", 1)
x = d["account_id"]
