POST = {'id': 'p', 'likes': 2, 'age': 3}
def a(post):
    return post.get('shares') or 0
def score(post):
    return post.get('shares', 0) + 1
print(score(POST))
