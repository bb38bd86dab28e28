z = d.get("api_token", 1)
x = d["api_token"]
