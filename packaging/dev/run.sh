# SPDX-License-Identifier: GPL-3.0-or-later
# shellcheck shell=bash disable=SC2154,SC2034
# Sourced by `dev`: the program itself, on the person's display or on a virtual one.

# tour FOLDER THEME [SCALE [LANGUAGE]] walks through the practice tour on a virtual screen and leaves screenshots and
# reports in FOLDER. At twice the scale the screen is twice as large, so that the same page is seen.
tour() {
  local folder=$1 theme=$2 scale=${3:-1} language=${4:-en}
  rm -rf "$folder"
  mkdir -p "$folder"
  KEYSTEAD_SCREEN=$((1280 * scale))x$((800 * scale)) QT_SCALE_FACTOR=$scale \
    "$tools/virtual-display.sh" "$root/build/dev/bin/keystead" --demo --tour "$folder" --theme "$theme" --language "$language"
}

# tours FOLDER LANGUAGE...: the tour in light and dark, at 100 % and 200 %, each pair side by side:
# FOLDER/<theme>-<percent>, and FOLDER/<theme>-<percent>-<language> for others than English.
tours() {
  local folder=$1 scale language suffix light dark failed=0
  shift
  for language in "$@"; do
    suffix=""
    [[ $language == en ]] || suffix=-$language
    for scale in 1 2; do
      say "walking through the practice tour in light and dark at $((scale * 100)) % ($language)"
      tour "$folder/light-$((scale * 100))$suffix" light "$scale" "$language" & light=$!
      tour "$folder/dark-$((scale * 100))$suffix" dark "$scale" "$language" & dark=$!
      wait "$light" || { say "the tour failed (light, $((scale * 100)) %, $language)"; failed=1; }
      wait "$dark" || { say "the tour failed (dark, $((scale * 100)) %, $language)"; failed=1; }
    done
  done
  return "$failed"
}

# gallery FOLDER THEME [SCALE [LANGUAGE]] leaves a picture of every page and dialog with made-up values in FOLDER: what the tour
# does not come by too, the approval prompt in all its forms, the programs page, what breaks when a connection is revoked.
gallery() {
  local folder=$1 theme=$2 scale=${3:-1} language=${4:-en}
  rm -rf "$folder"
  mkdir -p "$folder"
  KEYSTEAD_SCREEN=$((1280 * scale))x$((800 * scale)) QT_SCALE_FACTOR=$scale \
    "$tools/virtual-display.sh" "$root/build/dev/bin/keystead_ui_gallery" "$folder" --theme "$theme" --language "$language" >/dev/null
}

# galleries FOLDER LANGUAGE...: as tours, with FOLDER/<theme>-<percent>[-<language>]/pages.
galleries() {
  local folder=$1 scale language suffix theme failed=0
  shift
  for language in "$@"; do
    suffix=""
    [[ $language == en ]] || suffix=-$language
    for scale in 1 2; do
      for theme in light dark; do
        say "every page and dialog in $theme at $((scale * 100)) % ($language)"
        gallery "$folder/$theme-$((scale * 100))$suffix/pages" "$theme" "$scale" "$language" ||
          { say "the gallery failed ($theme, $((scale * 100)) %, $language)"; failed=1; }
      done
    done
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
  tours "$root/build/tour" en || die "the tour failed"
  say "done. What the tour left:"
  printf 'screenshots  %s\n' "$root"/build/tour/*/
  printf 'report       %s\n' "$root"/build/tour/light-100/report.*
}

cmd_shots() {
  need_packages build display
  build_preset dev app/all keystead_ui_gallery
  tours "$root/build/shots" en de || die "the tour failed"
  galleries "$root/build/shots" en de || die "the gallery failed"
  say "$(find "$root/build/shots" -name '*.png' | wc -l) screenshots in build/shots/<theme>-<percent>[-de]: the tour's, and every page and dialog in pages/"
}
