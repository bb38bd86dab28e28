import asyncio
from asyncio import sleep


async def f():
    await sleep(1)
