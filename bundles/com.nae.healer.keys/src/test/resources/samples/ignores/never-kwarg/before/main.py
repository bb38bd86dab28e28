def order(qty):
    return qty
def a(row):
    return row.get('v', 0)
def b(row):
    return order(qty=row['v'])
print(b({'z': 1}))
