#!/usr/bin/env python3
"""rows.py RESULTS.jsonl: each figure of one run beside its peers and the bar that is set for it, as a markdown table."""
import collections
import json
import statistics
import sys

PEERS = ['floor', 'runit', 'supervisord', 'nae']


class Run:
    """The records of one results file."""

    def __init__(self, path):
        with open(path) as f:
            self.records = [json.loads(line) for line in f]

    def repeats(self, metric, peer, field, **par):
        """A field's values over the repeats, for each variant of a peer that was measured; idle CPU for a minute, however long was waited."""
        found = collections.defaultdict(list)
        for r in self.records:
            same = r['metric'] == metric and r['peer'].split(':')[0] == peer and all(r['par'].get(k) == v for k, v in par.items())
            if same and r['data'].get(field) is not None:
                found[r['peer']].append(r['data'][field] * (60 / r['data']['idle_s'] if metric == 'footprint' and field.startswith('cpu') else 1))
        return list(found.values())


def middle(run, metric, peer, field, scale=1.0, digits=2, **par):
    """The median over repeats, of the best variant."""
    medians = [statistics.median(v) * scale for v in run.repeats(metric, peer, field, **par)]
    if not medians:
        return '-'
    best = max(medians) if field == 'mb_s' else min(medians)
    return f'{best:.{digits}f}'


def figures():
    """(words, bar, metric, field, scale, digits, parameters) of each row."""
    rows = [('SIGKILL to first instruction, median ms', '<= 2x floor', 'restart-latency', 'median', 1, 2, {'short': None}),
            ('second crash 0.2 s after a restart, median ms', '<= 10x floor', 'restart-latency', 'median', 1, 2, {'short': 0.2}),
            ('200 of 200 killed, all up, ms', '<= 2.5x floor', 'mass-crash', 'all_ms', 1, 0, {})]
    for n in (1, 100, 500):
        rows.append((f'start {n}, s', '<= 1.5x runit at 500', 'start-stop', 'start_s', 1, 2, {'n': n}))
        rows.append((f'stop {n}, workers told, s', '<= 1x runit at 500', 'start-stop', 'stop_workers_s', 1, 2, {'n': n}))
        rows.append((f'stop {n}, all gone, s', '', 'start-stop', 'stop_all_s', 1, 2, {'n': n}))
    for n, bar in ((1, 60), (100, 62), (500, 80)):
        rows.append((f'PSS with {n}, MB', f'<= {bar}', 'footprint', 'pss_kb', 1 / 1024, 1, {'n': n}))
        rows.append((f'idle CPU with {n}, s a minute', '<= .050 at 100', 'footprint', 'cpu_cg_s', 1, 3, {'n': n}))
    rows += [('200 MB of output, MB/s', '>= 500', 'log-capture', 'mb_s', 1, 0, {}),
             ('200 MB of output, CPU s', '<= .4', 'log-capture', 'cpu_own_s', 1, 2, {}),
             ('200 MB of output, bytes lost', '0', 'log-capture', 'lost_bytes', 1, 0, {}),
             ('crash loop of 50, CPU s in 30 s', '<= .40', 'crash-loop', 'cpu_own_s', 1, 2, {}),
             ('crash loop of 50, restarts in 30 s', 'some', 'crash-loop', 'starts', 1, 0, {}),
             ('crash loop of 50, restarts in its last 10 s', '> 0', 'crash-loop', 'starts_last10', 1, 0, {})]
    for mode in ('root', 'all'):
        for field, bar in (('kept', '4'), ('duplicated', '0'), ('missing', '0')):
            rows.append((f'kill -9 of {mode}: workers {field}', bar, 'supervisor-crash', field, 1, 0, {'mode': mode}))
    return rows


def main():
    run = Run(sys.argv[1])
    print('| figure | bar | ' + ' | '.join(PEERS) + ' |')
    print('|---' * (len(PEERS) + 2) + '|')
    for words, bar, metric, field, scale, digits, par in figures():
        cells = [middle(run, metric, peer, field, scale, digits, **par) for peer in PEERS]
        if any(c != '-' for c in cells):
            print(f'| {words} | {bar} | ' + ' | '.join(cells) + ' |')


if __name__ == '__main__':
    main()
