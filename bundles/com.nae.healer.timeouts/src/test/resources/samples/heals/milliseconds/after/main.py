import socket
T_MS = 1000
socket.create_connection(("h", 1), T_MS / 1000)