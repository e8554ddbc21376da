#!/bin/bash
# A real apptainer and images for tests.
#   singularity.sh prepare   installs apptainer, makes the image folders once; as root, after docker.sh prepare
#   singularity.sh check     says why tests with apptainer cannot run and exits 1, or says nothing
#   singularity.sh image     prints the folder of the image, a Debian with bash
# TALARIA_TEST_CACHE: the folder that keeps what was made, by default ~/.cache/talaria-tests.
set -euo pipefail

here=$(cd "$(dirname "$0")" && pwd -P)
cache=${TALARIA_TEST_CACHE:-${XDG_CACHE_HOME:-$HOME/.cache}/talaria-tests}
image=$cache/apptainer/deb

prepare() {
  command -v apptainer >/dev/null || "$here/mk-apptainer.sh" >/dev/null
  if [ ! -d "$image" ]; then
    [ -d "$cache/images/deb" ] || { echo "singularity.sh: run docker.sh prepare first" >&2; exit 1; }
    mkdir -p "$cache/apptainer"
    rm -rf "$image.part"
    apptainer -s build --sandbox "$image.part" "$cache/images/deb"
    mv "$image.part" "$image"
  fi
}

check() {
  command -v apptainer >/dev/null || { echo "apptainer is not installed: itests/env/singularity.sh prepare"; exit 1; }
  [ -d "$image" ] || { echo "the image is missing: itests/env/singularity.sh prepare"; exit 1; }
}

case ${1-} in
  prepare) prepare ;;
  check) check ;;
  image) echo "$image" ;;
  *) sed -n '2,6p' "$0" >&2; exit 2 ;;
esac
