# Licence: free.
# For all.

import json

X = json.dumps({})
