# SPDX-License-Identifier: GPL-3.0-or-later
"""20 simultaneous `keystead-cli token` on an expired token, with no agent running: one agent is started, one POST reaches the server (SECURITY 8)."""
import datetime
import subprocess
import time
from harness import BIN, Provider, Session, add_oidc, browser_environment, check, login

session = Session()
browser_environment(session)
provider = Provider(session, access_seconds=8)
session.ok("vault", "init", "--keychain")
add_oidc(session, provider)
login(session)
session.allow("work")
expires = datetime.datetime.fromisoformat(session.json("show", "work")["expires_at"].replace("Z", "+00:00"))
session.stop_agent()
# Real time has to pass for a real token to expire: there is no event to wait for.
while datetime.datetime.now(datetime.timezone.utc) <= expires:
    time.sleep(0.1)
before = provider.stats()["token"]
calls = [subprocess.Popen([BIN / "keystead-cli", "token", "work"], env=session.env, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) for _ in range(20)]
answers = []
for call in calls:
    out, err = call.communicate(timeout=60)
    check(call.returncode == 0, f"token: exit {call.returncode}: {err}")
    answers.append(out.strip())
posts = provider.stats()["token"] - before
agents = len(session.agent_pids())
check(agents == 1, f"{agents} agents")
check(len(set(answers)) == 1, f"{len(set(answers))} different tokens")
check(posts == 1, f"{posts} POSTs for 20 callers")
print(f"ok: 20 callers, {agents} agent started, {posts} POST, one token")
