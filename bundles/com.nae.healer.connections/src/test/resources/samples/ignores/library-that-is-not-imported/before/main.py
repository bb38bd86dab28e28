print("redis is not used")
