#!/usr/bin/env bash
# Starts NAE on a home folder. Bash 3.2 is enough. Exit 0 up, 1 failed to start, 2 usage, 4 already running.
set -u

usage="usage: start_continuous_nae.sh [dual|sandbox|live] [--foreground] [--home DIR]"
self=$0
while [ -L "$self" ]; do
    link=$(readlink "$self")
    case $link in /*) self=$link ;; *) self=$(dirname "$self")/$link ;; esac
done
top=$(cd "$(dirname "$self")/.." && pwd -P)
home=${NAE_HOME:-$top}
mode=dual
foreground=

end() { # CODE MESSAGE
    echo "nae: $2" >&2
    exit "$1"
}

read_arguments() {
    while [ $# -gt 0 ]; do
        case $1 in
            dual | sandbox | live) mode=$1 ;;
            --foreground) foreground=1 ;;
            --home) [ $# -gt 1 ] || end 2 "--home needs a folder; $usage"; home=$2; shift ;;
            --home=*) home=${1#--home=} ;;
            -h | --help) echo "$usage"; exit 0 ;;
            *) end 2 "unknown mode or option '$1'; $usage" ;;
        esac
        shift
    done
}

prepare_home() {
    { mkdir -p "$home" && home=$(cd "$home" && pwd -P); } 2>/dev/null || end 1 "cannot make the home $home"
    service_log=$home/logs/continuous_service.log
    { mkdir -p "$home/config" "$home/healers" "$home/logs" "$home/data/run" "$home/data/cache/tmp" && : >>"$service_log" && : >"$home/data/run/probe"; } 2>/dev/null ||
        end 1 "cannot write to the home $home"
}

# Prints what config/launcher.properties says for KEY, or nothing.
setting() { # KEY
    local file=$home/config/launcher.properties
    [ ! -f "$file" ] || sed -n "s/^[[:space:]]*$1[[:space:]]*=[[:space:]]*//p" "$file" | tail -n 1
}

# Sets $java and $java_build. NAE_JAVA is the one that the start script has checked already, before it started the guardian.
find_java() {
    local version
    java=${NAE_JAVA:-}
    java_build=${NAE_JAVA_BUILD:-}
    [ ! -x "$java" ] || return 0
    java=$(setting java)
    [ -n "$java" ] || [ -z "${JAVA_HOME:-}" ] || java=$JAVA_HOME/bin/java
    [ -n "$java" ] || java=$(command -v java) || end 1 "no Java found; install a JDK 17 or later, or set JAVA_HOME"
    version=$("$java" -version 2>&1) || end 1 "$java does not run; set JAVA_HOME to a JDK 17 or later"
    java_build=$(echo "$version" | sed -n 's/.* VM .*(build \([^,)]*\).*/\1/p' | head -n 1)
    version=$(echo "$version" | sed -n 's/.*version "\([0-9]*\).*/\1/p' | head -n 1)
    [ "${version:-0}" -ge 17 ] || end 1 "$java is Java ${version:-unknown}; 17 or later is needed"
}

# Prints the moment a process began, in whatever form this system gives it; nothing when it is gone, or dead and only not yet reaped.
began() { # PID
    local fields
    if [ -r /proc/self/stat ]; then
        { read -r fields <"/proc/$1/stat"; } 2>/dev/null || return 0
        set -- ${fields##*)}
        case $1 in Z | X) ;; *) echo "${20}" ;; esac
    else
        ps -o stat= -o lstart= -p "$1" | sed -n 's/^ *[^ Z][^ ]*  *//p' | tr -s ' ' '_'
    fi
}

# Whether the pid file names a runtime that lives: same pid, same start time.
running() {
    local pid= start=
    [ -f "$home/logs/continuous_operation.pid" ] || return 1
    { read -r pid start <"$home/data/run/runtime"; } 2>/dev/null
    [ -n "$start" ] && [ "$pid" != $$ ] && [ "$(began "$pid")" = "$start" ]
}

# Whether a clone's distribution is missing or older than its sources.
stale() {
    local built=$top/launcher/target/nae.tar.gz
    [ -f "$built" ] && [ -d "$top/launcher/target/nae" ] || return 0
    [ -n "$(find "$top/pom.xml" "$top/bundles" "$top/launcher" -name target -prune -o \
        -type f \( -name pom.xml -o -path '*/src/main/*' \) -newer "$built" -print | head -n 1)" ]
}

