#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# isolated-test.sh PROGRAM [ARGUMENT...]: runs one test with a home, XDG folders and TMPDIR of its own, removed afterwards,
# and without the person's display and session bus.
scratch=$(mktemp -d) || exit 1
trap 'rm -rf "$scratch"' EXIT
trap 'exit 143' TERM INT HUP
umask 077
mkdir "$scratch/home" "$scratch/config" "$scratch/cache" "$scratch/data" "$scratch/state" "$scratch/run" "$scratch/tmp" || exit 1
export HOME="$scratch/home" XDG_CONFIG_HOME="$scratch/config" XDG_CACHE_HOME="$scratch/cache" XDG_DATA_HOME="$scratch/data" \
  XDG_STATE_HOME="$scratch/state" XDG_RUNTIME_DIR="$scratch/run" TMPDIR="$scratch/tmp"
unset DISPLAY WAYLAND_DISPLAY XAUTHORITY DBUS_SESSION_BUS_ADDRESS SSH_AUTH_SOCK
umask 022
"$@"
