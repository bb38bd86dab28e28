#!/bin/sh
# Speed of learning: JMH. usage: bench/learning.sh [JMH options]
set -eu
cd "$(dirname "$0")/.."
mvn -q -Pbench -pl bench/learning -am package -DskipTests
exec java -cp "bench/learning/target/classes:bench/learning/target/lib/*" org.openjdk.jmh.Main "$@"