build() {
    local log=$home/logs/build.log
    command -v mvn >/dev/null || end 1 "the distribution must be built, and there is no Maven (mvn) to do it"
    [ -w "$top/launcher" ] || end 1 "the distribution must be built, but $top cannot be written by $(id -un)"
    echo "Building NAE: mvn -DskipTests -pl launcher -am package; what it says: $log"
    (cd "$top" && mvn -q -B -Dstyle.color=never -DskipTests -pl launcher -am package </dev/null >"$log" 2>&1) && return
    grep '^\[ERROR\] *[^ ]' "$log" | head -n 3 >&2
    end 1 "the build failed; see $log"
}

# Sets $distribution: the unpacked archive that holds this script, or what is built from the clone that holds it.
find_distribution() {
    distribution=$top
    if [ -d "$top/launcher/src" ]; then
        distribution=$top/launcher/target/nae
        ! stale || build
    fi
    [ -f "$distribution/lib/nae-launcher.jar" ] || end 1 "no distribution in $distribution"
}

# Prints what a class archive of this home must have been made for: JDK, place, and jars by name and size.
made_for() {
    echo "$java_build $distribution $(cd "$distribution" && ls -ln lib bundles | cksum)"
}

# Sets $class_archive to the archive that fits, or to nothing: the one the build made, or the one made on this machine.
find_class_archive() {
    class_archive=$distribution/classes.jsa
    [ ! -f "$class_archive" ] || [ "$(cat "$class_archive.for" 2>/dev/null)" != "$java_build $distribution" ] || return 0
    class_archive=$home/data/cache/classes.jsa
    [ ! -f "$class_archive" ] || [ "$(cat "$class_archive.for" 2>/dev/null)" != "$(made_for)" ] || return 0
    class_archive=
}

