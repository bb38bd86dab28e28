permissions = {'read': True}
def a():
    return permissions.get('write', True)
print(permissions['write'])
