import os
URL = os.environ["REDIS_URL"]
