import os
n = f"{os.environ['WORKERS']} of them"
