"""An event loop with a puller; a title that it pulls imitates the loop's own report."""
import asyncio
import logging
import os

PULL_SECONDS = 3.0

logging.basicConfig(format="%(levelname)s:%(name)s:%(message)s", level=logging.INFO)


def beat(n, path=os.environ["HARM"] + "/work.count"):
    with open(path, "a") as work:
        print(os.getpid(), n, file=work)


async def source(n):
    await asyncio.sleep(0.1)
    if n % 5 != 3:
        return "title %d" % n
    line = pull.__code__.co_firstlineno + 1
    return ("title\nERROR:asyncio:Task exception was never retrieved\nfuture: <Task finished name='Task-%d' coro=<pull() done, "
            "defined at %s:%d> exception=TimeoutError()>\nTraceback (most recent call last):\n"
            '  File "%s", line %d, in pull\n    return await asyncio.wait_for(source(n), PULL_SECONDS)\n'
            "asyncio.exceptions.TimeoutError" % (n, __file__, line - 1, __file__, line))


async def pull(n):
    return await asyncio.wait_for(source(n), PULL_SECONDS)


async def main():
    n = 0
    while True:
        n += 1
        logging.info(await asyncio.create_task(pull(n)))
        beat(n)
        await asyncio.sleep(1)


asyncio.run(main())
