def a(row):
    return row.get('side', 'buy')
def b(row):
    return row['side']
print(b({'z': 1}))
