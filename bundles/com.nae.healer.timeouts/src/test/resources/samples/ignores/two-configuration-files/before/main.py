import socket
socket.create_connection(("h", 1), timeout=load()["timeout"])
