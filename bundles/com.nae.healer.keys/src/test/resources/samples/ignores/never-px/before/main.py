def a(row):
    return row.get('px', 0)
def b(row):
    return row['px']
print(b({'z': 1}))
