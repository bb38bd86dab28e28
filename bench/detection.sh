#!/bin/sh
# Speed of detection, with the runtime's compiler and with the default one. usage: bench/detection.sh [JMH options]
# bench/detection.sh flood [LINES] feeds ten million lines of one traceback in the runtime's heap.
set -eu
cd "$(dirname "$0")/.."
mvn -q -Pbench -pl bench/detection -am package -DskipTests
path="bench/detection/target/classes:bench/detection/target/lib/*"
if [ "${1:-}" = flood ]; then
    shift
    exec java -Xmx64m -XX:+UseSerialGC -XX:TieredStopAtLevel=1 -cp "$path" com.nae.issues.bench.Flood "$@"
fi
for compiler in -XX:TieredStopAtLevel=1 -XX:TieredStopAtLevel=4; do
    echo "== $compiler"
    java -cp "$path" org.openjdk.jmh.Main -jvmArgs "-XX:+UseSerialGC $compiler" -prof gc "$@"
done
