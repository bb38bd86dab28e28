def g():
    import json
    return json


def f():
    return json.dumps(1)
