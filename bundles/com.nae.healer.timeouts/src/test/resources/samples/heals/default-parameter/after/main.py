import socket
def f(host, timeout=1.0):
    s = socket.socket(); s.settimeout(timeout)
    return s.recv(3)
f("x")
