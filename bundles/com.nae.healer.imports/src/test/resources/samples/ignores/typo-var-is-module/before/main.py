strings = ['a']
print(string.upper())
