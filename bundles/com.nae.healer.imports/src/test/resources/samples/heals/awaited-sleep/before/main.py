import asyncio


async def f():
    await sleep(1)
