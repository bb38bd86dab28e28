from os import environ as e
print(e['SPOOL_KEEP'])
