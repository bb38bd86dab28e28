import socket
cfg = load()
socket.create_connection(("h", 1), timeout=cfg["http"]["timeout"])
