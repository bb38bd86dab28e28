q = Queue()
