#!/bin/sh
# What the hook for evidence costs a Python program. usage: bench/python-evidence.sh [ROUNDS=40] [PYTHON=python3]
set -eu
exec "${2:-python3}" "$(dirname "$0")/python-evidence.py" "${1:-40}"
