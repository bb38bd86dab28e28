WAIT = 4  # s
