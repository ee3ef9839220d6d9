# SPDX-License-Identifier: GPL-3.0-or-later
# shellcheck shell=bash disable=SC2154,SC2034
# Sourced by `dev`. run_tests PRESET [CTEST ARGUMENT...] runs the built tests with a private home, never as root.

# The end-to-end tests' own Node.js packages, installed when the lock file changed.
need_node_modules() {
  local folder=$root/tests/e2e/oidc stamp
  [[ -f $folder/package-lock.json ]] || return 0
  stamp=$folder/node_modules/.keystead-lock
  [[ -f $stamp ]] && cmp -s "$stamp" "$folder/package-lock.json" && return
  say "installing the Node.js packages of tests/e2e/oidc"
  (cd "$folder" && npm ci --ignore-scripts --no-audit --no-fund --loglevel=error >&2) || die "npm ci failed in tests/e2e/oidc"
  cp "$folder/package-lock.json" "$stamp"
}

# Two more at a time than there are cores: the tests wait for disks, timers and processes half of their time.
run_tests() {
  local preset=$1
  shift
  mkdir -p "$root/build/$preset/Testing/Temporary"
  "$tools/unprivileged.sh" --writable "$root/build/$preset/Testing" -- \
    ctest --test-dir "$root/build/$preset" --parallel "$((jobs + 2))" --output-on-failure --no-tests=error "$@"
}

cmd_test() {
  need_packages build display test
  need_node_modules
  build_preset dev
  run_tests dev "$@"
}

# Every point of every job, which takes minutes; ARGS as tests/e2e/sweep.py says. `./dev test` takes a sample.
cmd_sweep() {
  need_packages build display test
  build_preset dev keystead-agent keystead-cli keystead_sweep_injector
  KEYSTEAD_SWEEP=all KEYSTEAD_BIN=$root/build/dev/bin KEYSTEAD_E2E=$root/tests/e2e \
    "$tools/unprivileged.sh" -- "$root/packaging/cmake/isolated-test.sh" python3 -B "$root/tests/e2e/sweep.py" "$@"
}

# Sanitizer options: each finding fails the test that met it.
cmd_asan() {
  need_packages build display test
  need_node_modules
  build_preset asan
  export ASAN_OPTIONS=detect_leaks=1:detect_stack_use_after_return=1:check_initialization_order=1
  export UBSAN_OPTIONS=halt_on_error=1:print_stacktrace=1
  export LSAN_OPTIONS=suppressions=$tools/lsan.supp:print_suppressions=0
  run_tests asan "$@"
}

cmd_tsan() {
  need_packages build display test
  need_node_modules
  build_preset tsan
  export TSAN_OPTIONS=halt_on_error=1:second_deadlock_stack=1:suppressions=$tools/tsan.supp
  # Thread sanitizer of g++ 12 meets address layouts of newer kernels that it cannot map: switch the shuffling off.
  KEYSTEAD_TEST_WRAPPER="setarch -R" run_tests tsan "$@"
}

cmd_coverage() {
  need_packages build display test coverage
  need_node_modules
  build_preset coverage
  find "$root/build/coverage" -name '*.gcda' -delete
  # The counters are written beside the object files by the unprivileged user of the tests.
  "$tools/unprivileged.sh" --writable "$root/build/coverage" -- \
    ctest --test-dir "$root/build/coverage" --parallel "$jobs" --output-on-failure --no-tests=error "$@"
  mkdir -p "$root/build/coverage/report"
  gcovr --root "$root" --filter "$root/(core|ui|app)/" --object-directory "$root/build/coverage" --gcov-ignore-parse-errors \
    --html-details "$root/build/coverage/report/index.html" --print-summary
  say "the report is build/coverage/report/index.html"
}
