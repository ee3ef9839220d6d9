# SPDX-License-Identifier: GPL-3.0-or-later
"""The main job through the real window under Xvfb with a window manager: vault, sign-in with Chromium, 20 refreshes, test, records, removal with
revocation, by keys and clicks alone (tests/app/window_oidc_driver.cpp), against oidc-provider. KEYSTEAD_E2E_PICTURES keeps the pictures."""
import os
import shutil
import subprocess
from pathlib import Path

from harness import BIN, Provider, Session, browser_environment, check, need, start_display

DRIVER = BIN.parent / "tests" / "window_oidc_driver"


session = Session()
browser_environment(session)
start_display(session)
provider = Provider(session)
pictures = Path(os.environ.get("KEYSTEAD_E2E_PICTURES") or session.root / "pictures")
shutil.rmtree(pictures, ignore_errors=True)
pictures.mkdir(parents=True)
session.env.update(QT_QPA_PLATFORM="xcb", LANG="C.UTF-8", LANGUAGE="en", QT_LOGGING_RULES="qt.qpa.*=false")
session.env.pop("QT_SCALE_FACTOR", None)

driver = subprocess.run([DRIVER, "--vault", session.vault, "--issuer", provider.issuer, "--pictures", pictures,
                         "--theme", os.environ.get("KEYSTEAD_E2E_THEME", "light")], env=session.env, capture_output=True, text=True, timeout=540, check=False)
print(driver.stdout, end="")
log = session.root / "browser.log"
check(driver.returncode == 0, f"the window: exit {driver.returncode}: {driver.stderr}; browser: {log.read_text() if log.exists() else 'never started'}")

stats = provider.stats()
spent = [a["spent"] for a in stats["answered"]]
check(all(a["status"] == 200 for a in stats["answered"]), f"refreshes that failed: {[a['status'] for a in stats['answered']]}")
check(stats["refresh"] >= 20 and len(spent) == stats["refresh"], f"only {stats['refresh']} refreshes")
check(len(set(spent)) == len(spent), "a refresh token was spent twice")
check(all(a["next"] and a["next"] != a["spent"] for a in stats["answered"]), "the refresh tokens did not rotate")
check(stats["revocation"] >= 1, "the server saw no revocation")
check(stats["token"] == stats["refresh"] + 1, f"one code was exchanged: {stats['token']} token requests, {stats['refresh']} refreshes")

# What the window wrote is there for the next one who opens the vault, and whole.
session.ok("audit", "verify")
check(session.run("show", "Work account").returncode == 6, "the connection is still there")
actions = {r["action"] for r in session.json("audit", "list")}
for action in ("connect", "token_exchange", "token_refresh", "connection_test", "disconnect", "credential_delete"):
    check(action in actions, f"{action} is missing in the trail: {sorted(actions)}")
images = sorted(p.name for p in pictures.glob("*.png"))
check(len(images) >= 15, f"pictures: {images}")
print(f"ok: {stats['refresh']} refreshes, each of {len(set(spent))} refresh tokens spent once, {stats['revocation']} revocations, {len(images)} pictures")
