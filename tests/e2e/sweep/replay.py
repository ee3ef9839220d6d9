# SPDX-License-Identifier: GPL-3.0-or-later
"""One point: the job on a fresh copy, the fault, and what is left of it."""
import contextlib
from control import FAULTS, Control
from copies import PASSPHRASE, Copy, demand, difference, fail_plain, general
from powercut import lay_out
from prepare import SECRETS


class Reference:
    """What a job's vault says before and after, and the points of the way between."""

    def __init__(self, job, prepared):
        self.job = job
        self.prepared = job.vault(prepared)
        self.known = set()
        self.old = self.new = None
        self.points = []
        self.secrets = [*SECRETS.values(), PASSPHRASE, "-canary"]
        self.measure()

    def fresh(self):
        if self.prepared:
            return self.prepared.sibling()
        copy = Copy()
        copy.inject(Control(copy.root / "run", copy.root))
        return copy

    def measure(self):
        """Runs the job twice: for the state before, and recorded for its points and the state after."""
        job = self.job
        with contextlib.closing(self.fresh()) as copy:
            if self.prepared is None:
                self.files = set()
            else:
                copy.must_open(job.opens[0])
                first = copy.snapshot(set())
                status = copy.result("status")
                self.known = {c["id"] for c in copy.result("connection.list")["connections"]} | {s["id"] for s in status["slots"]} | set(first["tokens"].values())
                self.old = self.look(copy)
                copy.leave()
            self.files = general(copy.files())
        with contextlib.closing(self.fresh()) as copy:
            done = self.go(copy)
            demand(done is None or done.returncode == 0, f"{job.name} without a fault: {done}")
            copy.control.disarm()
            self.points = [p for p in copy.control.points() if job.wants(p)]
            if job.window == "open":
                self.new = self.old
                copy.leave()
            else:
                copy.leave()
                copy.must_open(job.opens[0])
                self.new = self.look(copy)
                copy.leave()
            self.files |= general(copy.files())
        if job.window == "leave":
            self.old = self.new  # the change was told to be done before the window begins

    def look(self, copy):
        state = copy.snapshot(self.known)
        if self.old and "keys" in self.old:
            state["keys"] = {k: v if v == self.old["keys"].get(k) else "new" for k, v in state["keys"].items()}
        state = self.job.view(state)
        beside = self.job.beside(copy)
        return {**state, "beside": beside} if beside is not None else state

    def go(self, copy, point=None, fault=None):
        """The job with the injector armed for its window; its result."""
        job = self.job
        arm = (lambda: copy.control.arm(point, fault))
        if job.window == "alone":
            arm()
            return job.run(copy)
        if job.window == "open":
            arm()
            return copy.open(job.opens[0])
        failed = copy.open(job.opens[0])
        demand(failed is None, f"before the job: {failed}")
        if job.window == "leave":
            done = job.run(copy)
            demand(done.returncode == 0, f"before the job: {done}")
            arm()
            copy.agent.terminate()
            copy.agent.wait(timeout=60)
            return None
        arm()
        return job.run(copy)


    def go_recorded(self, copy):
        """The job, recorded from the start of the process: what was not synced before the job is no safer during it. The result and the number of steps before
        the job."""
        job = self.job
        if job.window == "alone":
            return job.run(copy), 0
        if job.window == "open":
            return copy.open(job.opens[0]), 0
        failed = copy.open(job.opens[0])
        demand(failed is None, f"before the job: {failed}")
        began = len(copy.control.steps())
        if job.window == "command":
            return job.run(copy), began
        demand(job.run(copy).returncode == 0, "before the job")
        began = len(copy.control.steps())
        copy.leave()
        return None, began


