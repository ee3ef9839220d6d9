# SPDX-License-Identifier: GPL-3.0-or-later
"""What kill -9 cannot show: the power goes, and only what was synced is there. From one recorded run of a job the folder is built as it may lie on the disk after
each step, in two ways: names of files as they were when their folder was last synced, or as they were at that moment (a file system may write names early); contents
always as they were at the file's last sync. Then the same judgement as after a kill; and what was reported as done must be there."""
import collections
import contextlib
import os
import shutil
from pathlib import Path
from copies import demand

Image = collections.namedtuple("Image", "name files must_be_new")


class File:
    """A file's bytes as they are safe on the disk; b"" for one that was never synced."""

    def __init__(self, durable=b""):
        self.durable = durable


class Folder:
    """Names as programs see them, and as they are safe since the folder's last sync."""

    def __init__(self):
        self.names = {}
        self.durable = {}


class Disk:
    """Everything that stands when the process starts is safe."""

    def __init__(self, root):
        self.root = str(root)
        self.top = Folder()
        for path in sorted(Path(root).rglob("*")):
            parts = path.relative_to(root).parts
            if parts[0] in ("data", "state", "home", "config"):
                self.folder(parts[:-1]).names[parts[-1]] = Folder() if path.is_dir() else File(path.read_bytes())
        self.settle(self.top)

    def settle(self, folder):
        folder.durable = dict(folder.names)
        for node in folder.names.values():
            if isinstance(node, Folder):
                self.settle(node)

    def folder(self, parts):
        node = self.top
        for part in parts:
            node = node.names[part]
        return node

    def place(self, path):
        """The folder and the name in it."""
        *parts, name = os.path.relpath(path, self.root).split("/")
        return self.folder(parts), name

    def step(self, call, path, source, synced):
        if call == "sync" and path == self.root:
            return
        try:
            folder, name = self.place(path)
            if call in ("create", "mkdir"):
                folder.names.setdefault(name, File() if call == "create" else Folder())
            elif call == "rename":
                origin, old = self.place(source)
                folder.names[name] = origin.names.pop(old)
            elif call == "unlink":
                folder.names.pop(name, None)
            elif call == "sync" and isinstance(folder.names[name], Folder):
                folder.names[name].durable = dict(folder.names[name].names)
            elif call == "sync" and synced is not None:
                folder.names[name].durable = synced
        except KeyError:
            pass  # a call that failed: nothing there to rename or remove

    def image(self, early, folder=None, prefix=""):
        files = {}
        for name, node in ((folder or self.top).names if early else (folder or self.top).durable).items():
            if isinstance(node, Folder):
                files.update(self.image(early, node, f"{prefix}{name}/"))
                files.setdefault(f"{prefix}{name}/", b"")
            elif not name.endswith("-shm"):
                files[prefix + name] = node.durable
        return files


def images(reference):
    """The different states that the disk may be in while the job runs, and when it has reported success."""
    job = reference.job
    found = {}
    with contextlib.closing(reference.fresh()) as copy:
        (copy.root / "run" / "synced").mkdir()
        disk = Disk(copy.root)
        copy.control.record_synced()
        done, began = reference.go_recorded(copy)
        steps = copy.control.steps()
        copy.control.disarm()
        demand(done is None or done.returncode == 0, f"{job.name} without a fault: {done}")
        for number, (call, _, path, source) in enumerate(steps):
            synced = copy.root / "run" / "synced" / str(number)
            disk.step(call, path, source, synced.read_bytes() if synced.is_file() else None)
            if number < began - 1:
                continue
            for kind, early in (("names late", False), ("names early", True)):
                files = disk.image(early)
                found.setdefault(tuple(sorted(files.items())), Image(f"{kind} after step {number} ({call} {os.path.relpath(path, copy.root)})", files, False))
        # It said that it was done: from here on the new state is owed, whichever way the names were written.
        for kind, early in (("names late", False), ("names early", True)):
            files = disk.image(early)
            found[tuple(sorted(files.items()))] = Image(f"{kind} after the end", files, job.window in ("command", "alone"))
    return list(found.values())


def lay_out(image, copy):
    """Makes the copy's folders look like the image."""
    for name in ("data", "state", "home", "config"):
        shutil.rmtree(copy.root / name)
        (copy.root / name).mkdir(mode=0o700)
    for name, data in sorted(image.files.items()):
        path = copy.root / name
        if name.endswith("/"):
            path.mkdir(mode=0o700, exist_ok=True)
        else:
            path.write_bytes(data)
            path.chmod(0o600)
