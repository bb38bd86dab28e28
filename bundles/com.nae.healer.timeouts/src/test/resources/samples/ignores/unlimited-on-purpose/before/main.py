import urllib.request
urllib.request.urlopen("x", timeout=None)
