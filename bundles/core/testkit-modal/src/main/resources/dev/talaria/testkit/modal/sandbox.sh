# The first process of a sandbox, in a mount and process namespace of its own. Arguments: its root directory, the working
# directory, the words of the entrypoint. Programs are the host's and cannot be written; all else is in the directory.
set -e
root=$1 workdir=$2
shift 2
mount --bind "$root" "$root"
for part in usr bin sbin lib lib32 lib64 libx32 etc opt; do
    if [[ -L /$part ]]; then
        [[ -L $root/$part ]] || ln -s "$(readlink "/$part")" "$root/$part"
    elif [[ -d /$part ]]; then
        mkdir -p "$root/$part"
        mount --bind "/$part" "$root/$part"
        mount -o remount,bind,ro "$root/$part"
    fi
done
mkdir -p "$root"/{proc,dev,root,home,workspace,var/tmp,run}
mkdir -p -m 1777 "$root/tmp"
mount -t proc proc "$root/proc"
mount --rbind /dev "$root/dev"
# Bash waits for children that others left, as an init does.
exec chroot "$root" bash -c 'cd -- "$1" || exit 1; shift; : >/run/ready; "$@" & wait "$!"' sandbox "$workdir" "$@"
