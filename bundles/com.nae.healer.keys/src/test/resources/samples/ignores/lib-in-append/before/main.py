from string import Template
d = {}
k = 'a'
d[Template('$q').substitute({})].append(1)
