# Probes an address for ever, and prints what curl would.
n=0
echo "probe: begins, pid $$"
exec python3 probe.py
