from math import pi
print(pi * 2)
