def a(row):
    return row.get('dry_run', False)
def b(row):
    return row['dry_run']
print(b({'z': 1}))
