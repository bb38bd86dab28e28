import os
HOST, PORT = os.environ["PGHOST"], os.environ["PGPORT"]
