"""A port that counts who calls, for a program that cannot do so itself because it ends.

    counter.py FOLDER    writes FOLDER/port, then a line to FOLDER/connections for each caller
"""
import pathlib
import socket
import sys

folder = pathlib.Path(sys.argv[1])
door = socket.create_server(("127.0.0.1", 0))
folder.joinpath("port.new").write_text(str(door.getsockname()[1]))
folder.joinpath("port.new").rename(folder / "port")
while True:
    caller, address = door.accept()
    with folder.joinpath("connections").open("a") as seen:
        seen.write("%s\n" % (address,))
    caller.close()
