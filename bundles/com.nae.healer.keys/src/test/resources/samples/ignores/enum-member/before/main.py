class Color:
    pass
Color["RED"]
