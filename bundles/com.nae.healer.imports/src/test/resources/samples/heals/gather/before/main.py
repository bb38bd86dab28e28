async def main():
    await gather()
import asyncio
asyncio.run(main())
print(1)
