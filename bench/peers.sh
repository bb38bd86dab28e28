#!/bin/sh
# peers.sh [--short] [ROW...]: NAE beside runit and supervisord in one run of the peer benchmark, as a table. Root, gcc and Python 3.
# Rows: latency second mass start memory output loop crash (by default all, about 25 minutes; --short: fewer repeats, about 10).
# PEERBENCH is the harness (default ../shared/peerbench), BENCH the scratch folder, PB_APP the distribution.
set -eu

top=$(cd "$(dirname "$0")/.." && pwd -P)
harness=${PEERBENCH:-$top/../shared/peerbench}
work=${BENCH:-${TMPDIR:-/tmp}/nae-peers}
PB_APP=${PB_APP:-$top/launcher/target/nae}
export PB_APP
run=$(date +%m%d-%H%M%S)
short=
[ "${1:-}" != --short ] || { short=1; shift; }
rows=${*:-latency second mass start memory output loop crash}

install_peers() {
    [ -x /usr/bin/runsvdir ] && [ -x /usr/bin/supervisord ] && return
    [ "$(id -u)" = 0 ] || { echo "peers.sh: install runit and supervisor, or run as root" >&2; exit 1; }
    apt-get install -y -q --no-install-recommends runit supervisor
}

prepare() {
    mkdir -p "$work"
    cp -R "$harness"/. "$work"/
    chmod -R u+w "$work"
    cp "$top/bench/peerbench/nae.py" "$work/adapters/"
    make -s -C "$work"
}

pb() { (cd "$work" && python3 pb.py --run-id "$run" --quiet 0.8 --quiet-max 5 "$@"); }
either() { [ -n "$short" ] && echo "$2" || echo "$1"; }

row() {
    case $1 in
        latency) pb restart-latency -t floor,runit:fast,runit:default,supervisord:default,nae --samples "$(either 30 8)" ;;
        second) pb restart-latency -t floor,runit:default,supervisord:default,nae --short 0.2 --samples "$(either 10 5)" ;;
        mass) pb mass-crash -t floor,supervisord,runit,nae --repeat "$(either 5 2)" ;;
        start) pb start-stop -t floor,supervisord,runit,nae -n 1,100,500 --repeat "$(either 3 1)" ;;
        memory) pb footprint -t supervisord,runit:log,nae -n 1,100,500 --idle "$(either 60 20)" ;;
        output) pb log-capture -t floor,supervisord:default,runit:log,nae --repeat "$(either 5 2)" ;;
        loop) pb crash-loop -t supervisord,runit,nae ;;
        crash) pb supervisor-crash -t supervisord:default,runit:log,nae ;;
        *) echo "peers.sh: no row $1" >&2; exit 2 ;;
    esac
}

install_peers
prepare
for name in $rows; do row "$name"; done
echo
python3 "$top/bench/peerbench/rows.py" "$work/results/$run.jsonl"
