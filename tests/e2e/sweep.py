# SPDX-License-Identifier: GPL-3.0-or-later
"""kill -9, a full disk, EIO and a failing fsync at every write, fsync, rename and unlink of every job that changes the vault. After each: a slot opens, the check is
clean, every connection and token is there, the job is done or not done, nothing lies about in plain text, and the next attempt succeeds (SECURITY.md, faults).

KEYSTEAD_SWEEP=test (what `./dev test` runs) takes a few points of each job that touches keys, the same ones each time; sample takes every rename and fsync and a
fixed choice of the rest; all (`./dev sweep`) takes everything.
sweep.py [--job NAME] [--point 'CALL FILE K'] [--fault NAME] [--list] narrows it down."""
import argparse
import concurrent.futures
import os
import subprocess
import sys
import time
import traceback
from pathlib import Path
sys.path.insert(0, str(Path(__file__).parent / "sweep"))
from harness import BIN, check, skip
import copies
import crosscheck
import powercut
from control import FAULTS, Point, faults_at
from jobs import all_jobs
from prepare import Server, prepare
from replay import Reference, Replay

COLUMNS = [*FAULTS, "power"]


def options():
    parser = argparse.ArgumentParser()
    parser.add_argument("--job")
    parser.add_argument("--point")
    parser.add_argument("--fault", choices=COLUMNS)
    parser.add_argument("--list", action="store_true")
    return parser.parse_args()


IN_TESTS = ("add-slot", "remove-slot", "rotate vault", "rotate profile", "backup", "restore", "migrate", "import", "erase")


