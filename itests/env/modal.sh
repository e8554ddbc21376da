#!/bin/sh
# The official Python client of Modal, which shows that the fake server of the tests is faithful.
#   modal.sh prepare   installs modal-requirements.txt once (about 60 MB), with Python 3.10+ and its venv module
#   modal.sh check     says why it cannot run yet and exits 1, or says nothing
#   modal.sh run …     runs Python with it
# TALARIA_TEST_CACHE: the folder that keeps what was fetched, by default ~/.cache/talaria-tests.
set -eu

here=$(cd "$(dirname "$0")" && pwd -P)
wanted=$here/modal-requirements.txt
cache=${TALARIA_TEST_CACHE:-${XDG_CACHE_HOME:-$HOME/.cache}/talaria-tests}/modal
# Copied last, so that it tells what is there, whole.
stamp=$cache/modal-requirements.txt

die() {
  echo "modal.sh: $1" >&2
  exit 1
}

is_prepared() {
  cmp -s "$wanted" "$stamp"
}

prepare() {
  is_prepared && return
  python3 -c 'import sys; sys.exit(sys.version_info < (3, 10))' || die "Python 3.10 or later is needed: apt-get install python3"
  rm -rf "$cache"
  mkdir -p "$cache"
  python3 -m venv "$cache/venv" || die "the venv module is needed: apt-get install python3-venv"
  "$cache/venv/bin/pip" install --quiet --disable-pip-version-check --no-compile --only-binary :all: --no-deps -r "$wanted"
  "$cache/venv/bin/python" -c 'import modal' || die "the client does not load"
  cp "$wanted" "$stamp"
}

case ${1:-} in
  prepare) prepare ;;
  check) is_prepared || die "the official client is not in $cache; run $here/modal.sh prepare" ;;
  run)
    shift
    is_prepared || die "the official client is not in $cache; run $here/modal.sh prepare"
    exec "$cache/venv/bin/python" "$@"
    ;;
  *) die "say prepare, check or run" ;;
esac
