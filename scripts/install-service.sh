#!/usr/bin/env bash
# Makes NAE a service of this machine (systemd, or launchd on a Mac), for the place where this script lies. Doing it twice does it once.
# --dry-run prints the file to standard output and what would be done to standard error. --root prepares an image below DIR and starts nothing.
# Exit 0 done, 1 failed, 2 usage.
set -u

usage="usage: install-service.sh [--dry-run] [--mode dual|sandbox|live] [--home DIR] [--user NAME] [--manager systemd|launchd] [--root DIR] [install|uninstall]"
self=$0
while [ -L "$self" ]; do
    link=$(readlink "$self")
    case $link in /*) self=$link ;; *) self=$(dirname "$self")/$link ;; esac
done
scripts=$(cd "$(dirname "$self")" && pwd -P)
home=${NAE_HOME:-$(dirname "$scripts")}
mode=dual
user=
root=
manager=systemd
[ "$(uname -s)" != Darwin ] || manager=launchd
action=install
dry=

end() { # CODE MESSAGE
    echo "nae: $2" >&2
    exit "$1"
}

read_arguments() {
    while [ $# -gt 0 ]; do
        case $1 in
            install | uninstall) action=$1 ;;
            --dry-run) dry=1 ;;
            -h | --help) echo "$usage"; exit 0 ;;
            --mode | --home | --user | --manager | --root)
                [ $# -gt 1 ] || end 2 "$1 needs a value; $usage"
                eval "${1#--}=\$2"
                shift
                ;;
            *) end 2 "unknown option '$1'; $usage" ;;
        esac
        shift
    done
    case $mode in dual | sandbox | live) ;; *) end 2 "unknown mode '$mode'; $usage" ;; esac
    home=$(cd "$home" 2>/dev/null && pwd -P) || end 1 "there is no home to install"
}

# Sets the file and the commands of the service manager; in an image nothing is started.
find_manager() {
    case $manager in
        launchd)
            template=com.nae.continuous.plist
            target=$root/Library/LaunchDaemons/$template
            enable="launchctl bootstrap system $target"
            disable="launchctl bootout system/com.nae.continuous"
            reload=
            [ -z "$root" ] || enable='' disable=''
            ;;
        systemd)
            template=nae-continuous.service
            target=$root/etc/systemd/system/$template
            enable="systemctl enable --now $template"
            disable="systemctl disable --now $template"
            reload="systemctl daemon-reload"
            [ -z "$root" ] || enable="systemctl --root=$root enable $template" disable="systemctl --root=$root disable $template" reload=
            ;;
        *) end 2 "unknown manager '$manager'; $usage" ;;
    esac
}

find_java_home() {
    local java=${JAVA_HOME:+$JAVA_HOME/bin/java} link
    [ -n "$java" ] || java=$(command -v java) || end 1 "no Java found; install a JDK 17 or later, or set JAVA_HOME"
    while link=$(readlink "$java"); do
        case $link in /*) java=$link ;; *) java=$(dirname "$java")/$link ;; esac
    done
    java_home=$(cd "$(dirname "$java")/.." && pwd -P)
}

# Escapes a value for the template, in which it stands inside quotes or an element, and then for sed.
escaped() { # VALUE
    case $template in
        *.plist) printf '%s' "$1" | sed 's/&/\&amp;/g; s/</\&lt;/g; s/>/\&gt;/g' ;;
        *) printf '%s' "$1" | sed 's/\\/\\\\/g; s/"/\\"/g; s/%/%%/g' ;;
    esac | sed 's/[\\&|]/\\&/g'
}

filled() {
    sed "s|@HOME@|$(escaped "$home")|g; s|@SCRIPTS@|$(escaped "$scripts")|g; s|@MODE@|$mode|g; s|@USER@|$(escaped "$user")|g
        s|@JAVA_HOME@|$(escaped "$java_home")|g; s|@PATH@|$(escaped "$PATH")|g" "$scripts/$template"
}

# Runs a command, if there is one, or says what would be run.
act() { # WORD...
    if [ $# -eq 0 ]; then return 0; fi
    if [ -n "$dry" ]; then echo "would run: $*" >&2; else "$@" || end 1 "failed: $*"; fi
}

# Whether the manager knows the service already; systemd does not mind being told again.
loaded() {
    [ "$manager" = launchd ] && [ -z "$root" ] && launchctl print system/com.nae.continuous >/dev/null 2>&1
}

install() {
    find_java_home
    [ -n "$user" ] || user=$(ls -ld "$home" | awk '{ print $3 }')
    if [ -n "$dry" ]; then
        echo "would write $target" >&2
        filled
    elif [ -f "$target" ] && [ "$(filled)" = "$(cat "$target")" ]; then
        echo "$target is as it should be"
    else
        ! loaded || $disable
        mkdir -p "$home/logs" "$(dirname "$target")" && filled >"$target" || end 1 "cannot write $target"
        echo "wrote $target"
    fi
    act $reload
    loaded || act $enable
}

uninstall() {
    [ -f "$target" ] || { echo "$target is not installed"; return 0; }
    act $disable
    act rm -f "$target"
    act $reload
}

read_arguments "$@"
find_manager
[ -n "$dry" ] || [ "$(id -u)" -eq 0 ] || end 1 "$action of a service needs the rights of root: sudo $0 $action"
$action
