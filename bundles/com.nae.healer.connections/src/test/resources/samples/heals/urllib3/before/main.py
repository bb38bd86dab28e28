import requests
requests.get("http://api.example.org:8080/x")
