rating = {}
def add(p):
    rating[p] = 1000
rating['a'] += 1
print(1)
