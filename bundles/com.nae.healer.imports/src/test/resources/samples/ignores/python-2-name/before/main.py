print(unicode(1))
