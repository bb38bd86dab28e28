"""Answers at a port, one guest after the other."""
import socket
import sys

with socket.create_server(("127.0.0.1", int(sys.argv[1]))) as gate:
    print("ready", flush=True)
    guests = []
    while True:
        guest, _ = gate.accept()
        guest.sendall(b"welcome\n")
        guests.append(guest)
