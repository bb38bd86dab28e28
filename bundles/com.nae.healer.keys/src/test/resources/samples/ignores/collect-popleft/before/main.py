d = {}
d['a'].append(1)
d['a'].popleft()
