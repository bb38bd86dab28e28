def a(row):
    return row.get('orderid', 0)
def b(row):
    return row['orderid']
print(b({'z': 1}))
