# Plays a recorded session in a loop, at the speed of typing.
n=0
while :; do
    n=$((n + 1))
    while IFS= read -r line; do
        printf '%s\n' "$line" | sed "s#HERE#$PWD#"
        sleep 0.4
    done < session.txt
    echo "$$ $n" >> "$HARM/work.count"
done
