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

cmd_run() {
  if [[ -n ${DISPLAY:-} || -n ${WAYLAND_DISPLAY:-} ]]; then
    build_preset dev app/all
    exec "$root/build/dev/bin/keystead" "$@"
  fi
  need_packages build display
  build_preset dev app/all
  say "there is no display: walking through the practice tour on a virtual one"
  tour "$root/build/tour" light || die "the tour failed"
  say "done. What the tour left:"
  printf 'screenshots  %s\n' "$root/build/tour"/*.png
  printf 'report       %s\n' "$root/build/tour"/report.*
}

cmd_shots() {
  local theme scale
  need_packages build display
  build_preset dev app/all
  for theme in light dark; do
    for scale in 1 2; do
      say "theme $theme, scale $scale"
      tour "$root/build/shots/$theme-$((scale * 100))" "$theme" "$scale" || die "the tour failed ($theme, scale $scale)"
    done
  done
  say "$(find "$root/build/shots" -name '*.png' | wc -l) screenshots in build/shots/<theme>-<percent>"
}
