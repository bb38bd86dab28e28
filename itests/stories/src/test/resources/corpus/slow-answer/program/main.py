"""Asks a slow helper under a limit that an object of settings holds."""
import subprocess
import sys
import time
from dataclasses import dataclass


@dataclass
class Settings:
    helper_timeout: float = 0.5


settings = Settings()


def ask():
    helper = [sys.executable, "-c", "import time; time.sleep(1.2); print('ready')"]
    return subprocess.run(helper, capture_output=True, text=True, timeout=settings.helper_timeout).stdout.strip()


def main():
    n = 0
    while True:
        n += 1
        print("tick", n, flush=True)
        if n % 4 == 0:
            print("the helper is", ask(), flush=True)
        time.sleep(0.2)


if __name__ == "__main__":
    main()
