print(go(1))
