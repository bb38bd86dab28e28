connect()
