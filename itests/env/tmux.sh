#!/bin/bash
# tmux for tests of the chat in a real terminal.
#   tmux.sh prepare   installs tmux; as root
#   tmux.sh check     says why tests with it cannot run and exits 1, or says nothing
set -euo pipefail

prepare() {
  if ! command -v tmux >/dev/null; then
    apt-get -qq update
    DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends tmux >/dev/null
  fi
}

check() {
  command -v tmux >/dev/null || { echo "tmux is not installed: itests/env/tmux.sh prepare"; exit 1; }
}

case ${1-} in
  prepare) prepare ;;
  check) check ;;
  *) sed -n '2,4p' "$0" >&2; exit 2 ;;
esac
