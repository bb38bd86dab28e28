print(getenv('HOME'))
