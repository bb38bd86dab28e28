ADDRESS = ("ticks.example.org", 7001)
