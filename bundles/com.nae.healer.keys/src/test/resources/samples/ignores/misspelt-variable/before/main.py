import os
x = os.environ["SPOOL_KEP"]
