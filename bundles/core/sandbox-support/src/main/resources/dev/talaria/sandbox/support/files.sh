# One operation on files. Arguments: the operation and what it needs. The first line of the output says how it went: ok, or
# one word for what is wrong and a text; what was asked for follows. No link is followed but by stat and real: the
# directory is entered by its real name and held, and what is opened is compared with what has the name.
export LC_ALL=C
shopt -u expand_aliases

fail() {
    local text=${2-}
    printf '%s %s\n' "$1" "${text//$'\n'/ }"
    exit 1
}

# Enters a directory by its real name.
enter_directory() {
    local why
    why=$(builtin cd -P -- "$1" 2>&1) || missing "$1" "$why"
    builtin cd -P -- "$1" 2>/dev/null || fail error "cannot be entered"
    [[ $PWD == "$1" ]] || fail link
}

# Enters the directory of a path; leaves the last name in $name.
enter() {
    local directory=${1%/*}
    name=./${1##*/}
    enter_directory "${directory:-/}"
}

# The same; makes what is missing of the directory, in what is held only.
enter_making() {
    local there=${1%/*} part
    local -a parts=()
    name=./${1##*/}
    while [[ -n $there && ! -e $there && ! -L $there ]]; do
        parts=("${there##*/}" "${parts[@]}")
        there=${there%/*}
    done
    enter_directory "${there:-/}"
    for part in "${parts[@]}"; do
        why=$(mkdir -- "./$part" 2>&1) || [[ -d ./$part ]] || fail error "${why##*: }"
        enter_directory "${PWD%/}/$part"
    done
}

# Nobody else who comes through here changes this directory until we end.
hold() {
    exec 9<. && flock 9
}

missing() {
    case $2 in
        *'No such file'*) fail absent ;;
        *'Not a directory'*) fail nodirectory ;;
        *) fail error "${2##*: }" ;;
    esac
}

# raw mode, size, time of the last change, version
readonly format='%f %s %.3Y %d:%i:%s:%.9Y:%.9Z'

# Sets mode, size, modified and version of $name itself; fails if it is not there.
look() {
    local found
    found=$(stat -c "$format" -- "$name" 2>/dev/null) || return
    read -r mode size modified version <<<"$found"
    mode=$((16#$mode & 0170000))
}

file() { ((mode == 0100000)); }

kind() {
    case $((16#$1 & 0170000)) in
        $((0100000))) printf FILE ;;
        $((0040000))) printf DIRECTORY ;;
        $((0120000))) printf LINK ;;
        *) printf OTHER ;;
    esac
}

must_be_file() {
    file && return
    ((mode != 0040000)) || fail directory
    ((mode != 0120000)) || fail link
    fail nofile
}

# Whether what was opened as 3 is what was looked at. It is not if the file was replaced in between, which may go on for a
# while, or if a link was followed.
is_opened() { [[ $(stat -L -c %d:%i /proc/self/fd/3) == "${version%:*:*:*}" ]]; }
readonly tries=50

expect() {
    local expected=$1
    if look; then
        [[ -z $expected || $expected == "$version" ]] || fail changed
        return 0
    fi
    [[ -z $expected || $expected == absent ]] || fail changed
    return 1
}

operation=$1 path=$2
case $operation in
    stat)
        if found=$(stat -L -c "$format" -- "$path" 2>&1); then
            printf 'ok %s %s\n' "$(kind "${found%% *}")" "${found#* }"
        else
            case $found in
                *'No such file'* | *'Not a directory'*) fail absent ;;
                *) fail error "${found##*: }" ;;
            esac
        fi
        ;;
    real)
        why=$(stat -L -- "$path" 2>&1 >/dev/null)
        [[ $why != *'Too many levels'* ]] || fail error 'Too many levels of symbolic links'
        real=$(realpath -m -z -- "$path" | tr '\0' '\036') || fail error 'the path cannot be resolved'
        printf 'ok\n%s' "${real%$'\036'}"
        ;;
    read)
        enter "$path"
        for ((i = 0; i < tries; i++)); do
            look || fail absent
            must_be_file
            { exec 3<"$name"; } 2>/dev/null || {
                look || fail absent
                must_be_file
                fail error 'cannot be read (permission denied)'
            }
            ! is_opened || break
        done
        ((i < tries)) || fail link
        printf 'ok %s\n' "$size"
        exec cat <&3
        ;;
    list)
        enter_directory "$path"
        printf 'ok\n'
        exec find . -mindepth 1 -maxdepth 1 -printf '%y %s %T@ %D:%i:%s:%T@:%C@ %f\0'
        ;;
    write)
        # expected version, length
        enter_making "$path"
        expect "$3" && must_be_file
        why=$(mktemp ./.talaria-XXXXXXXX 2>&1) || fail error "${why##*: }"
        temporary=$why
        trap 'rm -f -- "$temporary"' EXIT
        why=$(cat 2>&1 >"$temporary") || fail error "${why##*: }"
        [[ $(stat -c %s -- "$temporary") == "$4" ]] || fail error 'the content was cut off on its way'
        if look; then
            chown --reference="$name" -- "$temporary" 2>/dev/null
            chmod --reference="$name" -- "$temporary"
        else
            chmod =rw -- "$temporary"
        fi
        sync -d -- "$temporary" 2>/dev/null
        hold
        if expect "$3"; then
            must_be_file
        fi
        why=$(mv -fT -- "$temporary" "$name" 2>&1) || fail error "${why##*: }"
        printf 'ok\n'
        ;;
    append)
        umask 077
        enter_making "$path"
        for ((i = 0; i < tries; i++)); do
            if look; then
                must_be_file
            fi
            { exec 3>>"$name"; } 2>/dev/null || fail error 'cannot be written'
            look && must_be_file
            ! is_opened || break
        done
        ((i < tries)) || fail link
        why=$(cat 2>&1 >&3) || fail error "${why##*: }"
        printf 'ok\n'
        ;;
    delete)
        enter "$path"
        hold
        expect "$3" || fail absent
        if ((mode != 0040000)); then
            must_be_file
        fi
        if ((mode == 0040000)); then
            why=$(rmdir -- "$name" 2>&1) || fail error "${why##*: }"
        else
            why=$(rm -f -- "$name" 2>&1) || fail error "${why##*: }"
        fi
        printf 'ok\n'
        ;;
    *) fail error "no operation $operation" ;;
esac
