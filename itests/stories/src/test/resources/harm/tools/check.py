"""Runs the harm corpus without any supervisor: healthy programs and forgers go on, twins fail as they should.

    python3 check.py [--seconds 120] [--jobs 30] [CASE ...]

A healthy program and a forger must not end (one with `ends` does, with 0) and must do its work to the last. A twin must end by an uncaught error of
its family; one that waits for a service must work when it is started after that service.
"""
import argparse
import concurrent.futures
import os
import pathlib
import shlex
import shutil
import socket
import subprocess
import sys
import tempfile
import time

HARM = pathlib.Path(__file__).resolve().parent.parent
WORDS = {
    "import": ("NameError", "ImportError", "ModuleNotFoundError", "AttributeError", "UnboundLocalError"),
    "key": ("KeyError", "MissingSectionHeaderError", "NoOptionError"),
    "timeout": ("imeout", "TimeoutExpired", "timed out"),
    "connection": ("refused", "Refused", "reset", "OperationalError"),
}


def properties(folder):
    lines = (folder / "case.properties").read_text().splitlines()
    pairs = (line.split("=", 1) for line in lines if "=" in line)
    return {key.strip(): value.strip() for key, value in pairs}


class Play:
    def __init__(self, name):
        self.name = name
        self.case = properties(HARM / name)
        self.root = pathlib.Path(tempfile.mkdtemp(prefix="harm-"))
        self.sources = self.root / "program"
        shutil.copytree(HARM / name, self.sources)
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port = str(free.getsockname()[1])

    def start(self):
        environment = {"PATH": os.environ["PATH"], "HOME": str(self.root), "PYTHONUNBUFFERED": "1", "HARM": str(self.root),
                       "NAE_PROCESS": self.name, "NAE_MODE": "live"}
        for key, value in self.case.items():
            if key.startswith("environment."):
                environment[key[12:]] = value.replace("{port}", self.port)
        out = open(self.root / "out", "ab")
        return subprocess.Popen(shlex.split(self.case.get("command", "python3 main.py")), cwd=self.sources, env=environment,
                                stdout=out, stderr=subprocess.STDOUT, stdin=subprocess.DEVNULL)

    def beats(self, pid):
        path = self.root / "work.count"
        return [line for line in path.read_text().splitlines() if line.split()[0] == str(pid)] if path.exists() else []

    def goes_on(self, seconds):
        if "counted" not in self.case:
            return self.watched(seconds)
        with subprocess.Popen([sys.executable, str(HARM / "tools/counter.py"), str(self.root)]) as counter:
            try:
                return self.watched(seconds)
            finally:
                counter.kill()

    def watched(self, seconds):
        program = self.start()
        ends = int(self.case.get("ends", "0"))
        try:
            code = program.wait(ends + 15 if ends else seconds)
            if not ends or code != int(self.case.get("code", "0")):
                return "ended with %d" % code
        except subprocess.TimeoutExpired:
            if ends:
                return "did not end"
        before = len(self.beats(program.pid))
        time.sleep(0 if ends else 8)
        after = len(self.beats(program.pid))
        program.terminate()
        program.wait(10)
        if not ends and after <= before or after < 5:
            return "does not work: %d beats" % after
        if (self.root / "connections").exists():
            return "was connected to by itself"
        return ""

    def fails(self):
        program = self.start()
        try:
            code = program.wait(25)
        except subprocess.TimeoutExpired:
            program.kill()
            return "does not fail"
        last = (self.root / "out").read_text(errors="replace").rstrip().splitlines()
        text = "\n".join(last[-4:])
        if code == 0 or not any(word in text for word in WORDS[self.case["family"]]):
            return "ended with %d, last words: %s" % (code, last[-1:])
        if "service" not in self.case:
            return ""
        with subprocess.Popen([sys.executable, str(HARM / "tools/service.py"), self.port, self.case["service"]],
                              stdout=subprocess.PIPE) as service:
            service.stdout.readline()
            program = self.start()
            time.sleep(15)
            done = len(self.beats(program.pid))
            ended = program.poll()
            program.kill()
            service.kill()
        return "" if done > 4 and ended is None else "does not work with its service: %d beats, ended %s" % (done, ended)


def judged(name, seconds):
    play = Play(name)
    wrong = play.fails() if play.case["kind"] == "twin" else play.goes_on(seconds)
    if not wrong:
        shutil.rmtree(play.root)
    return name, play.case["kind"], wrong, play.root


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("cases", nargs="*")
    parser.add_argument("--seconds", type=int, default=120)
    parser.add_argument("--jobs", type=int, default=30)
    options = parser.parse_args()
    names = options.cases or sorted(file.parent.name for file in HARM.glob("*/case.properties"))
    bad = 0
    with concurrent.futures.ThreadPoolExecutor(options.jobs) as pool:
        for name, kind, wrong, root in pool.map(lambda one: judged(one, options.seconds), names):
            if wrong:
                bad += 1
                print("%-30s %-8s %s (%s)" % (name, kind, wrong, root), flush=True)
    print("%d right, %d wrong" % (len(names) - bad, bad))
    sys.exit(bad > 0)


if __name__ == "__main__":
    main()
