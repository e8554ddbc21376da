# One operation of a directory that is kept the same on the host of Talaria and here. Arguments: the operation, the
# directory here, the file that remembers what was sent. The first line of the output is ok, or error and a text.
export LC_ALL=C
operation=$1 directory=$2 remembered=$3 stage=

fail() {
    [[ -z $stage ]] || rm -rf -- "$stage"
    printf 'error %s\n' "${1//$'\n'/ }"
    exit 1
}

[[ $directory != '~/'* ]] || directory=$HOME/${directory#'~/'}
why=$(mkdir -p -- "$directory" "$(dirname -- "$remembered")" 2>&1) || fail "$why"
builtin cd -P -- "$directory" || fail "$directory cannot be entered"
find . -maxdepth 1 -name '.talaria-sync.*' -mmin +60 -exec rm -rf -- {} +

case $operation in
    remembered)
        printf 'ok\n'
        [[ ! -r $remembered ]] || exec cat -- "$remembered"
        ;;
    push)
        # Input: a tar of files/, the names that are gone, what to remember, and an end. Nothing changes before all is here.
        stage=$(mktemp -d ./.talaria-sync.XXXXXXXX) || fail 'no directory can be made'
        trap 'rm -rf -- "$stage"' EXIT
        why=$(tar -xf - -C "$stage" --no-same-owner 2>&1) || fail "$why"
        [[ -e $stage/end ]] || fail 'the files were cut off on their way'
        why=$(xargs -0 -r rm -f -- <"$stage/removed" 2>&1) || fail "$why"
        if [[ -d $stage/files ]]; then
            why=$(cp -a --remove-destination -- "$stage/files/." . 2>&1) || fail "$why"
        fi
        why=$(mv -fT -- "$stage/remembered" "$remembered" 2>&1) || fail "$why"
        printf 'ok\n'
        ;;
    list)
        printf 'ok\n'
        find . -name '.talaria-sync.*' -prune -o -type f -print0 | xargs -0 -r sha256sum -z --
        ;;
    fetch)
        # Input: the names, each ended by a NUL
        printf 'ok\n'
        exec tar --format=posix --no-recursion --hard-dereference --null -cf - -T -
        ;;
esac