def spread(pairs, count):
    """`count` of them, evenly spread, from the middle of each part."""
    return [pairs[(2 * n + 1) * len(pairs) // (2 * count)] for n in range(min(count, len(pairs)))]


def chosen(job, points, mode, budget):
    """(point, fault) pairs. A sample: every rename (kill) and every sync (kill and failure in turn), and `budget` of the rest, evenly spread; each job's own
    choice is the same in every run."""
    pairs = [(p, f) for p in points for f in faults_at(p)]
    if mode == "all":
        return pairs
    if mode == "test":
        of = {fault: [pair for pair in pairs if pair[1] == fault] for fault in FAULTS}
        renames = [pair for pair in of["kill"] if pair[0].call == "rename"]
        return spread(renames, 2) + spread([pair for pair in of["kill"] if pair not in renames], 2) + [pair for f in ("torn", "ENOSPC", "EIO", "fsync") for pair in spread(of[f], 1)]
    syncs = [p for p in points if p.call == "sync"]
    must = [(p, "kill") for p in points if p.call == "rename"] + [(p, ("kill", "fsync")[n % 2]) for n, p in enumerate(syncs)]
    must = must[::job.sample_every]
    rest = [pair for pair in pairs if pair not in must and pair[0].call != "sync"]
    return must + rest[len(rest) // budget // 2::max(1, len(rest) // budget)][:budget]


def one(reference, point, fault):
    """A pair of chosen(), or an image of a power cut."""
    replay = Replay(reference) if fault == "power" else Replay(reference, point, fault)
    try:
        return (replay.run_image(point) if fault == "power" else replay.run()), replay.notes, None
    except (copies.Lost, subprocess.TimeoutExpired, OSError, SystemExit, ValueError, KeyError) as error:
        if os.environ.get("KEYSTEAD_SWEEP_TRACE"):
            traceback.print_exc()
        return "lost", replay.notes, f"{type(error).__name__}: {error}"


def power_images(reference, mode):
    """All of them, or in a sample the last two: what is there when the job has said that it is done. None in the tests."""
    if mode == "test":
        return []
    found = powercut.images(reference)
    return found if mode == "all" else found[-2:]


def main():
    wanted = options()
    if not copies.INJECTOR.exists():
        skip(f"{copies.INJECTOR.name} was not built")
    if b"libasan" in subprocess.run(["ldd", BIN / "keystead-agent"], capture_output=True, check=True).stdout:
        skip("a sanitizer's runtime does not let another library be preloaded")
    mode = os.environ.get("KEYSTEAD_SWEEP", "test")
    started = time.monotonic()
    server = Server()
    prepared = prepare(server)
    no_strace = crosscheck.why_not()
    losses = agreed = 0
    rows = []
    with concurrent.futures.ThreadPoolExecutor(max_workers=os.cpu_count() or 2) as pool:
        jobs = [job for job in all_jobs() if (job.name == wanted.job if wanted.job else mode != "test" or job.name in IN_TESTS)]
        references = [pool.submit(Reference, job, prepared) for job in jobs] if mode == "test" else []
        for job in jobs:
            reference = references.pop(0).result() if references else Reference(job, prepared)
            pairs = chosen(job, reference.points, mode, 4)
            if wanted.point:
                call, path, number = wanted.point.rsplit(" ", 1)[0].split(" ", 1) + [int(wanted.point.rsplit(" ", 1)[1])]
                pairs = [(Point(call, path, number), f) for f in ([wanted.fault] if wanted.fault else faults_at(Point(call, path, number)))]
            else:
                pairs += [(image, "power") for image in power_images(reference, mode)]
            if wanted.fault and not wanted.point:
                pairs = [(p, f) for p, f in pairs if f == wanted.fault]
            if wanted.list:
                for p in reference.points:
                    print(job.name, *p)
                continue
            if mode == "all" and not no_strace and not wanted.point:
                missed, both = crosscheck.compare(reference)
                for (call, path), count in missed.items():
                    losses += 1
                    print(f"NOT SEEN: {job.name}: {count} times {call} {path}: strace sees it and the injector does not")
                agreed += both
            counted = dict.fromkeys([*COLUMNS, "missed", "lost", "old", "new"], 0)
            began = time.monotonic()
            for (point, fault), (result, notes, error) in zip(pairs, pool.map(lambda pair: one(reference, *pair), pairs)):
                counted[fault] += result == "hit"
                counted["missed"] += result == "missed"
                for note in notes:
                    if note in counted:
                        counted[note] += 1
                if error:
                    counted["lost"] += 1
                    where = point.name if fault == "power" else f"{point.call} {point.path} {point.occurrence}"
                    print(f"LOST: {job.name}: {fault} at {where}: {error}", flush=True)
                if wanted.point:
                    print(point, fault, result, notes)
            losses += counted["lost"]
            rows.append((job.name, len(reference.points), counted, time.monotonic() - began))
            if mode == "all":
                print(f"{job.name}: {len(reference.points)} points, {counted['kill'] + counted['torn']} kills, {sum(counted[c] for c in COLUMNS)} faults, {counted['lost']} losses, "
                      f"{rows[-1][3]:.0f} s", flush=True)
    if wanted.list:
        return
    print(f"{'job':16} {'points':>6} " + " ".join(f"{c:>6}" for c in [*COLUMNS, "old", "new", "missed", "losses"]) + "  seconds")
    for name, points, counted, seconds in rows:
        print(f"{name:16} {points:6} " + " ".join(f"{counted[c]:6}" for c in [*COLUMNS, "old", "new", "missed", "lost"]) + f"  {seconds:7.1f}")
    if mode == "test" and not (wanted.job or wanted.point or wanted.fault):
        check(sum(r[2]["missed"] for r in rows) * 4 <= sum(sum(r[2][c] for c in COLUMNS) for r in rows), "most points were met")
        check(all(r[2]["kill"] for r in rows), "each job was killed")
    print(f"{mode}: {sum(r[1] for r in rows)} points, {sum(sum(r[2][c] for c in COLUMNS) for r in rows)} faults, {losses} losses, {time.monotonic() - started:.0f} s")
    if mode == "all":
        print(f"not compared with strace: {no_strace}" if no_strace else f"{agreed} calls that strace saw were all seen by the injector")
    check(losses == 0, f"{losses} losses")


main()
