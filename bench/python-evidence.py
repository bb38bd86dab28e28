"""What the hook for evidence costs: a start, a logged exception, a log line without one. Both sides in the same run.

Each round measures each side once, the order changing; the figures are medians over all rounds. A start is CPU time of the
child, since others use the machine; `cached` starts find compiled files beside the hook, as those do that run as the user of
the runtime, `compiled` ones compile it each time.
"""
import os
import resource
import statistics
import subprocess
import sys
import threading

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)),
                                '..', 'bundles', 'com.nae.evidence.python', 'src', 'test', 'python'))
from runtime import Runtime  # noqa: E402

EXCEPTIONS = '''
    import logging, sys, time
    logger = logging.getLogger('bench')
    logger.addHandler(logging.NullHandler()); logger.propagate = False
    kept = []
    def fail(depth):
        if depth: fail(depth - 1)
        raise ValueError('no price')
    def many(count):
        times = []
        for n in range(count):
            try:
                fail(8)
            except ValueError as e:
                kept.append(e)
                begin = time.perf_counter()
                logger.exception('failed')
                times.append(time.perf_counter() - begin)
        return sorted(times)[count // 2] * 1e6
    reported = many(20)
    time.sleep(1.1)
    many(20)
    counted = many(200)
    begin = time.perf_counter()
    for n in range(20000):
        logger.warning('a line')
    line = (time.perf_counter() - begin) / 20000 * 1e6
    print(reported, counted, line)
    '''


def cpu_ms(command, environment):
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run(command, env=environment, check=True, stdout=subprocess.DEVNULL)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return (after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime) * 1000


def serve(server):
    server.setblocking(True)
    while True:
        try:
            connection = server.accept()[0]
        except OSError:
            return
        with connection:
            while connection.recv(65536):
                pass


def environments(runtime):
    """Variables of a start: without the hook, with it, and with it where nothing compiled can be kept."""
    plain = {name: value for name, value in os.environ.items() if name not in ('PYTHONPATH', 'PYTHONDONTWRITEBYTECODE')}
    hooked = {name: value for name, value in runtime.variables().items() if name != 'PYTHONDONTWRITEBYTECODE'}
    bare = Runtime()
    for folder in (bare.hook, os.path.join(bare.hook, 'nae_evidence')):
        with open(os.path.join(folder, '__pycache__'), 'w'):
            pass  # a file in the place of the folder
    compiled = dict(hooked, PYTHONPATH=bare.hook)
    return bare, {'without': plain, 'cached': hooked, 'compiled': compiled}


def starts(rounds, ways):
    times = {way: [] for way in ways}
    for n in range(rounds):
        for way in sorted(ways, reverse=n % 2 == 1):
            times[way].append(cpu_ms([sys.executable, '-c', 'pass'], ways[way]))
    return {way: statistics.median(found) for way, found in times.items()}


def exceptions(rounds, ways, program):
    figures = {'without': [], 'cached': []}
    for n in range(rounds):
        for way in sorted(figures, reverse=n % 2 == 1):
            printed = subprocess.run([sys.executable, program], env=ways[way], check=True, stdout=subprocess.PIPE).stdout
            figures[way].append([float(figure) for figure in printed.split()])
    return {way: [statistics.median(column) for column in zip(*found)] for way, found in figures.items()}


def main(rounds):
    runtime = Runtime()
    threading.Thread(target=serve, args=(runtime.server,), daemon=True).start()
    bare, ways = environments(runtime)
    try:
        starts(2, ways)
        start = starts(rounds, ways)
        print('python %s, %d rounds' % (sys.version.split()[0], rounds))
        for way in ('cached', 'compiled'):
            print('start, %-9s %6.2f ms more CPU (%.2f without)' % (way, start[way] - start['without'], start['without']))
        found = exceptions(max(3, rounds // 8), ways, runtime.file('program.py', EXCEPTIONS))
        for n, what in enumerate(('exception, reported', 'exception, counted only', 'log line without one')):
            print('%-24s %6.2f us more (%.2f without)' % (
                what, found['cached'][n] - found['without'][n], found['without'][n]))
    finally:
        bare.close()
        runtime.close()


if __name__ == '__main__':
    main(int(sys.argv[1]))
