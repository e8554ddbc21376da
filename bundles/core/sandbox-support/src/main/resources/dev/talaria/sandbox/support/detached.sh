# Runs one detached command and keeps its output and its end in a directory. Arguments: the directory, the bytes after
# which a part of the log is full, then the words of the command. It leads a session of its own; nobody waits for it.
directory=$1
part_bytes=$2
shift 2

# A handler, unlike '', is not inherited: the command itself gets these signals as ever, and this outlives it.
trap : TERM HUP INT
mask=$(umask)
umask 077

# Copies all output to log.<offset of its first byte>. Only the two newest parts are kept, so that a command that prints
# for ever does not fill the disk. dd copies each read at once and splits none; it ends after so many reads or at the end
# of the output, which shows by a part that did not grow. On a full disk the output is thrown away and the command goes on.
keep_output() {
    trap '' TERM HUP INT
    local begin=0 previous='' part=$directory/log.0 before=0 size=0
    while dd bs=64k count=128 status=none >>"$part"; do
        size=$(stat -c %s -- "$part") || break
        ((size > before)) || return
        before=$size
        if ((size >= part_bytes)); then
            [[ -z $previous ]] || rm -f -- "$previous"
            previous=$part
            begin=$((begin + size))
            part=$directory/log.$begin
            before=0
        fi
    done
    exec cat >/dev/null
}

# Whoever waits for the start sees this instead of waiting for nothing.
fail() {
    : >"$directory/failed"
    exit 1
}

# The input is a named pipe. A process that sleeps holds it open until somebody ends that process.
mkfifo -m 600 -- "$directory/input" || fail
exec 9<>"$directory/input" 8>"$directory/input" 7<"$directory/input" 9>&-
sleep infinity </dev/null >/dev/null 2>&1 7<&- &
holder=$!
exec 8>&-
exec 6> >(exec 7<&-; keep_output)
keeper=$!

started_at() {
    local line fields
    read -r line <"/proc/$1/stat" || return
    read -ra fields <<<"${line##*) }"
    printf %s "${fields[19]}"
}
read -r boot </proc/sys/kernel/random/boot_id
printf '%s\n' "$boot" "$$" "$(started_at $$)" "$holder" "$(started_at "$holder")" >"$directory/pid.new" || fail
mv -f -- "$directory/pid.new" "$directory/pid" || fail

umask "$mask"
"$@" <&7 >&6 2>&1 6>&- 7<&-
code=$?

umask 077
exec 6>&- 7<&-
kill "$holder" 2>/dev/null
# All of its output shall be there when its end is. What it left running may hold the output for ever: that is waited for
# only half a second.
is_held() {
    local process
    for process in /proc/[0-9]*; do
        [[ $process/fd/1 -ef /proc/$keeper/fd/0 || $process/fd/2 -ef /proc/$keeper/fd/0 ]] && return
    done
    return 1
}
for ((i = 0; i < 500; i++)); do
    kill -0 "$keeper" 2>/dev/null || break
    ((i < 25)) || ! is_held || break
    sleep 0.02
done
printf %s "$code" >"$directory/exit.new" && mv -f -- "$directory/exit.new" "$directory/exit"
