# SPDX-License-Identifier: GPL-3.0-or-later
"""kill -9 of the agent at random instants while tokens rotate, 50 times. No token may be lost outside the interval between the server's answer and our
commit, and the vault checks clean each time."""
import os
import random
import signal
import subprocess
import time
from harness import BIN, Provider, Session, add_oidc, browser_environment, check, login

ROUNDS = int(os.environ.get("KEYSTEAD_KILL_ROUNDS", "50"))
session = Session()
browser_environment(session)
provider = Provider(session, access_seconds=3600)
session.ok("vault", "init", "--keychain")
add_oidc(session, provider)
login(session)
session.stop_agent()
random.seed(20260101)
lost = in_the_gap = rotations_seen = 0
for number in range(ROUNDS):
    agent = session.start_agent(stderr=subprocess.DEVNULL)
    before = provider.stats()["refresh"]
    refreshing = subprocess.Popen([BIN / "keystead-cli", "--no-start", "refresh", "work"], env=session.env, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    # The instant is the point of the test: from before the POST to after the commit (a refresh takes about 10 ms here).
    time.sleep(random.uniform(0, 0.03))
    agent.send_signal(signal.SIGKILL)
    agent.wait()
    refreshing.wait()
    rotated = provider.stats()["refresh"] - before
    rotations_seen += rotated
    session.ok("vault", "check")
    agent = session.start_agent(stderr=subprocess.DEVNULL)
    again = session.run("refresh", "work")
    if again.returncode != 0:
        state = session.json("show", "work")
        last = provider.stats()["answered"]
        # Only an answer that had left the server before the kill may be missing here, and the person is told why.
        if rotated and again.returncode == 5 and state["state"] == "auth_error":
            in_the_gap += 1
            login(session)
        else:
            lost += 1
            print(f"round {number}: exit {again.returncode} {again.stderr} state {state['state']} rotated {rotated} {last[-2:]}")
            break
    agent.terminate()
    agent.wait()
check(lost == 0, f"{lost} tokens lost outside the gap")
session.ok("audit", "verify")
print(f"ok: {ROUNDS} kills, {rotations_seen} had rotated at the server, {in_the_gap} in the gap between the server's answer and our commit, {lost} lost")
