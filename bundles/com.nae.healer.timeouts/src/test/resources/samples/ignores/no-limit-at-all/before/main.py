import urllib.request
urllib.request.urlopen("x")
