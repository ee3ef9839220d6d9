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

# ./dev fuzz [SECONDS]: each target for that long. What it finds anew stays in build/fuzz/corpus; tests/fuzz/corpus/<name>
# holds the seeds. A crash leaves its input in build/fuzz/crashes and ends the run.
cmd_fuzz() {
  local seconds=${1:-60} program name
  need_packages build fuzz
  build_preset fuzz fuzz_targets
  mkdir -p "$root/build/fuzz/crashes"
  for program in "$root"/build/fuzz/fuzz/*; do
    [[ -f $program && -x $program ]] || continue
    name=${program##*/}
    say "fuzzing $name for $seconds s"
    mkdir -p "$root/build/fuzz/corpus/$name"
    local -a corpus=("$root/build/fuzz/corpus/$name")
    [[ -d $root/tests/fuzz/corpus/$name ]] && corpus+=("$root/tests/fuzz/corpus/$name")
    "$program" -max_total_time="$seconds" -rss_limit_mb=2048 -timeout=10 -print_final_stats=1 \
      -artifact_prefix="$root/build/fuzz/crashes/$name-" "${corpus[@]}" >"$root/build/fuzz/$name.log" 2>&1 ||
      { tail -n 40 "$root/build/fuzz/$name.log" >&2; die "$name failed: its input is in build/fuzz/crashes"; }
    grep -E 'stat::(number_of_executed_units|average_exec_per_sec)' "$root/build/fuzz/$name.log" || true
  done
}

cmd_tidy() {
  need_packages build tidy
  build_preset tidy
}
