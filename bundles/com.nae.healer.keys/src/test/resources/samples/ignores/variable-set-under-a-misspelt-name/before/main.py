import os
print(os.environ["POLL_MODE"])
