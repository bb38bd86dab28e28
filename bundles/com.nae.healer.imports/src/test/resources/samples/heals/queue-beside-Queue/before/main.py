from queue import Queue


def f(q: Queue):
    try:
        q.get(False)
    except queue.Empty:
        pass
