# SPDX-License-Identifier: GPL-3.0-or-later
"""Sign-in with Chromium, 20 rotations, a test, and removal with revocation, through keystead-cli alone, against oidc-provider."""
from harness import Provider, Session, add_oidc, browser_environment, check, login

session = Session()
browser_environment(session)
provider = Provider(session)
session.ok("vault", "init", "--keychain")
add_oidc(session, provider)
check(session.run("token", "work").returncode == 5, "before the sign-in: exit 5")
said = login(session)
check("ada@example.org" in said, f"the account is not named: {said}")
shown = session.json("show", "work")
check(shown["state"] in ("active", "updated") and shown["refreshable"], f"after the sign-in: {shown}")

tokens = {session.ok("token", "work").strip()}
for number in range(20):
    session.ok("refresh", "work")
    tokens.add(session.ok("token", "work").strip())
stats = provider.stats()
spent = [a["spent"] for a in stats["answered"] if a["status"] == 200]
check(stats["refresh"] >= 20 and all(a["status"] == 200 for a in stats["answered"]), f"rotations: {stats['refresh']}")
check(len(set(spent)) == len(spent), "a refresh token was spent twice")
check(len(tokens) >= 20, f"only {len(tokens)} different tokens")

report = session.json("test", "work")
check(report["works"] and report["http_status"] == 200, f"test: {report}")
before = provider.stats()["revocation"]
removed = session.json("remove", "work")
check(removed["removed"] and removed["remote"] == "revoked", f"remove: {removed}")
check(provider.stats()["revocation"] > before, "the server saw no revocation")
check(session.run("show", "work").returncode == 6, "it is still there")
actions = {r["action"] for r in session.json("audit", "list")}
for action in ("connect", "token_exchange", "token_refresh", "credential_access", "connection_test", "disconnect", "credential_delete"):
    check(action in actions, f"{action} is missing in the trail: {sorted(actions)}")
session.ok("audit", "verify")
session.ok("vault", "check")
print(f"ok: {stats['refresh']} rotations, {len(tokens)} different access tokens, {provider.stats()['token']} token requests")
