# SPDX-License-Identifier: GPL-3.0-or-later
"""What becomes of source files (replace, restore, confirm, delete), find-secrets, merging and conflicts, bad input with bounded memory, and an import that is
killed half way: the vault is as it was, or the import is whole."""
import json
import os
import signal
import subprocess
import time
from pathlib import Path
from harness import BIN, Session, check, need, skip

need("git", "sqlite3")
try:
    import cryptography  # noqa: F401
except ImportError:
    skip("python3-cryptography is not installed; ./dev test installs it")
import import_fixtures as make

PASSPHRASE = "a long enough passphrase"
session = Session(keyring=False)
home = session.root / "home"
markers = make.Markers()
session.ok("vault", "init", "--passphrase-fd", "{fd}", secret=PASSPHRASE)


def open_agent():
    agent = session.start_agent()
    session.ok("vault", "unlock", "--passphrase-fd", "{fd}", secret=PASSPHRASE)
    return agent


agent = open_agent()


def names():
    return sorted(c["name"] for c in session.json("list"))


def fails(code, *words, **more):
    done = session.run(*map(str, words), **more)
    check(done.returncode == code, f"{words}: exit {done.returncode} instead of {code}: {done.stderr}{done.stdout}")
    return done.stderr


# --- find, import, replace, restore, confirm -----------------------------------------------------------------------------------------------------------
first, second = markers.new("netrc"), markers.new("docker")
netrc = home / ".netrc"
netrc.write_text(f"machine api.example.com login ada password {first}\n")
netrc.chmod(0o640)
(home / ".docker").mkdir()
docker = home / ".docker" / "config.json"
docker.write_text(json.dumps({"auths": {"registry.example.com": {"auth": make.base64.b64encode(f"ci:{second}".encode()).decode()}}, "credsStore": ""}))
(home / ".ssh").mkdir()
subprocess.run(["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", home / ".ssh" / "id_ed25519"], check=False)
found = session.json("find-secrets")["found"]
kinds = {Path(f["file"]).name: f for f in found}
check(kinds[".netrc"]["open_to_others"] and kinds[".netrc"]["credentials"] == 1 and kinds["config.json"]["format"] == "docker", f"find-secrets: {found}")
text = session.ok("find-secrets")
check(".netrc" in text and first not in text and second not in text, "find-secrets shows what it should, and no secret")
fails(2, "find-secrets", "--import", netrc, "--replace-source")  # no terminal, no --yes
session.ok("find-secrets", "--import", str(netrc), "--import", str(docker), "--replace-source", "--yes")
check(first not in netrc.read_text() and "moved-to-keystead" in netrc.read_text() and oct(netrc.stat().st_mode & 0o777) == "0o640", netrc.read_text())
check(json.loads(docker.read_text())["auths"]["registry.example.com"]["auth"] == "moved-to-keystead", docker.read_text())
check(session.ok("token", "ada@api.example.com").strip() == first, "the secret is in the vault")
runs = session.json("import", "list")
check(len(runs) == 2 and all(r["source"] == "replaced" and r["backup"] for r in runs), f"{runs}")
fails(1, "import", "undo", runs[1]["import"])  # the vault holds the only copy
fails(4, "import", "restore-source", runs[1]["import"])  # nobody proves that a person asks
check(first not in netrc.read_text(), "secrets were written back without a proof")
session.ok("import", "restore-source", runs[1]["import"], "--passphrase-fd", "{fd}", secret=PASSPHRASE)
check(first in netrc.read_text(), "the file is as it was")
session.ok("import", "undo", runs[1]["import"])
check(not any("api.example.com" in n or runs[1]["import"] in n for n in names()), f"{names()}")
session.ok("import", "confirm", runs[0]["import"])
fails(6, "import", "restore-source", runs[0]["import"], "--passphrase-fd", "{fd}", secret=PASSPHRASE)
check(not any(n.startswith("Before import") for n in names()), f"{names()}")

