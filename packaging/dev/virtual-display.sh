#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
#
# virtual-display.sh COMMAND...
# Runs COMMAND on a virtual screen with a window manager, a private D-Bus session and a real, unlocked keyring of its own;
# nothing of the person's home, display or keychain is touched, and everything is taken down afterwards.
# KEYSTEAD_SCREEN sets the size (1280x800).
source "$(dirname "${BASH_SOURCE[0]}")/common.sh"

if [[ ${1:-} == --session ]]; then  # second stage, inside the D-Bus session
  shift
  printf 'practice\n' | gnome-keyring-daemon --foreground --unlock --components=secrets >/dev/null 2>>"$KEYSTEAD_SCRATCH/log" &
  gdbus wait --session --timeout 20 org.freedesktop.secrets || die "the keyring did not start"
  exec "$@"
fi

for tool in Xvfb xprop openbox dbus-run-session gnome-keyring-daemon; do
  command -v "$tool" >/dev/null || die "$tool is missing (./dev run installs it)"
done

scratch=$(mktemp -d /tmp/ks-XXXXXX)
export KEYSTEAD_SCRATCH=$scratch
children=()
session=""
clean_up() {
  [[ -z $session ]] || kill -- "-$session" 2>/dev/null || true
  kill "${children[@]}" 2>/dev/null || true
  wait
  rm -rf "$scratch"
}
trap clean_up EXIT
trap 'exit 130' INT
trap 'exit 143' TERM

mkdir -m 700 "$scratch"/{home,config,cache,data,state,run}
export HOME=$scratch/home XDG_CONFIG_HOME=$scratch/config XDG_CACHE_HOME=$scratch/cache XDG_DATA_HOME=$scratch/data \
  XDG_STATE_HOME=$scratch/state XDG_RUNTIME_DIR=$scratch/run
unset WAYLAND_DISPLAY DBUS_SESSION_BUS_ADDRESS SSH_AUTH_SOCK XAUTHORITY DESKTOP_SESSION XDG_CURRENT_DESKTOP XDG_SESSION_TYPE

# Xvfb picks a free number and writes it to the pipe when it answers.
mkfifo "$scratch/number"
Xvfb -displayfd 3 -screen 0 "${KEYSTEAD_SCREEN:-1280x800}x24" -nolisten tcp -noreset 3>"$scratch/number" 2>"$scratch/log" &
children+=($!)
read -r -t 20 number <"$scratch/number" || { cat "$scratch/log" >&2; die "the virtual screen did not start"; }
export DISPLAY=:$number QT_QPA_PLATFORM=xcb
openbox >>"$scratch/log" 2>&1 &
children+=($!)
for _ in {1..100}; do  # the window manager announces itself on the root window
  xprop -root _NET_SUPPORTING_WM_CHECK 2>/dev/null | grep -q 'window id' && break
  sleep 0.05
done

# In the background and as a process group of its own, so that a signal takes everything down at once.
setsid dbus-run-session -- "$tools/virtual-display.sh" --session "$@" <&0 &
session=$!
status=0
wait "$session" || status=$?
exit "$status"
