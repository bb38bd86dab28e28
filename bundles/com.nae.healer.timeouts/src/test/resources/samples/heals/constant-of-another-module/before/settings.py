WAIT = 2  # s
