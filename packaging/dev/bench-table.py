#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Prints the benchmark results as one table; exits 1 where a result misses its limit.

Each file holds {"results": [...]}, each result:
  {"name": "Read a credential from memory", "unit": "us", "median": 2.1, "p99": 4.0,
   "floor": {"name": "bare SQLCipher read", "median": 1.0},        optional: what cannot be undercut, in the same unit
   "limits": {"median": 10, "p99": 20}}                            optional: what the project promises
"""
import json
import sys

HEADINGS = ("benchmark", "median", "p99", "floor", "ratio", "limit", "")


def number(value):
    if value is None:
        return "-"
    return f"{value:.0f}" if value >= 100 else f"{value:.3g}"


def row(result):
    unit = result["unit"]
    floor = result.get("floor")
    limits = result.get("limits", {})
    missed = [key for key, limit in limits.items() if result[key] > limit]
    return (
        result["name"],
        f"{number(result['median'])} {unit}",
        f"{number(result.get('p99'))} {unit}" if result.get("p99") is not None else "-",
        f"{number(floor['median'])} {unit} ({floor['name']})" if floor else "-",
        f"{result['median'] / floor['median']:.2f}" if floor and floor["median"] > 0 else "-",
        ", ".join(f"{key} {number(limit)} {unit}" for key, limit in limits.items()) or "-",
        "MISSED: " + ", ".join(missed) if missed else "",
    )


def main(paths):
    results = []
    for path in paths:
        with open(path, encoding="utf-8") as file:
            results += json.load(file)["results"]
    rows = [HEADINGS] + [row(result) for result in results]
    widths = [max(len(cells[i]) for cells in rows) for i in range(len(HEADINGS))]
    for cells in rows:
        print("  ".join(cell.ljust(width) for cell, width in zip(cells, widths)).rstrip())
    return 1 if any(cells[-1] for cells in rows[1:]) else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
