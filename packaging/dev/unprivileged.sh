#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
#
# unprivileged.sh [--writable FOLDER]... -- COMMAND...
# Runs COMMAND with a home, XDG folders and TMPDIR of its own, thrown away afterwards, and without the person's display,
# session bus and other environment. Started as root it also becomes the user keystead-test (root would hide permission
# faults), who may write below each FOLDER. A tree that this user cannot reach (below /root, say) is shown to it at its
# own place inside a private mount namespace.
source "$(dirname "${BASH_SOURCE[0]}")/common.sh"

readonly tester=keystead-test
writable=()
while [[ $1 == --writable ]]; do
  writable+=("$2")
  shift 2
done
[[ $1 == -- ]] && shift

become=()
if ((EUID == 0)); then
  if ! getent passwd "$tester" >/dev/null; then
    say "the tests do not run as root: adding the system user $tester"
    useradd --system --no-create-home --home-dir /nonexistent --shell /usr/sbin/nologin "$tester" ||
      die "the user $tester could not be added: start the tests as an ordinary user"
  fi
  become=(setpriv --reuid="$(id -u "$tester")" --regid="$(id -g "$tester")" --clear-groups --inh-caps=-all --)
fi

# Short: the address of a Unix socket holds 107 bytes.
scratch=$(mktemp -d /tmp/ks-XXXXXX)
trap 'rm -rf "$scratch"' EXIT
mkdir -m 700 "$scratch"/{home,config,cache,data,state,run,tmp}
if ((EUID == 0)); then
  chown -R "$tester": "$scratch" "${writable[@]}"
fi

environment=(
  HOME="$scratch/home" XDG_CONFIG_HOME="$scratch/config" XDG_CACHE_HOME="$scratch/cache" XDG_DATA_HOME="$scratch/data"
  XDG_STATE_HOME="$scratch/state" XDG_RUNTIME_DIR="$scratch/run" TMPDIR="$scratch/tmp"
  PATH="$PATH" LANG=C.UTF-8 TERM="${TERM:-dumb}" TZ="${TZ:-UTC}")
for name in ASAN_OPTIONS LSAN_OPTIONS UBSAN_OPTIONS TSAN_OPTIONS CTEST_PROGRESS_OUTPUT QT_LOGGING_RULES "${!KEYSTEAD_@}"; do
  [[ -v $name ]] && environment+=("$name=${!name}")
done
ulimit -c 0

# The outermost folder on the way to the tree that the tester may not enter; nothing if it may read everything.
blocked_at() {
  local path=$root blocked=""
  while [[ $path != / ]]; do
    "${become[@]}" test -x "$path" 2>/dev/null || blocked=$path
    path=$(dirname "$path")
  done
  printf '%s' "$blocked"
}

# Runs inside the private mount namespace: covers the blocked folder $1 with an empty one and shows the tree below it.
show_tree() {
  local blocked=$1 hold=$scratch/hold entry
  mkdir "$hold"
  mount --bind "$root" "$hold"
  mount -t tmpfs -o mode=0755,size=1m keystead "$blocked"
  mkdir -p "$root"
  find "$hold" -mindepth 1 -maxdepth 1 -print0 | while IFS= read -r -d '' entry; do
    if [[ -d $entry ]]; then mkdir "$root/${entry##*/}"; else : >"$root/${entry##*/}"; fi
    mount --bind "$entry" "$root/${entry##*/}"
  done
}

blocked=""
if ((EUID == 0)); then
  blocked=$(blocked_at)
fi
# shellcheck disable=SC2086
command_line=("${become[@]}" env -i "${environment[@]}" ${KEYSTEAD_TEST_WRAPPER:-} "$@")
if [[ -z $blocked ]]; then
  cd "$root"
  if ((EUID == 0)) && ! "${become[@]}" test -r dev -a -r CMakeLists.txt; then
    die "the files of this tree are readable by root only (chmod -R go+rX .), or run ./dev test as an ordinary user"
  fi
  "${command_line[@]}"
else
  unshare --mount --propagation private true 2>/dev/null ||
    die "the user $tester cannot enter $blocked, and no mount namespace can be made: clone to a folder that every user may enter, or run ./dev test as an ordinary user"
  export -f show_tree
  root=$root scratch=$scratch unshare --mount --propagation private bash -euc '
    show_tree "$1"; shift; cd "$root"; exec "$@"' unprivileged "$blocked" "${command_line[@]}"
fi
