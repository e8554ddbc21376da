# Detached commands: one directory each, written by detached.sh. Arguments: the operation, the directory of all, the id and
# what else is needed. The first line of the output is ok, or error and a text; what was asked for follows.
export LC_ALL=C

fail() {
    printf '%s %s\n' "$1" "${2//$'\n'/ }"
    exit 1
}

# Sets start.
started_at() {
    local line fields
    start=
    IFS= read -r line <"/proc/$1/stat" || return
    read -ra fields <<<"${line##*) }"
    [[ ${fields[0]} != [ZX] ]] || return
    start=${fields[19]}
} 2>/dev/null

# Sets boot, leader, leader_start, holder and holder_start.
identify() {
    mapfile -t lines <"$1/pid" 2>/dev/null || return
    ((${#lines[@]} == 5)) || return
    boot=${lines[0]} leader=${lines[1]} leader_start=${lines[2]} holder=${lines[3]} holder_start=${lines[4]}
    read -r now </proc/sys/kernel/random/boot_id
}

is_same() {
    [[ $boot == "$now" ]] && started_at "$1" && [[ $start == "$2" ]]
}

# Sets told: state and code. Whether it lives is asked first: what is dead afterwards has written its code before.
# Without another process: a fork bomb leaves none, and shall be killed.
state() {
    local alive=no code=
    identify "$1" || fail error "nothing is kept any more of the command ${1##*/}"
    ! is_same "$leader" "$leader_start" || alive=yes
    if [[ -e $1/exit ]]; then
        read -r code <"$1/exit" || [[ -n $code ]]
    elif [[ $alive == yes ]]; then
        told='running 0'
        return
    fi
    if [[ -e $1/killed ]]; then
        told='killed 0'
    elif [[ -n $code ]]; then
        told="exited $code"
    else
        told='lost 0'
    fi
}

newest() {
    local part
    offset=-1
    for part in "$1"/log.*; do
        [[ -e $part ]] || continue
        ((${part##*log.} <= offset)) || offset=${part##*log.}
    done
}

operation=$1 base=$2 id=$3
directory=$base/$id
shift 3
case $operation in
    start)
        label=$1 cwd=$2 part=$3 wrapper=$4 milliseconds=$5
        shift 5
        umask 077
        mkdir -p -- "$base" || fail error "$base cannot be made"
        mkdir -- "$directory" 2>/dev/null || fail exists "$id"
        trap '[[ -e $directory/started ]] || rm -rf -- "$directory"' EXIT
        printf %s "$label" >"$directory/label" && printf %s "$wrapper" >"$directory/detached.sh" ||
            fail error "$directory cannot be written"
        builtin cd -- "$cwd" 2>/dev/null || fail nodirectory "$cwd"
        umask 022
        export TALARIA_COMMAND=$directory PYTHONUNBUFFERED=1
        set -m
        setsid "$BASH" --noprofile --norc -- "$directory/detached.sh" "$directory" "$part" "$@" \
            </dev/null >/dev/null 2>"$directory/trouble" &
        set +m
        for ((i = 0; i < 1000; i++)); do
            [[ ! -e $directory/pid && ! -e $directory/failed ]] || break
            sleep 0.01
        done
        [[ -e $directory/pid ]] ||
            fail error "$(head -c 500 -- "$directory/trouble" 2>/dev/null) (its shell could not begin)"
        (umask 077; printf %s "$milliseconds" >"$directory/started")
        printf 'ok\n'
        ;;
    list)
        printf 'ok\n'
        for directory in "$base"/*/; do
            directory=${directory%/}
            [[ -e $directory/started ]] || continue
            printf '%s\0%s\0%s\0' "${directory##*/}" "$(<"$directory/started")" "$(<"$directory/label")"
        done
        ;;
    state)
        state "$directory"
        printf 'ok %s\n' "$told"
        ;;
    size)
        newest "$directory"
        ((offset >= 0)) || { printf 'ok 0\n'; exit; }
        size=$(stat -c %s -- "$directory/log.$offset" 2>/dev/null) || { newest "$directory"; size=0; }
        printf 'ok %s\n' "$((offset + size))"
        ;;
    output)
        # offset, length: the part that holds the offset; what was removed reads as empty lines
        wanted=$1 length=$2 found=-1 first=-1
        for part in "$directory"/log.*; do
            [[ -e $part ]] || continue
            begin=${part##*log.}
            ((first >= 0 && begin >= first)) || first=$begin
            ((begin > wanted || begin < found)) || found=$begin
        done
        if ((found < 0)); then
            removed=0
            ((first < 0)) || removed=$((first - wanted < length ? first - wanted : length))
            printf 'ok %s\n' "$removed"
            exit
        fi
        printf 'ok 0\n'
        tail -c +$((wanted - found + 1)) -- "$directory/log.$found" | head -c "$length"
        ;;
    write)
        state "$directory"
        [[ $told == running* ]] || fail error 'the command has ended'
        identify "$directory"
        is_same "$holder" "$holder_start" || fail error "the command's input is closed"
        cat >"$directory/given.$$"
        timeout 10 "$BASH" --noprofile --norc -c 'exec cat -- "$1" >"$2"' talaria "$directory/given.$$" \
            "$directory/input"
        taken=$?
        rm -f -- "$directory/given.$$"
        ((taken == 0)) || fail error 'the command did not take its input in time; a part may have reached it'
        printf 'ok\n'
        ;;
    close)
        identify "$directory" || fail error "nothing is kept any more of the command $id"
        if is_same "$holder" "$holder_start"; then
            kill -KILL "$holder" 2>/dev/null
            for ((i = 0; i < 100; i++)); do
                is_same "$holder" "$holder_start" || break
                sleep 0.02
            done
        fi
        printf 'ok\n'
        ;;
    leader)
        # What a kill needs; marks it as killed unless it is over.
        state "$directory"
        [[ $told != running* ]] || { umask 077; : >"$directory/killed"; } 2>/dev/null
        identify "$directory"
        group=
        # A number is not given away again while a group has it.
        if is_same "$leader" "$leader_start" || { [[ $boot == "$now" && ! -e /proc/$leader ]]; }; then
            group=$leader
        fi
        printf 'ok %s\n' "$group"
        ;;
    forget)
        state "$directory"
        [[ $told != running* ]] || fail error "the command $id is still running"
        rm -rf -- "$directory" || fail error "$directory cannot be removed"
        printf 'ok\n'
        ;;
    *) fail error "no operation $operation" ;;
esac