# --- delete ----------------------------------------------------------------------------------------------------------------------------------------------
session.ok("import", "netrc", str(netrc), "--delete-source", "--yes")
check(not netrc.exists(), "the source is deleted")
fails(1, "import", "undo")
session.ok("import", "undo", "--force")
# What was passed over is in the file alone: it is not deleted, and the way out is named.
mixed = home / "mixed.env"
mixed.write_text("API_TOKEN=abcdefgh\nPORT=8080\n# a note\n")
refusal = fails(1, "import", "env", mixed, "--delete-source", "--yes")
check("replace-source" in refusal and "1 line" in refusal and mixed.read_text().endswith("PORT=8080\n# a note\n"), refusal)
run = session.json("import", "list")[0]
check(run["passed_over"] == 1 and run["source"] == "kept", f"{run}")
session.ok("import", "replace-source", run["import"], "--yes")
check(mixed.read_text() == "API_TOKEN=moved-to-keystead\nPORT=8080\n# a note\n", mixed.read_text())
session.ok("import", "undo", "--force")
pair = home / "pair.csv"
pair.write_text("name,username,password\nx,ada,one-password\ny,bob,two-password\nempty,eve,\n")
run = session.json("import", "csv", pair, "--leave-out", "1")["import"]
check(run["passed_over"] == 2, f"an entry that was left out and one without a secret: {run}")
check("2 lines" in fails(1, "import", "delete-source", run["import"], "--yes") and pair.exists(), "entries that were left out are gone with the file")
session.ok("import", "undo")
victim = home / "other.env"
victim.write_text("API_TOKEN=abcdef\n")
run = session.json("import", "env", str(victim))["import"]["import"]
victim.write_text("API_TOKEN=changed\n")
fails(1, "import", "delete-source", run, "--yes")
check(victim.exists() and session.json("import", "list")[0]["source"] == "kept", "a file that changed since stays, and the vault knows")
refusal = fails(1, "import", "undo", run)
check("other.env" in refusal and "--force" in refusal, f"undo of a file that changed would remove the only copy: {refusal}")
session.ok("import", "undo", run, "--force")
# What a later import counted as kept already, and whose file is gone, is not lost with the undo of the first one.
twin = home / "twin.env"
for path in (victim, twin):
    path.write_text("API_TOKEN=only-copy-of-all\n")
run = session.json("import", "env", str(victim))["import"]["import"]
session.ok("import", "env", str(twin), "--delete-source", "--yes")
check(not twin.exists(), "the second file is deleted")
victim.unlink()
check("other.env is gone" in fails(1, "import", "undo", run), "undo removes the only copy")
session.ok("import", "undo", run, "--force")

# --- merge and conflict -----------------------------------------------------------------------------------------------------------------------------------
session.ok("add", "generic-basic", "--name", "mine", "--set", "username=ada", "--set", "api_base_url=https://m.example.com", "--secret", "password", secret="old-password\n")
table = home / "t.csv"
table.write_text("name,url,username,password,tags\nx,https://m.example.com,ada,new-password,fresh\n")
plan = session.json("import", "csv", str(table), "--dry-run")["plan"]
check(plan["counts"] == {"create": 0, "merge": 0, "conflict": 1, "skip": 0} and plan["items"][0]["connection_name"] == "mine", f"{plan}")
for choice, expected in {"keep": "old-password", "replace": "new-password"}.items():
    session.ok("import", "csv", str(table), "--on-conflict", choice)
    check(session.ok("token", "mine").strip() == expected, f"{choice}: the wrong secret")
    session.ok("import", "undo")
    check(session.ok("token", "mine").strip() == "old-password", f"{choice}: undo did not restore")
session.ok("import", "csv", str(table), "--on-conflict", "add")
check(session.ok("token", "x").strip() == "new-password" and session.ok("token", "mine").strip() == "old-password", "both are there")
session.ok("import", "undo")
session.ok("profiles", "add", "Work")
session.ok("import", "csv", str(table), "--profile", "Work")
check(session.json("show", "Work/x")["profile"] == "Work", "another profile is another place")
session.ok("import", "undo")

# --- bad input -------------------------------------------------------------------------------------------------------------------------------------------
before = session.json("list")
huge = home / "huge.csv"
with huge.open("wb") as file:
    file.truncate(1 << 30)


def memory():
    return int(next(line for line in Path(f"/proc/{agent.pid}/status").read_text().splitlines() if line.startswith("VmHWM")).split()[1])


peak = memory()
for word in ("csv", "auto", "git-connections", "1pux", "kubeconfig"):
    check("64 MiB" in fails(2, "import", word, huge, "--key-fd", "{fd}", secret="k" * 40), f"{word}: a file of 1 GiB is not told")
