# SPDX-License-Identifier: GPL-3.0-or-later
# shellcheck shell=bash disable=SC2154,SC2034
# Sourced by `dev`: benchmarks, fuzzing and clang-tidy.

# Each program build/release/bin/keystead_bench* is called with the path of the JSON file that it writes; bench-table.py
# says what stands in it. One that fails is a row that failed; the others are measured all the same.
cmd_bench() {
  local program out
  local -a outs=()
  need_packages build display bench
  build_preset release
  rm -rf "$root/build/bench"
  mkdir -p "$root/build/bench"
  for program in "$root"/build/release/bin/keystead_bench*; do
    [[ -x $program ]] || die "the release build has no keystead_bench program"
    say "running ${program##*/}"
    out=$root/build/bench/${program##*/}.json
    outs+=("$out")
    "$tools/unprivileged.sh" --writable "$root/build/bench" -- "$program" "$out" "$@" || outs+=("--failed=${program##*/}")
  done
  python3 "$tools/bench-table.py" "${outs[@]}"
}

# ./dev fuzz [SECONDS [NAME...]]: each target, or those named (fuzz_json_rpc or json_rpc), for that long, over its seeds and what
# earlier runs found (build/fuzz/corpus). A crash leaves its input in build/fuzz/crashes and ends the run. ./dev fuzz NUMBERr: so
# many inputs from a fixed seed, the same each time on a clean clone.
cmd_fuzz() {
  local amount=${1:-60} list name log
  (($# == 0)) || shift
  # Beyond the limits of what is read: a message of the socket, a line of git, the head of a request.
  local -A longest=([fuzz_json_rpc]=1052672 [fuzz_git_protocol]=131072)
  local -a names=("${@#fuzz_}")
  local -a limit=(-max_total_time="$amount")
  [[ $amount != *r ]] || limit=(-runs="${amount%r}" -seed=1)
  need_packages build fuzz
  build_preset fuzz tests/fuzz/all
  mkdir -p "$root/build/fuzz/crashes"
  for name in "${names[@]}"; do
    [[ -e $root/build/fuzz/fuzz/fuzz_$name.seeds ]] || die "there is no fuzz target fuzz_$name"
  done
  for list in "$root"/build/fuzz/fuzz/*.seeds; do
    name=$(basename "$list" .seeds)
    ((${#names[@]} == 0)) || [[ " ${names[*]} " == *" ${name#fuzz_} "* ]] || continue
    log=$root/build/fuzz/$name.log
    local -a corpus=("$root/build/fuzz/corpus/$name")
    mkdir -p "${corpus[0]}"
    [[ ! -s $list ]] || corpus+=("$(<"$list")")
    say "fuzzing $name (${limit[*]})"
    "$root/build/fuzz/fuzz/$name" "${limit[@]}" -max_len="${longest[$name]:-65536}" -rss_limit_mb=2048 -timeout=10 -print_final_stats=1 \
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
