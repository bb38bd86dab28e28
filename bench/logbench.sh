#!/bin/sh
# How well lines are grouped: one fixed setting, scored by ../shared/logbench/score.py. usage: bench/logbench.sh
set -eu
cd "$(dirname "$0")/.."
yardstick=${LOGBENCH:-../shared/logbench}
[ -f "$yardstick/score.py" ] || { echo "no $yardstick" >&2; exit 1; }
mvn -q -Pbench -pl bench/detection -am package -DskipTests
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
for kind in content raw; do
    java -cp "bench/detection/target/classes:bench/detection/target/lib/*" com.nae.issues.bench.LogBench "$yardstick/$kind" "$work/$kind"
    echo "== $kind"
    python3 "$yardstick/score.py" "$yardstick/truth" "$work/$kind"
done
echo "== raw, WARN and above"
python3 "$yardstick/score.py" "$yardstick/truth" "$work/raw" --level 'WARN(ING)?|ERROR|FATAL|CRITICAL|SEVERE|W|E|F'
