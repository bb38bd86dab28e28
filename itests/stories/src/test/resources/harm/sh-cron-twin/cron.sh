# Runs its jobs one after the other, and prints as run-parts does.
n=0
set -e
while :; do
    n=$((n + 1))
    echo "cron: ($(id -un)) CMD (cd / && run-parts --report /etc/cron.hourly)"
    python3 job.py $n
    echo "$$ $n" >> "$HARM/work.count"
    sleep 3
done
