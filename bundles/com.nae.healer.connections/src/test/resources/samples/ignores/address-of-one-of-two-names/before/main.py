A = ("a.example.org", 7001)
B = ("b.example.org", 7001)
