def f():
    print(json.x)
    import json
