LINK = "for more information see https://errors.example.org/e3q8"
