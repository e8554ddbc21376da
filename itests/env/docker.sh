#!/bin/bash
# A Docker daemon and images for tests, without an image registry.
#   docker.sh prepare   installs docker.io, starts dockerd if none answers, makes test/busybox:1 and test/deb:1 once; as root
#   docker.sh check     says why tests with Docker cannot run and exits 1, or says nothing
# TALARIA_TEST_CACHE: the folder that keeps what was made, by default ~/.cache/talaria-tests.
set -euo pipefail

here=$(cd "$(dirname "$0")" && pwd -P)
cache=${TALARIA_TEST_CACHE:-${XDG_CACHE_HOME:-$HOME/.cache}/talaria-tests}/images

answers() { docker version >/dev/null 2>&1; }
has() { docker image inspect "$1" >/dev/null 2>&1; }

prepare() {
  if ! command -v dockerd >/dev/null || ! command -v docker >/dev/null; then
    apt-get -qq update
    DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends docker.io >/dev/null
  fi
  mkdir -p "$cache"
  if ! answers; then
    setsid dockerd </dev/null >"$cache/dockerd.log" 2>&1 &
    for ((i = 0; i < 120; i++)); do
      answers && break
      sleep 0.5
    done
    answers || { tail -20 "$cache/dockerd.log" >&2; echo "docker.sh: dockerd does not answer" >&2; exit 1; }
  fi
  has test/busybox:1 || "$here/mk-images.sh" "$cache" busybox
  has test/deb:1 || "$here/mk-images.sh" "$cache" deb
}

check() {
  command -v docker >/dev/null || { echo "docker is not installed: itests/env/docker.sh prepare"; exit 1; }
  answers || { echo "no Docker daemon answers: itests/env/docker.sh prepare"; exit 1; }
  has test/deb:1 && has test/busybox:1 || { echo "the test images are missing: itests/env/docker.sh prepare"; exit 1; }
}

case ${1-} in
  prepare) prepare ;;
  check) check ;;
  *) sed -n '2,5p' "$0" >&2; exit 2 ;;
esac
