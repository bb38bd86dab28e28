print(time())