# Makes a class archive for the next start, by a short run of the same bundles on a home of its own, ten seconds after the
# runtime is up and at the lowest priority. Whatever goes wrong leaves the next start as it was.
make_class_archive() {
    local work=$home/data/cache/rehearsal target=$home/data/cache/classes.jsa
    until [ -f "$home/data/run/ready" ]; do
        [ -n "$(began $$)" ] || return 0
        sleep 1
    done
    sleep 10
    [ -n "$(began $$)" ] || return 0
    rm -rf "$work" "$target.for" && mkdir -p "$work/config" "$work/logs" "$work/data/cache/tmp" && cp "$distribution"/lib/rehearsal/* "$work/config" && cd "$work" || return 0
    nice -n 19 "$java" "-XX:ArchiveClassesAtExit=$work/classes.jsa" -XX:+UseSerialGC -XX:TieredStopAtLevel=1 -Xmx64m -Xlog:disable \
        -Dnae.rehearsal=7 "-Dnae.logs=$work/logs" "-Dlogback.configurationFile=$distribution/config/logback.xml" "-Djna.tmpdir=$work/data/cache/tmp" \
        -cp "$distribution/lib/*" com.nae.launcher.Launcher "$distribution" "$work" dual &&
        mv "$work/classes.jsa" "$target" && made_for >"$target.for"
    rm -rf "$work"
}

# Becomes the JVM, which inherits the output of this shell.
run() {
    local tmp=$home/data/cache/tmp logback=$home/config/logback.xml options locale= notify=${NOTIFY_SOCKET:-}
    options="-XX:+UseSerialGC -XX:TieredStopAtLevel=1 -Xms8m -Xmx64m -Xmn2m -XX:MinHeapFreeRatio=30 -XX:MaxHeapFreeRatio=40 -XX:-ShrinkHeapInSteps -Xss256k
        -XX:ReservedCodeCacheSize=24m -XX:CompileThresholdScaling=2 -XX:-UsePerfData -XX:+ExitOnOutOfMemoryError
        -XX:+UnlockDiagnosticVMOptions -XX:ArchiveRelocationMode=0 -XX:+IgnoreUnrecognizedVMOptions
        --sun-misc-unsafe-memory-access=allow --enable-native-access=ALL-UNNAMED
        -Dfile.encoding=UTF-8 -Djava.awt.headless=true -Dsun.net.httpserver.nodelay=true -Dsun.net.httpserver.maxReqTime=10 -Dsun.net.httpserver.maxRspTime=30 $(setting jvm.options)"
    # Housekeeping that wakes the JVM some times a second, whatever happens, is done once a minute.
    options="-XX:+UnlockDiagnosticVMOptions -XX:AsyncDeflationInterval=60000 -XX:GuaranteedSafepointInterval=0 $options"
    options="-Xlog:cds=off -Xlog:cds+dynamic=off -Xlog:class+path=off $options"
    find_class_archive
    if [ -n "$class_archive" ]; then
        set -- "-XX:SharedArchiveFile=$class_archive"
    else
        # Twice in the background, so that the JVM, which this shell becomes, has no child it does not know.
        (make_class_archive </dev/null >/dev/null 2>&1 &)
    fi
    [ ! -f "$logback" ] || set -- "$@" "-Dlogback.configurationFile=$logback"
    unset NOTIFY_SOCKET WATCHDOG_USEC WATCHDOG_PID NAE_JAVA NAE_JAVA_BUILD
    cd "$home" || end 1 "cannot enter the home $home"
    # Java reads names that are not ASCII in a UTF-8 locale alone; NAE_LC_ALL gives the programs the one that was found.
    case ${LC_ALL:-${LC_CTYPE:-${LANG:-}}} in
        *[Uu][Tt][Ff]8 | *[Uu][Tt][Ff]-8) unset NAE_LC_ALL ;;
        *) export NAE_LC_ALL=${LC_ALL:-} && locale=C.UTF-8 ;;
    esac
    exec ${locale:+env LC_ALL=$locale} "$java" $options "-XX:ErrorFile=$home/logs/jvm_crash_%p.log" "-Djava.io.tmpdir=$tmp" "-Djna.tmpdir=$tmp" "-Dorg.sqlite.tmpdir=$tmp" \
        "-Dnae.started=$(began $$)" "-Dnae.notify=$notify" "-Dnae.logs=$home/logs" "$@" \
        -cp "$distribution/lib/*" com.nae.launcher.Launcher "$distribution" "$home" "$mode"
}

# Quotes a word for a shell.
quoted() { # WORD
    case $1 in
        *[!A-Za-z0-9/._-]*) printf "'%s'" "${1//\'/\'\\\'\'}" ;;
        *) printf '%s' "$1" ;;
    esac
}

# Starts the guardian in a session of its own and waits until the runtime reports that it is up.
start() {
    local lines guardian code session=setsid
    lines=$(wc -l <"$service_log")
    command -v setsid >/dev/null || session='perl -MPOSIX -e setsid;exec(@ARGV)'
    NAE_JAVA=$java NAE_JAVA_BUILD=$java_build $session /bin/sh "$top/scripts/guardian.sh" "$home/data/run/ready" \
        "$top/scripts/start_continuous_nae.sh" "$mode" --foreground --home "$home" </dev/null >>"$service_log" 2>&1 &
    guardian=$!
    until [ -f "$home/data/run/ready" ] && running; do
        if ! kill -0 "$guardian" 2>/dev/null; then
            wait "$guardian"
            code=$?
            tail -n "+$((lines + 1))" "$service_log" | tail -n 5 >&2
            [ "$code" -ne 4 ] || exit 4
            end 1 "failed to start; see $service_log"
        fi
        sleep 0.05
    done
    echo "NAE is up in mode $mode, pid $(cat "$home/logs/continuous_operation.pid")"
    echo "  look:  $(quoted "$top/scripts/nae") status$([ "$home" = "$top" ] || echo " --home $(quoted "$home")")"
    echo "  logs:  $home/logs/continuous_operation.log"
    echo "  stop:  kill \$(cat $(quoted "$home/logs/continuous_operation.pid"))"
}

read_arguments "$@"
prepare_home
! running || end 4 "already running on $home, pid $(cat "$home/logs/continuous_operation.pid")"
find_java
find_distribution
if [ -n "$foreground" ]; then run; else start; fi
