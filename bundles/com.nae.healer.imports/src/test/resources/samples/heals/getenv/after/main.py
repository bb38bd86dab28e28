from os import getenv
print(getenv('HOME'))
