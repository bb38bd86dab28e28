import asyncio
async def f():
    await asyncio.wait_for(g(timeout=5), 8)
