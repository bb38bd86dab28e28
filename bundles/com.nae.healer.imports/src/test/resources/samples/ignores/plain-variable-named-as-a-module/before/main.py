def f():
    return {"Authorization": token}
