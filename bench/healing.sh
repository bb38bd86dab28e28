#!/bin/sh
# healing.sh [COUNT]: seconds from a failing line to the fix in force in the sandbox, for COUNT (5) small programs and as many of 5,000 lines, one after
# the other, each with an import missing, under the default settings. Build the project first.
set -eu

top=$(cd "$(dirname "$0")/.." && pwd -P)
scratch=$(mktemp -d)
trap '"$top/scripts/nae" stop-runtime --home "$scratch" >/dev/null 2>&1 || :; rm -rf "$scratch"' EXIT
"$top/scripts/start_continuous_nae.sh" dual --home "$scratch" >/dev/null
python3 - "$scratch" "${1:-5}" <<'PYTHON'
import json, os, re, subprocess, sys, time
from datetime import datetime

home, count = sys.argv[1], int(sys.argv[2])
FILLER = ''.join(f'def f{i}(x):\n    """Adds {i}."""\n    y = x + {i}\n    return y\n\n' for i in range(1000))
TEXT = 'import time\nprint("begun", time.time(), flush=True)\n%sprint("failing", time.time(), flush=True)\njson.dumps({})\nprint("works", time.time(), flush=True)\ntime.sleep(1000)\n'

def told(name, word):
    try:
        return [float(t) for t in re.findall(word + r' (\d+\.\d+)', open(f'{home}/logs/{name}.sandbox.log').read())]
    except FileNotFoundError:
        return []

def moment(text):
    return datetime.fromisoformat(re.sub(r'(\.\d{6})\d*Z|(?<!\.)Z', lambda m: (m.group(1) or '') + '+00:00', text)).timestamp()

def restarted(name):
    line = next(line for line in open(home + '/logs/continuous_operation.log') if f'{name}@sandbox STARTING: to try' in line)
    return moment(line.split()[0].replace('Z', '000Z'))

def event(name, word):
    try:
        for line in open(home + '/logs/change_log.json'):
            e = json.loads(line)
            if e['process'] == name and e['event'] == word:
                return moment(e['time'])
    except FileNotFoundError:
        pass

def played(name, filler):
    os.makedirs(f'{home}/{name}')
    open(f'{home}/{name}/main.py', 'w').write(TEXT % filler)
    open(f'{home}/data/{name}.part', 'w').write(f'command = python3 main.py\ndirectory = {name}\n')
    os.rename(f'{home}/data/{name}.part', f'{home}/config/com.nae.process-{name}.cfg')
    until = time.time() + 120
    while not told(name, 'works') and time.time() < until:
        time.sleep(.02)
    began = told(name, 'failing')[0]
    row = event(name, 'proposed') - began, event(name, 'applied') - began, restarted(name) - began, told(name, 'works')[0] - began
    os.remove(f'{home}/config/com.nae.process-{name}.cfg')
    return row

def own_start():
    before = time.time()
    subprocess.run(['python3', '-c', 'import time'], check=True)
    return time.time() - before

time.sleep(1)
print(f'a start of the interpreter alone: {min(own_start() for _ in range(5)):.2f} s; seconds since the failing line:')
print(f'{"program":>14} {"thought out":>12} {"edited":>8} {"started":>8} {"works again":>12}')
for kind, filler in (('small', ''), ('5,000 lines', FILLER)):
    for i in range(count):
        thought, edited, started, works = played(('large' if filler else 'small') + str(i), filler)
        print(f'{kind:>14} {thought:12.2f} {edited:8.2f} {started:8.2f} {works:12.2f}', flush=True)
PYTHON
