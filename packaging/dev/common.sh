# SPDX-License-Identifier: GPL-3.0-or-later
# shellcheck shell=bash disable=SC2154,SC2034
# Sourced by `dev` and by the scripts beside it: where things lie, and how to speak.
set -euo pipefail
umask 022  # the tests run as another user and read what is built here

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
tools=$root/packaging/dev
jobs=$(nproc)
export HOME=${HOME:-$(getent passwd "$(id -u)" | cut -d: -f6)}

say() { printf 'dev: %s\n' "$*" >&2; }
die() { say "$*"; exit 1; }
