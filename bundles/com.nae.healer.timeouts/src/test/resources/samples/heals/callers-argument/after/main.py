import socket
def f(host, timeout=0.5):
    s = socket.socket(); s.settimeout(timeout)
    return s.recv(3)
f("x", timeout=4)
