import os
x = os.environ["LD_PRELOAD"]
