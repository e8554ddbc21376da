# Runs one command of a sandbox. Arguments: a token that nobody else knows, the directory (nothing for where the shell was,
# a dot for where this is started), the file that keeps the state of the shell (or nothing), whether there is an input, the
# script, whether the state is kept. It says its process group first, and how the command ended and where last, each between
# two bytes 036 and with the token.
IFS= read -r __talaria_stat </proc/$$/stat
read -r _ _ __talaria_group _ <<<"${__talaria_stat##*) }"
if [[ $__talaria_group != "$$" ]]; then
    exec setsid "$BASH" --noprofile --norc -c "$BASH_EXECUTION_STRING" "$0" "$@"
fi
unset -v __talaria_stat __talaria_group
declare -r __talaria_token=$1 __talaria_snapshot=$3 __talaria_script=$5 __talaria_keeps=$6
printf '\036%s %s\036' "$__talaria_token" "$$"
exec 2>&1
[[ -n $4 ]] || exec </dev/null
__talaria_cwd=$2
[[ $__talaria_cwd != . ]] || __talaria_cwd=$PWD
set --
# What happens if the script ends the shell itself: its code is told, and the state of the shell stays as it was. A kill may
# come while the output of a builtin goes to a file, where this must not land.
trap '__talaria_code=$?; [[ ! -f /dev/fd/1 ]] || exec >&2; printf "\036%s %s\036" "$__talaria_token" "$__talaria_code"' EXIT
__talaria_keep() {
    local file name
    file=$(umask 077; mktemp -- "$__talaria_snapshot.XXXXXX") || return
    {
        (unset -v TALARIA_COMMAND TALARIA_SANDBOX; export -p)
        while read -r _ _ name; do
            [[ $name == __talaria* ]] || declare -f -- "$name"
        done < <(declare -F)
        alias -p
        printf 'builtin cd -- %q 2>/dev/null\n' "$PWD"
    } >"$file" 2>/dev/null && mv -f -- "$file" "$__talaria_snapshot" || rm -f -- "$file"
}
if [[ -n $__talaria_snapshot ]]; then
    shopt -s expand_aliases
    [[ ! -r $__talaria_snapshot ]] || source "$__talaria_snapshot" >/dev/null 2>&1
fi
if [[ -n $__talaria_cwd ]] && ! builtin cd -- "$__talaria_cwd" 2>/dev/null; then
    printf 'cannot enter directory %s\n' "$__talaria_cwd"
    exit 126
fi
unset -v __talaria_cwd
eval "$__talaria_script"
__talaria_code=$?
trap - EXIT
set +eu
[[ -z $__talaria_snapshot || -z $__talaria_keeps ]] || __talaria_keep
printf '\036%s %s %s\036' "$__talaria_token" "$__talaria_code" "$PWD"
exit "$__talaria_code"
