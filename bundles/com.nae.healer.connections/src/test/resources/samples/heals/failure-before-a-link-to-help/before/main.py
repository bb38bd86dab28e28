URL = "https://docs.example.org/errors"
ADDRESS = ("localhost", 7001)
