"""Pays wages; what somebody earns must never be made up."""
import time

STAFF = [{"name": "ada", "wage": 4100}, {"name": "bob"}]


def main():
    n = 0
    while True:
        for person in STAFF:
            n += 1
            print("paying", person["name"], flush=True)
            amount = person["wage"]  # nae: required
            print("paid", n, amount, flush=True)
            time.sleep(0.3)
        print("all paid", flush=True)


if __name__ == "__main__":
    main()
