seen = {}
seen[k] += weight
