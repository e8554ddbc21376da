#!/bin/bash
# Bubblewrap for tests of confined commands.
#   bubblewrap.sh prepare   installs bubblewrap; as root
#   bubblewrap.sh check     says why tests with it cannot run and exits 1, or says nothing
set -euo pipefail

prepare() {
  if ! command -v bwrap >/dev/null; then
    apt-get -qq update
    DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends bubblewrap >/dev/null
  fi
}

check() {
  command -v bwrap >/dev/null || { echo "bwrap is not installed: itests/env/bubblewrap.sh prepare"; exit 1; }
  bwrap --ro-bind / / --unshare-pid --proc /proc true || { echo "bwrap cannot make namespaces here"; exit 1; }
}

case ${1-} in
  prepare) prepare ;;
  check) check ;;
  *) sed -n '2,4p' "$0" >&2; exit 2 ;;
esac
