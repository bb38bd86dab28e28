#!/bin/sh
# again.sh [HOME]: restores the programs as they were shipped, in both modes, and restarts them.
here=$(cd "$(dirname "$0")" && pwd -P)
home=${1:-${NAE_HOME:-$(cd "$here/../.." && pwd -P)}}
nae="$here/../../scripts/nae"
programs="execution strategy venue feed"
set -e

for program in $programs; do "$nae" stop "$program" --home "$home"; done
for program in $programs; do rm -rf "$home/data/sandbox/$program"; done
python3 "$here/lay_out.py" "$home/data/trading" --again
# A program that fails or waits at its start, as some do here, must not keep the others from starting.
for program in feed venue strategy execution; do "$nae" start "$program" --home "$home" || :; done
