#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Prints the benchmark results as one table; exits 1 where a result misses its target.

Two kinds of file. Google Benchmark's JSON, whose runs carry counters (tests/bench/recorder.h): median_us, p99_us, floor_median_us,
target_median_us, target_p99_us, target_over_floor_us; the label names the floor. And {"results": [...]} of the scripts, each result:
  {"name": "keystead-cli token", "unit": "ms", "median": 2.1, "p99": 4.0,
   "floor": {"name": "empty C process", "median": 0.6},        optional: what cannot be undercut, in the same unit
   "target": {"median": 3, "p99": 6, "over_floor": 3},         optional: what the project promises (over_floor: median less the floor's)
   "peers": [{"name": "oidc-token", "median": 1.8, "times": 1}], optional: its median is to be at most so many times that of another program of the same run
   "not_available": "why it was not measured"}                 instead of the numbers; "failed": the same, and the exit code is 1
A result's "note" is printed below the table, once. A file that is missing or is no JSON is a row that failed.
"""
import json
import os
import sys

HEADINGS = ("benchmark", "median", "p99", "floor", "ratio", "target", "")
NOTES = []
WORDS = {"median": "median", "p99": "p99", "over_floor": "over the floor"}


def from_google(run):
    counters = {key: run.get(f"{key}_us") for key in ("median", "p99", "floor_median", "target_median", "target_p99", "target_over_floor")}
    if run.get("error_occurred"):
        return {"name": run["run_name"].split("/")[0], "failed": run.get("error_message", "failed")}
    target = {key: counters[f"target_{key}"] for key in WORDS if counters[f"target_{key}"] is not None}
    # Milliseconds where microseconds would need four digits.
    scale, unit = (1000, "ms") if max(counters["median"], *target.values(), 0) >= 1000 else (1, "us")
    return {
        "name": run["run_name"].split("/")[0], "unit": unit, "median": counters["median"] / scale, "p99": counters["p99"] / scale,
        "floor": {"name": run.get("label", "floor"), "median": counters["floor_median"] / scale},
        "target": {key: value / scale for key, value in target.items()},
    }


def load_note(context):
    """Google Benchmark writes down how busy the machine was when it started."""
    load, processors = context.get("load_avg", [0])[0], context.get("num_cpus", 1)
    if load > processors / 2:
        return f"load was {load:.1f} on {processors} processors: durable figures wait for other programs; their floor says how long"
    return None


def load(path):
    try:
        with open(path, encoding="utf-8") as file:
            document = json.load(file)
    except (OSError, ValueError):
        return [{"name": os.path.basename(path).removesuffix(".json"), "failed": "it wrote no results; its output says why"}]
    if "benchmarks" in document:
        if note := load_note(document.get("context", {})):
            NOTES.append(f"{os.path.basename(path)}: {note}")
        return [from_google(run) for run in document["benchmarks"] if run.get("run_type") == "iteration"]
    return document["results"]


def number(value):
    return f"{value:.0f}" if value >= 100 else f"{value:.3g}"


def quantity(value, unit):
    return "-" if value is None else f"{number(value)} {unit}"


def missed_of(result):
    values = {"median": result["median"], "p99": result.get("p99")}
    if "floor" in result:
        values["over_floor"] = result["median"] - result["floor"]["median"]
    missed = [WORDS[key] for key, limit in result.get("target", {}).items() if values[key] is None or values[key] > limit]
    return missed + [share_of(peer) for peer in result.get("peers", []) if result["median"] > peer["times"] * peer["median"]]


def share_of(peer):
    return f"{peer['times']:g} x {peer['name']}"


def row(result):
    if "failed" in result:
        return (result["name"], "-", "-", "-", "-", "-", "FAILED: " + result["failed"])
    if "not_available" in result:
        return (result["name"], "n/a", "n/a", "-", "-", "-", result["not_available"])
    unit = result["unit"]
    floor = result.get("floor")
    target = result.get("target", {})
    peers = result.get("peers", [])
    missed = missed_of(result)
    verdict = "MISSED: " + ", ".join(missed) if missed else "met" if target or peers else ""
    promised = [f"{WORDS[key]} {quantity(limit, unit)}" for key, limit in target.items()]
    promised += [f"{share_of(peer)} ({quantity(peer['times'] * peer['median'], unit)})" for peer in peers]
    return (
        result["name"],
        quantity(result["median"], unit),
        quantity(result.get("p99"), unit),
        f"{quantity(floor['median'], unit)} ({floor['name']})" if floor else "-",
        f"{result['median'] / floor['median']:.2f}" if floor and floor["median"] > 0 else "-",
        ", ".join(promised) or "-",
        verdict,
    )


def main(arguments):
    """Paths of results, and --failed=NAME for a program that did not end well."""
    ended = [word.removeprefix("--failed=") for word in arguments if word.startswith("--failed=")]
    results = [result for path in arguments if not path.startswith("--failed=") for result in load(path)]
    results += [{"name": name, "failed": "it did not end well; its output says why"} for name in ended]
    rows = [HEADINGS] + [row(result) for result in results]
    widths = [max(len(cells[i]) for cells in rows) for i in range(len(HEADINGS))]
    for cells in rows:
        print("  ".join(cell.ljust(width) for cell, width in zip(cells, widths)).rstrip())
    for note in NOTES + list(dict.fromkeys(result["note"] for result in results if "note" in result)):
        print(f"note: {note}")
    return 1 if any(cells[-1].startswith(("MISSED", "FAILED")) for cells in rows[1:]) else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
