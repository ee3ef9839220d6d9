# SPDX-License-Identifier: GPL-3.0-or-later
# shellcheck shell=bash disable=SC2154,SC2034
# Sourced by `dev`. build_preset PRESET [TARGET...] installs what a build needs, configures when something changed, builds.

need_sqlcipher() {
  KEYSTEAD_SQLCIPHER_ROOT=$("$tools/sqlcipher.sh" | tail -n 1)
  export KEYSTEAD_SQLCIPHER_ROOT
}

# A configure step is due when there is none, or when the presets, SQLCipher or the extra options changed. CMake itself
# runs again when a CMakeLists.txt changes.
configure_preset() {
  local preset=$1 stamp=$root/build/$1/.configured state
  shift
  state=$(cat "$root/CMakePresets.json" <(printf '%s\n' "$KEYSTEAD_SQLCIPHER_ROOT" "$root" "$@") | sha256sum)
  [[ -f $root/build/$preset/build.ninja && -f $stamp && $(<"$stamp") == "$state" ]] && return
  say "configuring build/$preset"
  (cd "$root" && cmake --fresh --preset "$preset" "$@" >"$root/build/$preset.configure.log" 2>&1) ||
    { tail -n 40 "$root/build/$preset.configure.log" >&2; die "the configure step failed (build/$preset.configure.log)"; }
  printf '%s\n' "$state" >"$stamp"
}

# The newest clang++ there is: Debian 12 and 13 differ in its number.
newest_clang() {
  { command -v clang++; compgen -c clang++- | grep -E '^clang\+\+-[0-9]+$' | sort -t- -k2 -n; } | tail -n 1
}

build_preset() {
  local preset=$1
  shift
  local -a options=() targets=()
  need_packages build
  need_sqlcipher
  mkdir -p "$root/build"
  if [[ $preset == fuzz || $preset == tidy ]]; then
    local clang
    clang=$(newest_clang)
    options=(-DCMAKE_CXX_COMPILER="$clang" -DCMAKE_C_COMPILER="${clang/clang++/clang}")
  fi
  (($#)) && targets=(--target "$@")
  (
    exec {lock}>"$root/build/.lock"
    flock -n "$lock" || { say "waiting for another build in this tree"; flock "$lock"; }
    configure_preset "$preset" "${options[@]}" {lock}>&-
    NINJA_STATUS='[%f/%t %es] ' cmake --build "$root/build/$preset" "${targets[@]}" {lock}>&-
  ) || die "the build of preset $preset failed"
}
