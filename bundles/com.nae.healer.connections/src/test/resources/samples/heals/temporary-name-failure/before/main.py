import urllib.request
urllib.request.urlopen("https://rates.example.org/x")
