# Ends a process group and all that inherited the mark: TERM, a second to obey, KILL. Arguments: the group (or nothing), the
# mark as VARIABLE=value. Fails if something lives on.
group=$1
mark=$2

marked() {
    local file group_of
    members=() outside=()
    while IFS= read -r file; do
        file=${file#/proc/}
        alive "${file%/environ}" || continue
        members+=("${file%/environ}")
        [[ $group_of == "$group" ]] || outside+=("${file%/environ}")
    done < <(grep -lzxF -- "$mark" /proc/[0-9]*/environ 2>/dev/null)
}

# Sets group_of.
alive() {
    local line state
    IFS= read -r line <"/proc/$1/stat" 2>/dev/null || return
    read -r state _ group_of _ <<<"${line##*) }"
    [[ $state != [ZX] ]]
}

# Sets size: how many are in the group. Without another process, as all that comes before the end of a fork bomb.
count_group() {
    local process line group_of state
    size=0
    for process in /proc/[0-9]*; do
        IFS= read -r line <"$process/stat" || continue
        read -r state _ group_of _ <<<"${line##*) }"
        [[ $group_of != "$group" || $state == [ZX] ]] || ((size++))
    done 2>/dev/null
}

in_group() {
    count_group
    ((size > 0))
}

# So many may leave no process to wait or to look with.
readonly many=100
end_many() {
    count_group
    ((size > many)) || return
    kill -TERM -- "-$group"
    termed=TERM
    SECONDS=0
    while ((size > many && SECONDS < 2)); do
        count_group
    done
    ((size > many)) || return
    for ((i = 0; i < 200; i++)); do
        kill -KILL -- "-$group"
        in_group || return
    done
} 2>/dev/null

# Each gets a signal once: a second TERM would interrupt what the first began.
send() {
    [[ -z $group || $1 == "$termed" ]] || kill "-$1" -- "-$group"
    ((${#outside[@]} == 0)) || kill "-$1" -- "${outside[@]}"
} 2>/dev/null

lives() {
    marked
    ((${#members[@]} > 0)) || { [[ -n $group ]] && in_group; }
}

termed=
[[ -z $group ]] || end_many
lives || { printf "ok\n"; exit; }
send TERM
for ((i = 0; i < 20; i++)); do
    sleep 0.05
    lives || { printf "ok\n"; exit; }
done
for ((i = 0; i < 40; i++)); do
    send KILL
    sleep 0.05
    lives || { printf "ok\n"; exit; }
done
printf "alive %s\n" "${members[*]:-group $group}"
