#!/bin/sh
# again.sh [HOME]: puts the programs back as they were shipped, in both modes, and starts them anew.
here=$(cd "$(dirname "$0")" && pwd -P)
home=${1:-${NAE_HOME:-$(cd "$here/../.." && pwd -P)}}
nae="$here/../../scripts/nae"
programs="execution strategy venue feed"
set -e

for program in $programs; do "$nae" stop "$program" --home "$home"; done
for program in $programs; do rm -rf "$home/data/sandbox/$program"; done
python3 "$here/lay_out.py" "$home/data/trading" --again
# One that fails or waits at its start, as the story has it, is no reason not to start the others.
for program in feed venue strategy execution; do "$nae" start "$program" --home "$home" || :; done
