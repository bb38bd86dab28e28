from collections import deque
d = {'b': deque(maxlen=3)}
d['a'].append(1)
print(d)
