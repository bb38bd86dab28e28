import socket
def f(s):
    s.settimeout(1); s.settimeout(2)
    s.recv(1)
