"""Controls a fan by a TOML file that is older than its sample."""
import time
import tomllib
from pathlib import Path

SETTINGS = tomllib.loads(Path(__file__).with_name("fan.toml").read_text())


def main():
    n = 0
    while True:
        n += 1
        print("tick", n, flush=True)
        if n % 5 == 0:
            print("fan at", SETTINGS["speed"]["idle"], "of", SETTINGS["speed"]["steps"], flush=True)
        time.sleep(0.2)


if __name__ == "__main__":
    main()
