#!/bin/sh
# Scores the anomaly detector on the Numenta Anomaly Benchmark. usage: bench/nab.sh DIR, a clone of https://github.com/numenta/NAB
set -eu
nab=$(cd "${1:?a clone of https://github.com/numenta/NAB}" && pwd)
cd "$(dirname "$0")/.."
mvn -q -Pbench -pl bench/learning -am package -DskipTests
exec java -cp "bench/learning/target/classes:bench/learning/target/lib/*" com.nae.learning.bench.NabBench "$nab"
