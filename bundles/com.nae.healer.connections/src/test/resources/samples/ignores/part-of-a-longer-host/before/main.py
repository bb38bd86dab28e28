ADDRESS = ("feed.example.org.internal", 7001)
