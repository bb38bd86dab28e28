import os
print(os.environ["STAMP"])
