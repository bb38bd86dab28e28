#!/bin/sh
# Forecasts and pre-emptive restarts against ../shared/leakbench. usage: bench/leakbench.sh [SEEDS=10] [FIRST_SEED=1000]
# Another first seed makes series that nobody has tuned for. Needs python3 with numpy.
set -eu
cd "$(dirname "$0")/.."
yardstick=../shared/leakbench
seeds=${1:-10}
first=${2:-1000}
python=
for candidate in python3 /usr/bin/python3; do
    "$candidate" -c 'import numpy' 2>/dev/null && python=$candidate && break
done
[ -n "$python" ] || { echo "no python3 with numpy (Debian: python3-numpy)" >&2; exit 1; }
[ -f "$yardstick/score.py" ] || { echo "no $yardstick" >&2; exit 1; }
mvn -q -Pbench -pl bench/learning -am package -DskipTests
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
sed "s/1000 + s/$first + s/" "$yardstick/gen.py" > "$work/gen.py"
"$python" "$work/gen.py" "$work/series" "$seeds"
for series in "$work/series" "$yardstick/real"; do
    java -cp "bench/learning/target/classes:bench/learning/target/lib/*" com.nae.learning.bench.LeakBench "$series" "$work/results"
    "$python" "$yardstick/score.py" "$series" "$work/results" --by-class
    echo
done
