d = load()
x = d.get("colour") or "red"
