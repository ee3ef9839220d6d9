# SPDX-License-Identifier: GPL-3.0-or-later
"""What the benchmark scripts share: percentiles, whole processes timed in turn, and the JSON that packaging/dev/bench-table.py prints."""
import contextlib
import json
import math
import os
import subprocess
import tempfile


def percentile(values, share):
    """Nearest rank."""
    ordered = sorted(values)
    return ordered[min(len(ordered), max(1, math.ceil(share * len(ordered)))) - 1]


def result(name, values, unit="ms", floor=None, target=None, p99=True, peers=()):
    """`floor`: (name, values in the same unit) or None. `peers`: (name, values of the same run, how many times its median is allowed)."""
    entry = {"name": name, "unit": unit, "rounds": len(values), "median": percentile(values, 0.5)}
    if p99:
        entry["p99"] = percentile(values, 0.99)
    if floor:
        entry["floor"] = {"name": floor[0], "median": percentile(floor[1], 0.5)}
    if target:
        entry["target"] = target
    if peers:
        entry["peers"] = [{"name": peer, "median": percentile(of_peer, 0.5), "times": times} for peer, of_peer, times in peers]
    return entry


def not_available(name, why):
    return {"name": name, "not_available": why}


class Table:
    """Rows, written at the end whatever became of each."""

    def __init__(self, out):
        self.out = out
        self.rows = []
        self.note = load_note()
        stay_on_disk(out)

    @contextlib.contextmanager
    def part(self, name):
        """What fails inside is a row of its own; the other parts are measured all the same."""
        try:
            yield
        except (SystemExit, OSError, subprocess.SubprocessError, LookupError, ValueError) as problem:
            why = "its output says why" if isinstance(problem, SystemExit) else f"{type(problem).__name__}: {problem}"
            self.rows.append({"name": name, "failed": why})
            print(f"{name}: {why}", flush=True)

    def write(self):
        write(self.out, self.rows, self.note)
        for row in self.rows:
            print(row)


def spawned(program, environment, commands, rounds):
    """Milliseconds of each of `commands` (name to words) as a whole process, in turn within one run, by `program` (spawn_rounds.c); and why others could not be timed. One
    that fails would end the run, so each is tried alone before."""
    def run(some, count):
        text = "".join("\t".join(map(str, words)) + "\n" for words in some.values())
        return subprocess.run([program, str(count)], env=environment, input=text, capture_output=True, text=True, check=False)

    tried = {name: run({name: words}, 1) for name, words in commands.items()}
    failed = {name: done.stderr.strip().replace("\n", " ") for name, done in tried.items() if done.returncode != 0}
    left = {name: words for name, words in commands.items() if name not in failed}
    done = run(left, rounds)
    if done.returncode != 0:
        raise ValueError(f"{program.name}: {done.stderr.strip()}")
    return {name: [float(t) / 1000 for t in line.split()] for name, line in zip(left, done.stdout.splitlines())}, failed


def stay_on_disk(out):
    """Temporary folders beside the file `out`: a /tmp in memory would flatter what has to reach a disk. The address of a Unix socket holds 107
    bytes, so a folder deep down is left alone."""
    if len(str(out.parent)) <= 60:
        tempfile.tempdir = str(out.parent)


def load_note():
    """A dictionary to be laid over a result: how busy the machine is, where that matters."""
    load, processors = os.getloadavg()[0], os.cpu_count() or 1
    if load <= processors / 2:
        return {}
    return {"note": f"scripts: load was {load:.1f} on {processors} processors"}


def write(path, results, note=None):
    """`note`: of load_note(), taken before the run."""
    with open(path, "w", encoding="utf-8") as file:
        json.dump({"results": [entry | (note or {}) for entry in results]}, file, indent=1)
        file.write("\n")
