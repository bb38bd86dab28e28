import os
n = int(os.environ["WORKERS"])
m = os.environ.get("WORKERS", "4")
