def calculate_total(x):
    return x


print(calculate_totl(1))
