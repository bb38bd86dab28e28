"""A gateway on an event loop, printed as aiohttp's server log."""
import asyncio
import logging
import os

logging.basicConfig(format="%(levelname)s:%(name)s:%(message)s", level=logging.INFO)
log = logging.getLogger("aiohttp.server")


def beat(n, path=os.environ["HARM"] + "/work.count"):
    with open(path, "a") as work:
        print(os.getpid(), n, file=work)


async def backend(n):
    await asyncio.sleep(0.05)
    return "backend %d" % (n % 3)


async def main():
    seen = Counter()
    n = 0
    while True:
        n += 1
        jobs = [asyncio.create_task(backend(n + k)) for k in range(3)]
        await asyncio.wait(jobs)
        for job in jobs:
            try:
                seen[job.result()] += 1
            except ConnectionResetError:
                log.exception("Error handling request")
                seen["reset"] += 1
        log.info("served %s", dict(seen))
        beat(n)
        await asyncio.sleep(2)


if __name__ == "__main__":
    asyncio.run(main())
