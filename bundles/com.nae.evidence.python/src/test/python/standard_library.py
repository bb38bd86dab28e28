"""Runs test modules of the standard library with and without the hook, and compares the result of each test.

    python3 standard_library.py [MODULE ...]

Exit code 0 where all are the same, 1 where one differs, 2 where this Python has no package `test`. A test that differs is
run again, alone and both ways, since some depend on the load of the machine.
"""
import importlib.util
import json
import os
import subprocess
import sys
import unittest

from runtime import Runtime

MODULES = ('test.test_subprocess', 'test.test_logging', 'test.test_traceback', 'test.test_threading', 'test.test_site',
           'test.test_multiprocessing_main_handling', 'multiprocessing_fork.WithProcessesTestProcess',
           'multiprocessing_fork.WithProcessesTestPool', 'multiprocessing_fork.WithManagerTestQueue',
           'multiprocessing_spawn.WithProcessesTestProcess', 'test.test_asyncio.test_tasks',
           'test.test_asyncio.test_events', 'test.test_asyncio.test_base_events', 'test.test_asyncio.test_subprocess')
RESULT = 'NAE_TEST_RESULT'
AGAIN = 3
LIMIT_SECONDS = 600


class Outcomes(unittest.TextTestResult):
    """Notes one word for each test, and for each of its parts that fails."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.outcomes = {}

    def addSuccess(self, test):
        self.outcomes.setdefault(test.id(), 'passed')

    def addError(self, test, err):
        self.outcomes[test.id()] = 'error'

    def addFailure(self, test, err):
        self.outcomes[test.id()] = 'failed'

    def addSkip(self, test, reason):
        self.outcomes[test.id()] = 'skipped'

    def addExpectedFailure(self, test, err):
        self.outcomes[test.id()] = 'failed as expected'

    def addUnexpectedSuccess(self, test):
        self.outcomes[test.id()] = 'passed unexpectedly'

    def addSubTest(self, test, subtest, err):
        if err is not None:
            self.outcomes[test.id()] = 'failed'


def run_here(names):
    """In a child: runs tests and writes their outcomes to the file that the variable names."""
    place = os.environ.pop(RESULT)
    suite = unittest.defaultTestLoader.loadTestsFromNames(names)
    with open(os.devnull, 'w') as nothing:
        outcomes = unittest.TextTestRunner(stream=nothing, resultclass=Outcomes).run(suite).outcomes
    with open(place, 'w') as out:
        json.dump(outcomes, out)


def outcomes_of(runtime, names, hooked):
    place = os.path.join(runtime.folder, 'outcomes')
    variables = {RESULT: place}
    environment = runtime.variables(**variables) if hooked else dict(os.environ, **variables)
    with open(os.path.join(runtime.folder, 'output'), 'wb') as output:
        subprocess.run([sys.executable, os.path.abspath(__file__), '--here', *names], env=environment,
                       cwd=runtime.folder, stdin=subprocess.DEVNULL, stdout=output, stderr=output,
                       timeout=LIMIT_SECONDS, check=True)
    with open(place) as found:
        outcomes = json.load(found)
    missing = [name for name in outcomes if name.startswith('unittest.')]
    if missing:
        raise SystemExit('%s cannot be loaded by %s' % (missing, sys.executable))
    return outcomes


def differences(runtime, names):
    """How many tests ran, and those whose outcomes differ."""
    without, hooked = (outcomes_of(runtime, names, way) for way in (False, True))
    return len(hooked), {name: (without.get(name), hooked.get(name)) for name in sorted({*without, *hooked})
                         if without.get(name) != hooked.get(name)}


def compare(module):
    runtime = Runtime()
    try:
        count, different = differences(runtime, [module])
        reported = len(runtime.received())
        for _ in range(AGAIN):
            if different:
                different = differences(runtime, list(different))[1]
        print('%-60s %4d tests, %s' % (module, count, different or 'no difference'), flush=True)
        if count == 0 or reported == 0:
            print('%s ran no test, or without the hook' % module)
        return not different and count > 0 and reported > 0
    finally:
        runtime.close()


def main(arguments):
    if arguments[:1] == ['--here']:
        run_here(arguments[1:])
        return 0
    if importlib.util.find_spec('test.test_subprocess') is None:
        print('%s has no package "test" (Debian: libpython3-testsuite)' % sys.executable)
        return 2
    results = [compare(module) for module in arguments or MODULES]
    return 0 if all(results) else 1


if __name__ == '__main__':
    sys.exit(main(sys.argv[1:]))
