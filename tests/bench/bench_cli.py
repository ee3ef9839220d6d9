# SPDX-License-Identifier: GPL-3.0-or-later
"""Whole processes that print a secret, in turn within one run: keystead-cli over a running agent, oidc-token over oidc-agent with its token cached,
secret-tool over gnome-keyring, and a process that does nothing. Figures move 20 to 50 % between runs: compare them within one only."""
import os
import shutil
import subprocess
import sys
import time
from pathlib import Path

sys.path.insert(0, os.environ["KEYSTEAD_E2E"])
import results
import token_server
from harness import BIN, Session, check

ROUNDS = 500
SECRET_TOOL = "secret-tool lookup"
OIDC_TOKEN = "oidc-token, cached"


def prepare_keystead(session, issuer):
    """The commands to measure: an OAuth token that is still good, and an API key. Both leave a durable audit record each time."""
    session.ok("vault", "init", "--keychain")
    session.ok("add", "generic-client-credentials", "--name", "service", "--set", f"token_endpoint={issuer}token", "--set", "client_id=bench",
               "--set", "allow_loopback_http=yes", "--set", f"api_base_url={issuer}", "--secret", "client_secret", secret="client-secret-123456\n")
    session.ok("add", "generic-api-key", "--name", "key", "--set", "api_base_url=https://api.example.com", "--secret", "api_key", secret="ak-0123456789abcdef\n")
    for name in ("service", "key"):  # default deny: what starts keystead-cli is judged
        session.allow(name, BIN / "bench_spawn")
    session.allow("service")
    session.stop_agent()
    session.start_agent()
    check(session.ok("token", "service").strip() == token_server.ACCESS_TOKEN, "keystead-cli prints another token")
    return {"keystead-cli token, OAuth": [str(BIN / "keystead-cli"), "token", "service"], "keystead-cli token, API key": [str(BIN / "keystead-cli"), "token", "key"]}


def prepare_secret_tool(session):
    if not shutil.which("secret-tool"):
        return None, "secret-tool is not installed"
    subprocess.run(["secret-tool", "store", "--label=bench", "service", "bench"], env=session.env, input="sk-0123456789abcdef", text=True, check=True)
    return [shutil.which("secret-tool"), "lookup", "service", "bench"], None


def prepare_oidc(session, issuer):
    """oidc-agent with an account whose token it has fetched once."""
    if not shutil.which("oidc-token") or not shutil.which("oidc-agent"):
        return None, "oidc-agent is not installed"
    session.env["OIDC_CONFIG_DIR"] = str(session.root / "oidc")
    (session.root / "oidc").mkdir(mode=0o700)
    session.env["OIDC_SOCK"] = str(session.root / "run" / "oidc.sock")
    session.env["OIDC_ENCRYPTION_PW"] = "bench"
    session.processes.append(subprocess.Popen(["oidc-agent", "--console", "--no-autoload", "-a", session.env["OIDC_SOCK"]], env=session.env,
                                              stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL))
    for _ in range(200):  # it says nowhere that it listens
        if Path(session.env["OIDC_SOCK"]).exists():
            break
        time.sleep(0.02)
    made = subprocess.run(["oidc-gen", "bench", "--flow=refresh", "--rt=benchmark-refresh-token", f"--iss={issuer}", "--client-id=bench", "--client-secret=bench",
                           "--scope=openid offline_access", "--redirect-uri=http://localhost:4242", "--pw-env", "--prompt=none", "--confirm-default", "-m"],
                          env=session.env, stdin=subprocess.DEVNULL, capture_output=True, text=True, timeout=60, check=False)
    if made.returncode != 0:
        return None, "oidc-gen refuses the account: " + (made.stderr or made.stdout).strip().splitlines()[-1]
    token = subprocess.run(["oidc-token", "bench"], env=session.env, capture_output=True, text=True, timeout=60, check=False)
    if token.stdout.strip() != token_server.ACCESS_TOKEN:
        return None, "oidc-token gives no token: " + token.stderr.strip()
    return [shutil.which("oidc-token"), "bench"], None


def measure(table, session):
    issuer = token_server.start()
    floor = "empty C process"
    commands = {floor: [BIN / "bench_empty"]}
    with table.part("keystead-cli token"):
        commands |= prepare_keystead(session, issuer)
    peers = {OIDC_TOKEN: (None, None), SECRET_TOOL: (None, None)}
    for name, prepare in ((OIDC_TOKEN, lambda: prepare_oidc(session, issuer)), (SECRET_TOOL, lambda: prepare_secret_tool(session))):
        with table.part(name):
            peers[name] = prepare()
    commands |= {name: words for name, (words, _) in peers.items() if words}
    times, failed = results.spawned(BIN / "bench_spawn", session.env, commands, ROUNDS)
    # What is promised: faster than the one, ten times faster than the other, in the same run.
    against = [(name, times[name], share) for name, share in ((OIDC_TOKEN, 1.0), (SECRET_TOOL, 0.1)) if name in times]
    for name in times:
        if name != floor:
            ours = name.startswith("keystead")
            table.rows.append(results.result(name, times[name], floor=(floor, times[floor]), target={"median": 3} if ours else None, peers=against if ours else ()))
    table.rows += [{"name": name, "failed": why} for name, why in failed.items()]
    table.rows += [results.not_available(name, why) for name, (_, why) in peers.items() if why]


def main(out):
    table = results.Table(out)
    with table.part("whole processes that print a secret"):
        measure(table, Session())
    table.write()


if __name__ == "__main__":
    main(Path(sys.argv[1]).resolve())
