import socket
T_MS = 500
socket.create_connection(("h", 1), T_MS / 1000)