import socket
# was 10.0.0.9:1
socket.create_connection(("localhost", 6000))
