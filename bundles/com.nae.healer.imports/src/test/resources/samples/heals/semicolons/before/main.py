import os; import sys

print(re.escape("x"))
