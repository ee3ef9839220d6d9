#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# client.sh: lists the connections. client.sh CONNECTION URL: asks URL with the connection's token, which never stands on a command line.
set -u

fail() {
  echo "client.sh: $1" >&2
  exit "$2"
}

if [ $# -lt 2 ]; then
  exec keystead-cli list
fi

token=$(keystead-cli token "$1" --min-valid 1m)
code=$?
case $code in
  0) ;;
  3) fail "open the vault first: keystead-cli vault unlock" $code ;;
  4) fail "this script has no grant for $1" $code ;;
  5) fail "sign in first: keystead-cli login '$1'" $code ;;
  *) fail "no token for $1" $code ;;
esac

# curl reads the header from a pipe; printf is built into the shell, so that no process has the token among its arguments.
printf 'header = "Authorization: Bearer %s"\n' "$token" | curl --fail --silent --show-error --config - "$2" ||
  fail "$2 did not answer as wanted" 1
