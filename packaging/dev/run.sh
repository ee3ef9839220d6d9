# SPDX-License-Identifier: GPL-3.0-or-later
# shellcheck shell=bash disable=SC2154,SC2034
# Sourced by `dev`: the program itself, on the person's display or on a virtual one.

# tour FOLDER THEME [SCALE] walks through the practice tour on a virtual screen and leaves screenshots and reports in
# FOLDER. At twice the scale the screen is twice as large, so that the same page is seen.
tour() {
  local folder=$1 theme=$2 scale=${3:-1}
  rm -rf "$folder"
  mkdir -p "$folder"
  KEYSTEAD_SCREEN=$((1280 * scale))x$((800 * scale)) QT_SCALE_FACTOR=$scale \
    "$tools/virtual-display.sh" "$root/build/dev/bin/keystead" --demo --tour "$folder" --theme "$theme"
}

# The tour in light and dark, at 100 % and 200 %, each pair side by side: build/tour/<theme>-<percent>.
tours() {
  local folder=$1 scale light dark failed=0
  for scale in 1 2; do
    say "walking through the practice tour in light and dark at $((scale * 100)) %"
    tour "$folder/light-$((scale * 100))" light "$scale" & light=$!
    tour "$folder/dark-$((scale * 100))" dark "$scale" & dark=$!
    wait "$light" || { say "the tour failed (light, $((scale * 100)) %)"; failed=1; }
    wait "$dark" || { say "the tour failed (dark, $((scale * 100)) %)"; failed=1; }
  done
  return "$failed"
}

cmd_run() {
  if [[ -n ${DISPLAY:-} || -n ${WAYLAND_DISPLAY:-} ]]; then
    build_preset dev app/all
    exec "$root/build/dev/bin/keystead" "$@"
  fi
  need_packages build display
  build_preset dev app/all
  say "there is no display: a virtual one is started"
  tours "$root/build/tour" || die "the tour failed"
  say "done. What the tour left:"
  printf 'screenshots  %s\n' "$root"/build/tour/*/
  printf 'report       %s\n' "$root"/build/tour/light-100/report.*
}

cmd_shots() {
  need_packages build display
  build_preset dev app/all
  tours "$root/build/shots" || die "the tour failed"
  say "$(find "$root/build/shots" -name '*.png' | wc -l) screenshots in build/shots/<theme>-<percent>"
}
