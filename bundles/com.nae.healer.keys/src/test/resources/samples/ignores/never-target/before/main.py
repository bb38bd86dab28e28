def a(row):
    return row.get('v', 0)
def b(row):
    price = row['v']
    return price
print(b({'z': 1}))
