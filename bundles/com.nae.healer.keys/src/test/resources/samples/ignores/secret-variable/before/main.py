import os
x = os.environ["API_TOKEN"]
