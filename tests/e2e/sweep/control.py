# SPDX-License-Identifier: GPL-3.0-or-later
"""The driver's side of points.c: one control file a vault copy, shared by mmap."""
import collections
import errno
import mmap
import struct
from pathlib import Path

HEAD = struct.Struct("=10i16s496s512s")
LOG = 4 << 20
RECORD, KILL, KILL_TORN, FAIL_ONCE, FAIL_FROM_NOW = range(5)
ARMED, MODE, ERROR, OCCURRENCE, SEEN, FIRED, CHEAP, LOG_USED, KEEP_SYNCED, LINES = range(10)

# The k-th CALL on FILE while the job runs.
Point = collections.namedtuple("Point", "call path occurrence")
# What is done there, and what errno stands for it.
Fault = collections.namedtuple("Fault", "name mode error")
FAULTS = {f.name: f for f in (Fault("kill", KILL, 0), Fault("torn", KILL_TORN, 0), Fault("ENOSPC", FAIL_FROM_NOW, errno.ENOSPC),
                              Fault("EIO", FAIL_ONCE, errno.EIO), Fault("fsync", FAIL_ONCE, errno.EIO))}


def faults_at(point):
    """Which faults make sense at a point: only writes can be torn, a failing sync has its own column."""
    if point.call == "sync":
        return ("kill", "fsync")
    if point.call == "write":
        return ("kill", "torn", "ENOSPC", "EIO")
    if point.call in ("create", "mkdir", "truncate", "link"):
        return ("kill", "ENOSPC", "EIO")
    return ("kill", "EIO")


class Control:
    def __init__(self, folder, root):
        self.file = Path(folder) / "control"
        with open(self.file, "w+b") as file:
            file.truncate(HEAD.size + LOG)
            self.memory = mmap.mmap(file.fileno(), HEAD.size + LOG)
        self.memory[HEAD.size - 512:HEAD.size] = str(root).encode().ljust(512, b"\0")
        self.put(CHEAP, 1)

    def put(self, index, value):
        self.memory[index * 4:index * 4 + 4] = struct.pack("=i", value)

    def get(self, index):
        return struct.unpack("=i", self.memory[index * 4:index * 4 + 4])[0]

    def arm(self, point=None, fault=None):
        self.put(MODE, fault.mode if fault else RECORD)
        self.put(ERROR, fault.error if fault else 0)
        self.put(SEEN, 0)
        self.put(FIRED, 0)
        if point:
            self.put(OCCURRENCE, point.occurrence)
            self.memory[40:56] = point.call.encode().ljust(16, b"\0")
            self.memory[56:552] = point.path.encode().ljust(496, b"\0")
        self.put(ARMED, 1)

    def record_synced(self):
        """Records with what each sync makes durable, in run/synced/STEP beside."""
        self.put(KEEP_SYNCED, 1)
        self.arm()

    def disarm(self):
        self.put(ARMED, 0)

    @property
    def fired(self):
        return self.get(FIRED) == 1

    def steps(self):
        """Each call that was recorded: the call, the point's file, the file, and what it was renamed from."""
        return [line.split("\t") for line in self.memory[HEAD.size:HEAD.size + self.get(LOG_USED)].decode().splitlines()]

    def points(self):
        """What was recorded, in order."""
        counted = collections.Counter()
        points = []
        for call, path, _, _ in self.steps():
            counted[call, path] += 1
            points.append(Point(call, path, counted[call, path]))
        return points

    def close(self):
        self.memory.close()
