import os
env = os.environ
print(env['SPOOL_KEEP'])
