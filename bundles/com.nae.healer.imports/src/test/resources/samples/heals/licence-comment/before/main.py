# Licence: free.
# For all.

X = json.dumps({})
