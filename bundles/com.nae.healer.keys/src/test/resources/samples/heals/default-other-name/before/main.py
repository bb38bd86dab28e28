POST = {'id': 'p', 'likes': 2, 'age': 3}
def show(p):
    return p['likes'], p['age'], p.get('shares', 0)
def score(post):
    return post['likes'] + post['age'] + post['shares'] * 4
print(score(POST))
