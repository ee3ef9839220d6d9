# SPDX-License-Identifier: GPL-3.0-or-later
"""Does the injector miss anything? The same run of a job seen by strace and by the injector: whatever strace saw change a file below the root must have been a point."""
import collections
import contextlib
import os
import re
import shutil
import signal
import subprocess
from pathlib import Path

CALLS = {"write": "write", "pwrite64": "write", "writev": "write", "pwritev": "write", "pwritev2": "write", "sendfile": "write", "copy_file_range": "write",
         "fsync": "sync", "fdatasync": "sync", "sync_file_range": "sync", "syncfs": "sync", "msync": "sync", "rename": "rename", "renameat": "rename",
         "renameat2": "rename", "unlink": "unlink", "unlinkat": "unlink", "rmdir": "unlink", "ftruncate": "truncate", "truncate": "truncate",
         "fallocate": "truncate", "link": "link", "linkat": "link", "symlink": "link", "symlinkat": "link"}
# By descriptor: the path stands in <> behind it. By name: the last name is the one that changes.
BY_NAME = {"rename", "renameat", "renameat2", "unlink", "unlinkat", "rmdir", "truncate", "link", "linkat", "symlink", "symlinkat"}
COMMAND = ["strace", "-f", "-y", "-qq", "-e", "signal=none", "-e", "trace=" + ",".join(CALLS)]


def why_not():
    """The reason why strace cannot be used here, or None."""
    if not shutil.which("strace"):
        return "strace is not installed"
    if os.getuid() != 0:
        return "only root may read the names of the files of a process that hides itself (PR_SET_DUMPABLE 0); run sweep.py as root for this"
    tried = subprocess.run(["strace", "-qq", "-e", "trace=none", "true"], capture_output=True, text=True, check=False)
    return None if tried.returncode == 0 else f"ptrace is not allowed here ({tried.stderr.strip()[:100]})"


def point_name(path, root):
    """As pointName() of points.c."""
    if not path.startswith(f"{root}/"):
        return None
    name = path[len(str(root)) + 1:]
    if name == "run" or name.startswith("run/"):
        return None
    return re.sub(r"_[a-z0-9]{16,}|[0-9]{4,}", lambda m: "_*" if m[0][0] == "_" else "*", name)


def seen_by_strace(log, root):
    seen = collections.Counter()
    for line in log.read_text(errors="replace").splitlines():
        found = re.match(r"(?:\d+ +)?(\w+)\((.*)", line)
        if not found or found[1] not in CALLS:
            continue
        call, rest = found[1], found[2]
        if line.endswith("= -1 EISDIR (Is a directory)"):
            continue  # remove(3) of a folder tries unlink first, inside libc
        if call in BY_NAME:
            names = re.findall(r'"((?:[^"\\]|\\.)*)"', rest)
            path = names[-1] if names else ""
        else:
            paths = re.findall(r"\d+<([^>]*)>", rest.split(", \"")[0])
            path = paths[-1 if call == "copy_file_range" else 0] if paths else ""
        name = point_name(path.removesuffix(" (deleted)"), root)
        if name:
            seen[CALLS[call], name] += 1
    return seen


def child_of(pid):
    children = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    return int(children[0]) if children else None


def compare(reference):
    """What strace saw and the injector did not, over the whole life of the process that does the job; the number of calls that both saw."""
    with contextlib.closing(reference.fresh()) as copy:
        log = copy.root / "run" / "strace.log"
        copy.control.arm()
        if reference.job.window == "alone":
            copy.through = [*COMMAND, "-o", str(log)]
            reference.job.run(copy)
        else:
            failed = copy.open(reference.job.opens[0], through=[*COMMAND, "-o", str(log)])
            if failed:
                return {("open", str(failed.stderr)): 1}, 0
            if reference.job.window != "open":
                reference.job.run(copy)
            with contextlib.suppress(ProcessLookupError, TypeError):
                os.kill(child_of(copy.agent.pid), signal.SIGTERM)
            copy.agent.communicate(timeout=60)
            copy.agent = None
        ours = collections.Counter((p.call, p.path) for p in copy.control.points() if p.call not in ("create", "mkdir"))
        theirs = seen_by_strace(log, copy.root)
    return theirs - ours, sum((theirs & ours).values())
