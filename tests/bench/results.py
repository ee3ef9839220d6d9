# SPDX-License-Identifier: GPL-3.0-or-later
"""What the benchmark scripts share: percentiles and the JSON that packaging/dev/bench-table.py prints."""
import json
import math
import os
import tempfile


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
