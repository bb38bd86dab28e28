# Probes an address for ever, and prints what curl would.
n=0
echo "probe: begins, pid $$"
while :; do
    n=$((n + 1))
    if [ $((n % 3)) = 0 ]; then
        echo '{"status": "ok"}'
    else
        echo "curl: (7) Failed to connect to 127.0.0.1 port $PROBE_PORT after 0 ms: Couldn't connect to server" >&2
        echo "probe: attempt $n failed, will retry in 1 s" >&2
    fi
    echo "$$ $n" >> "$HARM/work.count"
    sleep 1
done
