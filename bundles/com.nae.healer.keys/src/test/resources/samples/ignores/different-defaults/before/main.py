a = cfg.get("limit_s", 1)
b = cfg.get("limit_s", 2)
x = cfg["limit_s"]
