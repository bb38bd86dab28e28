import os; import sys
import re

print(re.escape("x"))
