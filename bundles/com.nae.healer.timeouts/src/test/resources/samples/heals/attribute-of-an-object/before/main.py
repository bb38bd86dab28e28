import urllib.request
class C:
    def __init__(self, timeout=1.5):
        self.timeout = timeout
    def get(self):
        return urllib.request.urlopen("x", timeout=self.timeout)
C().get()
