POST = {'id': 'p', 'likes': 2, 'age': 3}
def a(post):
    return post['shares'] if 'shares' in post else 0
def score(post):
    return post['shares'] + 1
print(score(POST))
