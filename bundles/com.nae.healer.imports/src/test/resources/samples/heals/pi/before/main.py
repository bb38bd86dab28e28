print(pi * 2)
