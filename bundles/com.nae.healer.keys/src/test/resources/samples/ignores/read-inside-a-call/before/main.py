print("{user}".format(**d))
