a = row.get("status", "new")
x = job["status"]
