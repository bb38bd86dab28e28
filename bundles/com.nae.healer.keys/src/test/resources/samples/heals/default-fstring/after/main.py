POST = {'id': 'p', 'likes': 2, 'age': 3}
def a(post):
    return post.get('shares', 0)
print(f"{POST['likes']} {a(POST)}")
def score(post):
    return f"{post['likes']} / {post.get('shares', 0)}"
print(score(POST))
