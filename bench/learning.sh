#!/bin/sh
# Speed of learning. usage: bench/learning.sh round      a round of the whole engine over 500 processes with a year behind them
#                           bench/learning.sh [JMH options]
set -eu
cd "$(dirname "$0")/.."
mvn -q -Pbench -pl bench/learning -am package -DskipTests
main=org.openjdk.jmh.Main
[ "${1:-}" != round ] || { main=com.nae.learning.RoundBench; shift; }
exec java -XX:+UseSerialGC -XX:TieredStopAtLevel=1 -Xmx64m -cp "bench/learning/target/classes:bench/learning/target/lib/*" "$main" "$@"