check(memory() - peak < 16 * 1024, f"refusing 1 GiB took {memory() - peak} KiB")
bomb = home / "bomb.1pux"
with make.zipfile.ZipFile(bomb, "w", make.zipfile.ZIP_DEFLATED) as archive:
    archive.writestr("export.data", b"0" * (200 << 20))
check("unpacks to more" in fails(2, "import", "1pux", bomb), "a bomb is not told")
check(memory() - peak < 200 * 1024, f"the bomb took {memory() - peak} KiB")
(home / "cycle.yml").write_text("users: &u\n- name: a\n  user: *u\n")
check("line 3" in fails(1, "import", "kubeconfig", home / "cycle.yml"), "a cycle is not told with its line")
(home / "deep.json").write_text('{"items":' + "[" * 100_000)
check("nested" in fails(2, "import", "bitwarden", home / "deep.json"), "depth is not told")
(home / "open.csv").write_text('name,password\nx,y\nz,"open\n')
check("line 3" in fails(2, "import", "csv", home / "open.csv"), "an open quote is not told with its line")
(home / "cut.sql").write_text("COPY public.git_connections (id, provider) FROM stdin;\n1\tgithub\n")
check("line " in fails(2, "import", "git-connections", home / "cut.sql", "--key-fd", "{fd}", secret="k" * 40), "a dump that is cut off is not told")
logged = home / "logged.db"
writer = subprocess.Popen(["python3", "-c", f"import sqlite3,sys; d=sqlite3.connect({str(logged)!r}); d.execute('pragma journal_mode=wal'); d.execute('create table git_connections (id)'); d.commit(); print('up', flush=True); sys.stdin.read()"],
                          stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
writer.stdout.readline()
check("-wal" in fails(1, "import", "git-connections", logged, "--key-fd", "{fd}", secret="k" * 40), "a log beside the database is not told")
writer.communicate()
# What holds no credential is no import, and its file is not deleted after one.
prose = home / "diary.txt"
prose.write_text("Dear diary,\ntoday nothing happened.\n")
for word in ("env", "netrc"):
    check("no credential" in fails(2, "import", word, prose, "--delete-source", "--yes"), f"{word}: prose is taken for an import")
check(prose.read_text().startswith("Dear diary"), "the file of a refused import is gone")
fails(6, "import", "netrc", home / "nowhere")
fails(2, "import", "nonsense", table)
fails(2, "import", "netrc", home)
fails(2, "import", "netrc", "/dev/zero")
fails(2, "import", "csv", table, "--map", "nowhere=password")
fails(2, "import", "csv", table, "--on-conflict", "nonsense")
fails(6, "import", "undo", "imp_nonsense")
check(session.json("list") == before, "bad input changed the vault")

# --- locked, and killed half way -------------------------------------------------------------------------------------------------------------------------
session.ok("vault", "lock")
fails(3, "import", "csv", table)
check(session.json("find-secrets")["complete"], "the search works while the vault is locked")
session.ok("vault", "unlock", "--passphrase-fd", "{fd}", secret=PASSPHRASE)
rows = home / "rows.csv"
rows.write_text("name,url,username,password\n" + "".join(f"n{i},https://h{i}.example.com,u{i},{markers.new('row')}\n" for i in range(1500)))
killed = whole = 0
for round_number in range(6):
    import_run = subprocess.Popen([BIN / "keystead-cli", "import", "csv", rows], env=session.env, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    wal = session.vault / "vault.db-wal"
    size = wal.stat().st_size if wal.exists() else 0
    # Killed at another moment of the writing each time: as soon as the log has grown by so much, or when the command has ended.
    while import_run.poll() is None and not (wal.exists() and wal.stat().st_size > size + round_number * 150_000):
        pass
    agent.send_signal(signal.SIGKILL)
    agent.wait()
    import_run.wait()
    agent = open_agent()
    count = len(names())
    check(count in (len(before), len(before) + 1500), f"after a kill there are {count} connections")
    if count > len(before):
        whole += 1
        session.ok("import", "undo")
    else:
        killed += 1
    check(session.json("list") == before, "after a kill something else changed")
check(session.json("vault", "check")["ok"], "the vault is not whole")
agent.terminate()
check(agent.wait(timeout=30) == 0, "the agent did not leave in peace")
print(f"ok: replaced, restored, confirmed, deleted; 3 conflict choices; 17 bad inputs; 6 kills: {killed} left nothing, {whole} had the whole import")
