"""Divides by what it measures; what to do about zero only its owner knows."""
import time


def main():
    n = 0
    while True:
        n += 1
        print("tick", n, flush=True)
        if n == 5:
            print("level", 100 / (n - 5), flush=True)
        time.sleep(0.2)


if __name__ == "__main__":
    main()
