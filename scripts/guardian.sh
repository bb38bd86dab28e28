#!/bin/sh
# guardian.sh READY COMMAND...: runs COMMAND, and runs it again when it dies without having been asked to: at once, then after 1 s, 2 s ... 60 s;
# after a run of a minute it begins again at once. A failure before the file READY was there for the first time ends the guardian too.
ready=$1
shift
child=
stopping=
up=
pause=0

stop() {
    stopping=1
    [ -z "$child" ] || kill -TERM "$child" 2>/dev/null
}
trap stop TERM INT HUP

while :; do
    began=$(date +%s)
    "$@" &
    child=$!
    wait "$child"
    code=$?
    while kill -0 "$child" 2>/dev/null; do
        wait "$child"
        code=$?
    done
    case $code in 0 | 2 | 4 | 143) exit "$code" ;; esac
    [ ! -f "$ready" ] || up=1
    [ -n "$up" ] && [ -z "$stopping" ] || exit "$code"
    [ $(($(date +%s) - began)) -lt 60 ] || pause=0
    echo "$(date '+%Y-%m-%d %H:%M:%S') the runtime ended with code $code and is started again in $pause s"
    child=
    sleep "$pause" &
    wait $!
    [ -z "$stopping" ] || exit 0
    pause=$((pause == 0 ? 1 : pause * 2))
    [ "$pause" -le 60 ] || pause=60
done
