ADDRESS = ("localhost", 7001)
