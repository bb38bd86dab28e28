"""Counts votes as they come in; a name is not in the table before its first vote."""
import itertools
import time

VOTES = ["ada", "bob", "ada", "cyd", "ada", "bob"]


def count(table, name):
    table[name] += 1


def main():
    table = {"ada": 0}
    for n, name in enumerate(itertools.cycle(VOTES), 1):
        print("vote", n, flush=True)
        count(table, name)
        if n == 6:
            print("result", sorted(table.items()), flush=True)
        time.sleep(0.2)


if __name__ == "__main__":
    main()
