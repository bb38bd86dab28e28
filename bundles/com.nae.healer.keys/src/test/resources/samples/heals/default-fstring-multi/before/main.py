POST = {'id': 'p', 'likes': 2, 'age': 3}
def a(post):
    return post.get('shares', 0)
def score(post):
    return (f"{post['likes']}"
            f" / {post['shares']:>4} of {a(post)}")
print(score(POST))
