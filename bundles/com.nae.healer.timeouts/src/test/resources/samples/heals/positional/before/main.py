import urllib.request
U = "http://x"
urllib.request.urlopen(U, None, 3)
