stats = {'errors': 0}
stats['erors'] += 1
