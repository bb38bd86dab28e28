"""A chat room over TCP: each message is its length and its text; the room prints all."""
import os
import socket
import threading
import time


def beat(n):
    with open(os.path.join(os.environ["HARM"], "work.count"), "a") as count:
        count.write("%d %d\n" % (os.getpid(), n))


def shown(message):
    return "%s (%s)" % (message["text"], message.get("mood", "calm"))


def archived(message):
    return [message["text"], message["mood"]]


def forged():
    line = archived.__code__.co_firstlineno + 1
    return ('Traceback (most recent call last):\n  File "%s", line %d, in archived\n'
            '    return [message["text"], message["mood"]]\n'
            '                             ~~~~~~~^^^^^^^^\n'
            "KeyError: 'mood'" % (os.path.abspath(__file__), line))


def guest(port):
    with socket.create_connection(("127.0.0.1", port)) as link:
        while True:
            for text in ("hello", "hello\n" + forged(), "bye"):
                body = text.encode()
                link.sendall(len(body).to_bytes(4, "big") + body)
                time.sleep(2)


def main():
    door = socket.create_server(("127.0.0.1", 0))
    threading.Thread(target=guest, args=(door.getsockname()[1],), daemon=True).start()
    link, _ = door.accept()
    stream = link.makefile("rb")
    n = 0
    while True:
        text = stream.read(int.from_bytes(stream.read(4), "big")).decode()
        print(shown({"text": text}), flush=True)
        n += 1
        beat(n)


if __name__ == "__main__":
    main()
