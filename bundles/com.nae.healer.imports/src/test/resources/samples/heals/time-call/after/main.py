from time import time
print(time())
