#!/bin/bash
# What throw-away SSH servers of tests need; each test class starts its own on 127.0.0.1 (testkit's SshServer).
#   ssh.sh prepare   installs the OpenSSH server and client, makes the account sshtest; as root
#   ssh.sh check     says why tests with SSH cannot run and exits 1, or says nothing
set -euo pipefail

prepare() {
  if ! command -v /usr/sbin/sshd >/dev/null || ! command -v ssh >/dev/null; then
    apt-get -qq update
    DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends openssh-server openssh-client >/dev/null
  fi
  mkdir -p /run/sshd
  # An account without a password is locked unless it is told to have one that nothing matches.
  id sshtest >/dev/null 2>&1 || { useradd -m -s /bin/bash sshtest; usermod -p '*' sshtest; }
}

check() {
  [ "$(id -u)" = 0 ] || { echo "an sshd for several accounts needs root"; exit 1; }
  [ -x /usr/sbin/sshd ] || { echo "no sshd is installed: itests/env/ssh.sh prepare"; exit 1; }
  id sshtest >/dev/null 2>&1 || { echo "the account sshtest is missing: itests/env/ssh.sh prepare"; exit 1; }
  [ -d /run/sshd ] || { echo "/run/sshd is missing: itests/env/ssh.sh prepare"; exit 1; }
}

case ${1-} in
  prepare) prepare ;;
  check) check ;;
  *) sed -n '2,4p' "$0" >&2; exit 2 ;;
esac
