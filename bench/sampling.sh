#!/bin/sh
# sampling.sh [COUNT]: CPU of one round of samples over COUNT (500) processes with a child each. Build the project first.
set -eu

top=$(cd "$(dirname "$0")/.." && pwd -P)
module=$top/bundles/com.nae.health/target
nae=$top/launcher/target/nae
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
java -Dnae.logs="$scratch" -XX:+UseSerialGC -XX:TieredStopAtLevel=1 -Xms8m -Xmx64m -cp "$module/test-classes:$module/classes:$nae/bundles/*:$nae/lib/*" \
    com.nae.health.sample.SamplingBench "${1:-500}" 2>&1 | grep 'CPU a round'
