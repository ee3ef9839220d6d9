# SPDX-License-Identifier: GPL-3.0-or-later
"""From exec to a painted window, by X events: keystead with 1,000 connections and a vault that opens by the keychain, an empty Qt window as the floor, and
KeePassXC with nothing open as the peer. In turn within one run, on a virtual screen with a real keyring. Also what stays resident."""
import os
import shutil
import subprocess
import sys
import time
from pathlib import Path

sys.path.insert(0, os.environ["KEYSTEAD_E2E"])
import results
from harness import BIN, Session, check
from window_watch import Screen, Watch

ROUNDS = 11
CONNECTIONS = 1000
KEYSTEAD, FLOOR, PEER = "keystead", "empty Qt window", "KeePassXC, nothing open"


def fill_vault(session):
    session.ok("vault", "init", "--keychain")
    kinds = (["generic-api-key", "--secret", "api_key"], ["generic-bearer", "--secret", "token"],
             ["generic-basic", "--set", "username=ada", "--secret", "password"])
    for number in range(CONNECTIONS):
        provider, *options = kinds[number % len(kinds)]
        session.ok("add", provider, "--name", f"connection {number:04}", "--set", "api_base_url=https://api.example.com", *options,
                   secret=f"secret-of-number-{number:04}\n")
    session.stop_agent()


def programs(session):
    """Name to command."""
    found = {KEYSTEAD: [BIN / "keystead"], FLOOR: [BIN / "bench_empty_window"]}
    if shutil.which("keepassxc"):
        settings = session.root / "keepassxc.ini"
        settings.write_text("[General]\nConfigVersion=2\nUpdateCheckMessageShown=true\nOpenPreviousDatabasesOnStartup=false\n")
        found[PEER] = ["keepassxc", "--config", settings, "--localconfig", session.root / "keepassxc-local.ini"]
    return found


def resident(pid):
    status = Path(f"/proc/{pid}/status").read_text(encoding="ascii")
    return next(int(line.split()[1]) / 1024 for line in status.splitlines() if line.startswith("VmRSS:"))


def start_once(session, screen, command):
    """Milliseconds to mapped, to the first paint and to the complete window; MiB resident."""
    watch = Watch(screen)
    began = time.monotonic()
    process = subprocess.Popen(command, env=session.env, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        watch.run()
        check(watch.mapped and watch.first_painted() and watch.complete(), f"{command[0]} showed no window (exit {process.poll()})")
        return [(when - began) * 1000 for when in (watch.mapped, watch.first_painted(), watch.complete())] + [resident(process.pid)]
    finally:
        process.terminate()
        try:
            process.wait(20)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def rows_of(measured):
    """`measured`: name to a list of start_once()."""
    column = {name: list(zip(*starts)) for name, starts in measured.items()}
    floor = column[FLOOR]
    rows = [results.result("keystead: window mapped", column[KEYSTEAD][0], floor=(FLOOR, floor[0])),
            results.result("keystead: first paint", column[KEYSTEAD][1], floor=(FLOOR, floor[1])),
            results.result(f"keystead: painted with {CONNECTIONS:,} connections", column[KEYSTEAD][2], floor=(FLOOR, floor[2]), target={"median": 300})]
    if PEER in column:
        rows.append(results.result(PEER + ": painted", column[PEER][2], floor=(FLOOR, floor[2])))
    rows.append(results.result("keystead: resident", column[KEYSTEAD][3], unit="MiB", floor=(FLOOR, floor[3]), target={"median": 105}, p99=False))
    if PEER in column:
        rows.append(results.result(PEER + ": resident", column[PEER][3], unit="MiB", floor=(FLOOR, floor[3]), p99=False))
    else:
        rows.append(results.not_available(PEER, "keepassxc is not installed"))
    return rows


def main(out):
    if not (BIN / "keystead").exists():
        results.write(out, [results.not_available("keystead: window", "this build has no window")])
        return
    table = results.Table(out)
    with table.part("windows"):
        table.rows += measure(Session())
    table.write()


def measure(session):
    fill_vault(session)
    screen = Screen(session)
    commands = programs(session)
    measured = {name: [] for name in commands}
    for number in range(-1, ROUNDS):  # the first round fills the disk cache
        for name, command in commands.items():
            figures = start_once(session, screen, command)
            if number >= 0:
                measured[name].append(figures)
    return rows_of(measured)


if __name__ == "__main__":
    main(Path(sys.argv[1]).resolve())