class Replay:
    def __init__(self, reference, point=None, fault_name="kill"):
        self.reference = reference
        self.job = reference.job
        self.point = point
        self.fault = FAULTS[fault_name]
        self.notes = []

    def run(self):
        """`hit` or `missed`; raises Lost."""
        with contextlib.closing(self.reference.fresh()) as copy:
            done = self.reference.go(copy, self.point, self.fault)
            hit = copy.control.fired
            if hit and self.fault.name in ("kill", "torn"):
                self.after_kill(copy)
            else:
                copy.control.disarm()
                self.after_error(copy, done, hit)
            self.judge_files(copy)
            self.reopen(copy)
            return "hit" if hit else "missed"

    def run_image(self, image):
        """What a power cut left."""
        with contextlib.closing(self.reference.fresh()) as copy:
            lay_out(image, copy)
            self.must_be_new = image.must_be_new
            self.judge_files(copy)
            self.reopen(copy)
            return "hit"

    def after_kill(self, copy):
        if copy.agent:
            copy.agent.communicate(timeout=60)
            demand(copy.agent.returncode == -9, f"the agent ended with {copy.agent.returncode}")
            copy.agent = None
        copy.control.disarm()

    def after_error(self, copy, done, hit):
        """An error was reported plainly, or it did no harm; the process goes on or has left in order."""
        job, reference = self.job, self.reference
        if done is not None and done.returncode != 0:
            demand(hit, f"failed without a fault: {done.returncode} {done.stderr}")
            self.notes.append(f"exit {done.returncode}")
            if job.window == "open":
                demand(done.returncode > 0 and "hint: " in done.stderr, f"no plain error: {done}")
            else:
                fail_plain(done, job.name)
        if not copy.agent:
            return
        if copy.alive() and job.window == "command":
            status = copy.result("status")
            if status["state"] != "unlocked":
                # It closed the vault: then with the disk's error, and not as if it were damaged.
                code = status.get("problem", {}).get("code", "")
                demand(code in ("", "storage_io", "storage_full", "storage_read_only"), f"the vault was closed as `{code}`: {status.get('problem')}")
                self.notes.append("closed")
                copy.leave_well()
                return
            # Reads go on, and show the old or the new.
            glance = copy.glance(reference.known)
            demand(any(all(glance[k] == s[k] for k in glance) for s in (reference.old, reference.new) if s), f"in the same process: {self.difference(glance)}")
            if done.returncode != 0 and self.point.occurrence % 2 == 0:
                again = job.run(copy)
                self.notes.append(f"then {again.returncode}")
                if again.returncode != 0 and again.returncode not in job.again:
                    fail_plain(again, f"{job.name}, again in the same process")
        code = copy.leave()
        demand(code == 0 or (job.window == "leave" and code in (0, 1)), f"the agent left with {code}")
        if done is not None and done.returncode == 0 and job.window == "command":
            self.must_be_new = True

    must_be_new = False

    def judge_files(self, copy):
        found = copy.plaintext(self.reference.secrets, self.job.sources)
        demand(not found, f"plain text in {found}")

    def difference(self, state):
        reference = self.reference
        return " | ".join(f"not {name}: {difference(state, {k: other[k] for k in state if k in other})}" for name, other in (("old", reference.old), ("new", reference.new)) if other)

    def reopen(self, copy):
        """At least one slot opens, the check is clean, the state is the old or the new, and the next attempt succeeds."""
        job, reference = self.job, self.reference
        if reference.old is None:  # there was no vault before
            done = job.run(copy)
            demand(done.returncode in (0, *job.again), f"the next attempt: {done.returncode} {done.stderr}")
            copy.must_open()
            copy.check()
            state = reference.look(copy)
            demand(self.same(state, reference.new), self.difference(state))
            return self.finish(copy)
        copy.must_open(job.opens[0])
        copy.check()
        state = reference.look(copy)
        if state == reference.new:
            self.notes.append("new")
        else:
            demand(state == reference.old, self.difference(state))
            self.notes.append("old")
            demand(not self.must_be_new, "it said done, and the old state came back")
        if job.window in ("command", "alone"):
            again = job.run(copy)
            demand(again.returncode == 0 or (state == reference.new and again.returncode in job.again), f"the next attempt: {again.returncode} {again.stderr}")
            if not copy.alive():
                copy.must_open(job.opens[0])
            after = reference.look(copy)
            demand(self.same(after, reference.new), "after the next attempt " + self.difference(after))
            state = after
        return self.finish(copy, job.slots_open(state))

    @staticmethod
    def same(state, wanted):
        """But for what tells of both attempts."""
        return all(state[k] == wanted[k] for k in state if k not in ("records", "keys"))

    def finish(self, copy, passphrases=()):
        if "Personal/work" in self.reference.new["connections"]:
            self.job.before_refresh(copy)
            copy.result("connection.refresh", connection="work")
        copy.leave_well()
        for passphrase in passphrases:
            copy.must_open(passphrase)
            copy.check()
            copy.leave_well()
        left = sorted(general(copy.files()) - self.reference.files)
        if self.point and self.point.call == "unlink" and self.fault.name == "EIO":
            left = [name for name in left if name != self.point.path]  # it was not let to
        demand(not left, f"left behind: {left}")

