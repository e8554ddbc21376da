# Makes or removes the directories of a sandbox. Arguments: make, the sandbox's name, the directory that is wanted (or
# nothing); find and the name; or remove and the state directory. The first line of the output is ok, or error and a text.
export LC_ALL=C
umask 077

fail() {
    printf 'error %s\n' "${1//$'\n'/ }"
    exit 1
}

[[ $HOME == /* && -d $HOME ]] || HOME=~
[[ $HOME == /* && -d $HOME ]] || fail "the account has no home directory"

case $1 in
    make)
        base=$HOME/.talaria
        state=$base/sandbox-state/$2
        directory=${3:-$base/sandboxes/$2}
        [[ $directory != '~/'* ]] || directory=$HOME/${directory#'~/'}
        why=$(mkdir -p -- "$state" "$(dirname -- "$directory")" 2>&1) || fail "${why##*mkdir: }"
        if mkdir -- "$directory" 2>/dev/null; then
            printf %s "$directory" >"$state/made"
        fi
        builtin cd -P -- "$directory" 2>/dev/null && [[ -w . ]] || fail "$directory is no directory to write in"
        here=$PWD
        builtin cd -P -- "$state" || fail "$state cannot be entered"
        printf 'ok\n%s\0%s\0' "$here" "$PWD"
        ;;
    find)
        state=$HOME/.talaria/sandbox-state/$2
        [[ -d $state ]] || { printf 'absent\n'; exit; }
        printf 'ok\n%s' "$state"
        ;;
    remove)
        state=$2
        if [[ -r $state/made ]]; then
            directory=$(<"$state/made")
            [[ $directory == /*/* ]] || fail "$directory is not removed"
            why=$(rm -rf --one-file-system -- "$directory" 2>&1) || fail "$why"
        fi
        why=$(rm -rf --one-file-system -- "$state" 2>&1) || fail "$why"
        printf 'ok\n'
        ;;
esac
