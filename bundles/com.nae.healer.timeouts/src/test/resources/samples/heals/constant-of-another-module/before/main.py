import socket, settings
socket.create_connection(("h", 1), timeout=settings.WAIT)
