"""Runs small tasks in order and prints as a scheduler of data flows does."""
import datetime
import logging
import os
import time
import Queue

logging.basicConfig(
    level=logging.INFO,
    format="[%(asctime)s+0000] {%(filename)s:%(lineno)d} %(levelname)s - %(message)s",
    datefmt="%Y-%m-%dT%H:%M:%S",
)
log = logging.getLogger("airflow.task")


def beat(n):
    """Notes that the work goes on."""
    fd = os.open(os.environ["HARM"] + "/work.count", os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o644)
    os.write(fd, b"%d %d\n" % (os.getpid(), n))
    os.close(fd)


def task(name, attempt):
    log.info("Executing <Task(PythonOperator): %s> on %s", name, datetime.date.today())


def run(name):
    for attempt in range(2):
        try:
            task(name, attempt)
            log.info("Marking task as SUCCESS. dag_id=prices, task_id=%s", name)
            return
        except LookupError:
            log.error("Task failed with exception", exc_info=True)
            log.info("Marking task as UP_FOR_RETRY. dag_id=prices, task_id=%s", name)
            time.sleep(1)


def main():
    todo = Queue.Queue()
    n = 0
    while True:
        n += 1
        for name in ("extract", "load", "report"):
            todo.put(name)
        while not todo.empty():
            run(todo.get())
        beat(n)
        time.sleep(2)


if __name__ == "__main__":
    main()
