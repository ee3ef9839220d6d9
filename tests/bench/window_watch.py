# SPDX-License-Identifier: GPL-3.0-or-later
"""Watches a virtual screen through X events alone (no polling): when the first window of a program is mapped, and what it shows after each repaint."""
import collections
import select
import subprocess
import time

from Xlib import X, display, error
from Xlib.ext import damage

STRIPS = 16          # looked at after each repaint, spread over the window's height
STRIP_HEIGHT = 6
QUIET = 0.7          # seconds without a repaint after which the window is said to be complete


class Screen:
    """Xvfb with a window manager. Both are processes of `session` and go with it."""

    def __init__(self, session, size="1280x800"):
        server = subprocess.Popen(["Xvfb", "-displayfd", "1", "-screen", "0", f"{size}x24", "-nolisten", "tcp", "-noreset"], env=session.env,
                                  stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
        session.processes.append(server)
        session.env |= {"DISPLAY": f":{server.stdout.readline().strip()}", "QT_QPA_PLATFORM": "xcb"}
        session.env.pop("WAYLAND_DISPLAY", None)
        self.display = display.Display(session.env["DISPLAY"])
        root = self.display.screen().root
        root.change_attributes(event_mask=X.PropertyChangeMask | X.SubstructureNotifyMask)
        session.processes.append(subprocess.Popen(["openbox"], env=session.env, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL))
        manager = self.display.intern_atom("_NET_SUPPORTING_WM_CHECK")
        while root.get_full_property(manager, X.AnyPropertyType) is None:
            self.next_event(10)
        self.display.damage_query_version()

    def next_event(self, seconds):
        """None after that long without one."""
        self.display.flush()
        if not self.display.pending_events() and not select.select([self.display], [], [], max(0, seconds))[0]:
            return None
        return self.display.next_event() if self.display.pending_events() else None

    def drain(self):
        while self.display.pending_events():
            self.display.next_event()


class Watch:
    """One start of one program: create it, start the program, then run()."""

    def __init__(self, screen):
        self.screen = screen
        self.window = None
        self.mapped = None
        self.frames = []  # (time, strips)
        screen.drain()

    def run(self, limit=20.0):
        """Returns when the window has been quiet. Times are those of the events' arrival, by time.monotonic()."""
        end = time.monotonic() + limit
        while time.monotonic() < end:
            event = self.screen.next_event(QUIET if self.frames else end - time.monotonic())
            if event is None:
                if self.frames:
                    return
                continue
            self.handle(event, time.monotonic())

    def handle(self, event, when):
        if event.type == X.CreateNotify and event.parent == self.screen.display.screen().root:
            if event.width >= 200 and event.height >= 150 and not event.override:
                self.select(event.window)
        elif event.type == X.MapNotify and self.mapped is None and self.watches(event.window):
            self.mapped = when
            self.window = event.window
            event.window.damage_create(damage.DamageReportNonEmpty)
            self.look(when)
        elif event.type == self.screen.display.extension_event.DamageNotify:
            self.screen.display.damage_subtract(event.damage)
            self.look(when)

    def select(self, window):
        try:
            window.change_attributes(event_mask=X.StructureNotifyMask)
        except error.XError:
            pass

    @staticmethod
    def watches(window):
        """A program's window, not the window manager's frame around it."""
        try:
            shape = window.get_geometry()
            return shape.width >= 200 and shape.height >= 150 and window.get_wm_class() is not None
        except error.XError:
            return False

    def look(self, when):
        try:
            shape = self.window.get_geometry()
            step = max(1, (shape.height - STRIP_HEIGHT) // STRIPS)
            strips = b"".join(self.window.get_image(0, y, shape.width, STRIP_HEIGHT, X.ZPixmap, 0xFFFFFFFF).data
                              for y in range(0, shape.height - STRIP_HEIGHT, step))
        except error.XError:
            return
        self.frames.append((when, strips))

    def first_painted(self):
        """The first frame that is not one colour all over; None where there is none."""
        return next((when for when, strips in self.frames if strips != strips[:4] * (len(strips) // 4)), None)

    def complete(self, share=0.98):
        """The first frame from which on nearly all that stands in the last one (but its background) is there: the list with its rows. A blinking cursor does not count."""
        last = pixels(self.frames[-1][1])
        background = collections.Counter(last).most_common(1)[0][0]
        ink = [i for i, pixel in enumerate(last) if pixel != background]
        since = None
        for when, strips in self.frames:
            now = pixels(strips)
            same = len(now) == len(last) and sum(now[i] == last[i] for i in ink) >= share * len(ink)
            since = (since or when) if same else None
        return since if ink else None


def pixels(strips):
    return memoryview(strips).cast("I")
