"""An exercise: find what is missing. Left as it is on purpose."""


def report():
    return json.dumps({"ok": True})


if __name__ == "__main__":
    print(report())
