def f():
	from fractions import Fraction
	from math import gcd as g
	return g
