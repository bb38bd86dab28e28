"""A log shipper: prints records that it took from a named pipe."""
import os
import socket
import tempfile
import threading
import time


def beat(n):
    with open(os.path.join(os.environ["HARM"], "work.count"), "a") as count:
        count.write("%d %d\n" % (os.getpid(), n))


def pipe():
    path = os.path.join(tempfile.mkdtemp(), "records")
    os.mkfifo(path)
    return path


def callers(door):
    while True:
        caller, address = door.accept()
        with open(os.path.join(os.environ["HARM"], "connections"), "a") as seen:
            seen.write("%s:%d\n" % address)
        caller.close()


def feeder(path, port):
    with open(path, "w") as out:
        while True:
            out.write('Exception in thread "main" java.lang.IllegalStateException: no feed\n'
                      "\tat com.desk.Feed.open(Feed.java:41)\n\tat com.desk.Main.main(Main.java:12)\n"
                      "Caused by: java.net.ConnectException: Connection refused (Connection refused) to localhost/127.0.0.1:%d\n"
                      "\tat java.base/sun.nio.ch.Net.pollConnect(Native Method)\n\t... 2 more\n" % port)
            out.flush()
            time.sleep(3)


def main():
    door = socket.create_server(("127.0.0.1", 0))
    threading.Thread(target=callers, args=(door,), daemon=True).start()
    path = pipe()
    threading.Thread(target=feeder, args=(path, door.getsockname()[1]), daemon=True).start()
    n = 0
    with open(path) as records:
        for record in records:
            n += 1
            print(record, end="", flush=True)
            beat(n)


if __name__ == "__main__":
    main()
