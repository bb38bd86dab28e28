from string import Template
print(Template('$a').substitute({}))
