# SPDX-License-Identifier: GPL-3.0-or-later
"""What the benchmark scripts share: percentiles and the JSON that packaging/dev/bench-table.py prints."""
import json
import math


def percentile(values, share):
    """Nearest rank."""
    ordered = sorted(values)
    return ordered[min(len(ordered), max(1, math.ceil(share * len(ordered)))) - 1]


def result(name, values, unit="ms", floor=None, target=None, p99=True):
    """`floor`: (name, values in the same unit) or None."""
    entry = {"name": name, "unit": unit, "rounds": len(values), "median": percentile(values, 0.5)}
    if p99:
        entry["p99"] = percentile(values, 0.99)
    if floor:
        entry["floor"] = {"name": floor[0], "median": percentile(floor[1], 0.5)}
    if target:
        entry["target"] = target
    return entry


def not_available(name, why):
    return {"name": name, "not_available": why}


def write(path, results):
    with open(path, "w", encoding="utf-8") as file:
        json.dump({"results": results}, file, indent=1)
        file.write("\n")
