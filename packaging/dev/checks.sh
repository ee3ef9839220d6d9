# SPDX-License-Identifier: GPL-3.0-or-later
# shellcheck shell=bash disable=SC2154,SC2034
# Sourced by `dev`: benchmarks, fuzzing and clang-tidy.

# Each program build/release/bin/keystead_bench* is called with the path of the JSON file that it writes; bench-table.py
# says what stands in it.
cmd_bench() {
  local program
  need_packages build display bench
  build_preset release
  rm -rf "$root/build/bench"
  mkdir -p "$root/build/bench"
  for program in "$root"/build/release/bin/keystead_bench*; do
    [[ -x $program ]] || die "the release build has no keystead_bench program"
    say "running ${program##*/}"
    "$tools/unprivileged.sh" --writable "$root/build/bench" -- "$program" "$root/build/bench/${program##*/}.json" "$@"
  done
  python3 "$tools/bench-table.py" "$root"/build/bench/*.json
}

# ./dev fuzz [SECONDS]: each target for that long, over its seeds and what earlier runs found (build/fuzz/corpus). A crash
# leaves its input in build/fuzz/crashes and ends the run. ./dev fuzz NUMBERr: so many inputs from a fixed seed, the same each
# time on a clean clone.
cmd_fuzz() {
  local amount=${1:-60} list name log
  local -a limit=(-max_total_time="$amount")
  [[ $amount != *r ]] || limit=(-runs="${amount%r}" -seed=1)
  need_packages build fuzz
  build_preset fuzz tests/fuzz/all
  mkdir -p "$root/build/fuzz/crashes"
  for list in "$root"/build/fuzz/fuzz/*.seeds; do
    name=$(basename "$list" .seeds)
    log=$root/build/fuzz/$name.log
    local -a corpus=("$root/build/fuzz/corpus/$name")
    mkdir -p "${corpus[0]}"
    [[ ! -s $list ]] || corpus+=("$(<"$list")")
    say "fuzzing $name (${limit[*]})"
    "$root/build/fuzz/fuzz/$name" "${limit[@]}" -rss_limit_mb=2048 -timeout=10 -print_final_stats=1 \
      -artifact_prefix="$root/build/fuzz/crashes/$name-" "${corpus[@]}" >"$log" 2>&1 ||
      { tail -n 40 "$log" >&2; die "$name failed: its input is in build/fuzz/crashes"; }
    sed -n 's/^stat::number_of_executed_units: */       executed /p' "$log" >&2
  done
}

# The product only: clang-tidy takes far longer than the compiler.
cmd_tidy() {
  need_packages build tidy
  build_preset tidy core/all ui/all app/all
}

# Versions of clang-format differ in what they write: Debian 12's (14) is the one that counts.
cmd_format() {
  need_packages tidy
  local -a files options=(-i)
  mapfile -t files < <(cd "$root" && git ls-files '*.cpp' '*.h')
  [[ ${1:-} != --check ]] || options=(--dry-run --Werror)
  (cd "$root" && "$(command -v clang-format-14 || command -v clang-format)" "${options[@]}" "${files[@]}")
}
