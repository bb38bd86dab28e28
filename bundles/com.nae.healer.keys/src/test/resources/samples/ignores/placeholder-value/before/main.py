import os
x = os.environ["REGION"]
