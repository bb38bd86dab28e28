from asyncio import gather
async def main():
    await gather()
import asyncio
asyncio.run(main())
print(1)
