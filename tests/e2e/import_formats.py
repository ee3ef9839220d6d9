# SPDX-License-Identifier: GPL-3.0-or-later
"""Every import format, on files made by other programs: dry run, import, the secret comes out again, import once more changes nothing, undo leaves the vault
as it was. Marker secrets are searched for in every output, log and file of the vault."""
import base64
import json
import subprocess
from pathlib import Path
from harness import Session, check, need, skip

need("git", "sqlite3")
try:
    import cryptography  # noqa: F401
except ImportError:
    skip("python3-cryptography is not installed; ./dev test installs it")
import import_fixtures as make

PASSPHRASE = "a long enough passphrase"
session = Session(keyring=False)
markers = make.Markers()
folder = session.root / "sources"
folder.mkdir()
session.env["GIT_CONFIG_NOSYSTEM"] = "1"
files = make.everyday(folder, markers, session.env)

log = (session.root / "agent.log").open("wb")
session.ok("vault", "init", "--passphrase-fd", "{fd}", secret=PASSPHRASE)
session.env["QT_LOGGING_RULES"] = "*=true"
agent = session.start_agent(stdout=log, stderr=log)
session.ok("vault", "unlock", "--passphrase-fd", "{fd}", secret=PASSPHRASE)
outputs = []


def cli(*words, secret=None, fails=None):
    done = session.run(*map(str, words), secret=secret)
    outputs.append(done.stdout + done.stderr)
    if fails is None:
        check(done.returncode == 0, f"{words}: exit {done.returncode}: {done.stderr}{done.stdout}")
        return json.loads(done.stdout) if "--json" in words else done.stdout
    check(done.returncode == fails, f"{words}: exit {done.returncode} instead of {fails}: {done.stderr}{done.stdout}")
    return done.stderr


def names():
    return sorted(c["name"] for c in cli("--json", "list"))


def secrets_of(connection):
    """Through the one door that prints secrets, and not into `outputs`."""
    shown = session.json("show", connection["id"])
    check(shown["secret_fields"], f"{connection['name']} has no secret")
    session.allow(connection["id"])
    done = session.run("token", connection["id"])
    return done.stdout.rstrip("\n") if done.returncode == 0 else None


counted = {"formats": 0, "created": 0, "secrets": 0}


def whole(kind, path, *options, secret=None, created=None, wanted=(), problems=None):
    """One format from dry run to undo. `wanted`: markers that must come out of the vault by `token`."""
    before = cli("--json", "list")
    words = ["import", kind, path, *options]
    plan = cli("--json", *words, "--dry-run", secret=secret)["plan"]
    check(cli("--json", "list") == before, f"{kind}: the dry run changed something")
    cli(*words, "--dry-run", secret=secret)
    done = cli("--json", *words, secret=secret)
    run = done["import"]
    check(run["created"] == plan["counts"]["create"] > 0, f"{kind}: {run} is not what the dry run said: {plan['counts']}")
    if created is not None:
        check(run["created"] == created, f"{kind}: {run['created']} created instead of {created}: {json.dumps(plan, indent=1)}")
    if problems is not None:
        check(plan["problem_count"] == problems, f"{kind}: {plan['problems']}")
    known = {c["id"] for c in before}
    fresh = [c for c in cli("--json", "list") if c["id"] not in known]
    tokens = [secrets_of(c) for c in fresh]
    for secret_text in wanted:
        check(secret_text in tokens, f"{kind}: the secret did not come out as it went in ({[c['name'] for c in fresh]})")
    again = cli("--json", *words, "--dry-run", secret=secret)["plan"]["counts"]
    check(again["create"] == again["merge"] == again["conflict"] == 0, f"{kind}: a second import would do something: {again}")
    undone = cli("--json", "import", "undo", run["import"])
    check(undone["removed"] == run["created"] and not undone["kept"], f"{kind}: {undone}")
    check(cli("--json", "list") == before, f"{kind}: undo left something behind")
    counted["formats"] += 1
    counted["created"] += run["created"]
    counted["secrets"] += len([t for t in tokens if t])
    return plan


def marked(part):
    return [m for m in markers.all if part in m]


# --- everyday ones -------------------------------------------------------------------------------------------------------------------------------------
whole("env", files["env"], created=3, wanted=marked("env-openai") + marked("env-db"))
whole("netrc", files["netrc"], created=3, wanted=marked("netrc"))
whole("git-credentials", files["git-credentials"], created=1, wanted=marked("git-store"))
whole("aws", files["aws"], created=2, problems=1, wanted=marked("aws-default") + marked("aws-work"))
whole("docker", files["docker"], created=2, problems=3, wanted=marked("docker"))
whole("gh", files["gh"], created=2, problems=1, wanted=marked("gho_gh"))
whole("kubeconfig", files["kubeconfig"], created=2, problems=1, wanted=marked("kube-token"))
whole("npmrc", files["npmrc"], created=2, problems=1, wanted=marked("npm"))
whole("pypirc", files["pypirc"], created=2, wanted=marked("pypi"))
whole("bitwarden", files["bitwarden"], created=3, problems=1, wanted=marked("bw-login") + marked("bw-bank") + marked("bw-secure-note"))
whole("1pux", files["1pux"], created=1, wanted=marked("1p-login"))
mapped = whole("csv", files["csv"], "--map", "Service=name", "--map", "Address=url", "--map", "Who=username", "--map", "Geheimnis=password", "--map", "Bemerkung=notes",
               created=2, wanted=marked("csv"))
check(any("Latin-1" in f for f in mapped["findings"]) and any(i["name"] == "Müller" for i in mapped["items"]), f"encoding: {mapped}")
if "keepass-xml" in files:
    whole("keepass-xml", files["keepass-xml"], created=2, wanted=marked("kp-"))
    whole("keepass-csv", files["keepass-csv"], created=2, wanted=marked("kp-"))
for kind in ("netrc", "docker", "bitwarden", "1pux", "aws", "gh", "kubeconfig", "npmrc", "env", "git-credentials"):
    guessed = cli("--json", "import", "auto", files[kind], "--dry-run")["plan"]["format"]
    check(guessed == kind, f"auto: {files[kind]} was taken for {guessed}")

protected = folder / "protected.json"
protected.write_text(json.dumps(make.bitwarden_protected(make.bitwarden(markers))))
whole("bitwarden", protected, "--key-fd", "{fd}", secret=make.EXPORT_PASSWORD, created=3)
check("does not open" in cli("import", "bitwarden", protected, "--key-fd", "{fd}", secret="another", fails=2), "a wrong password is not told")
check("--key-fd" in cli("import", "bitwarden", protected, fails=2), "a missing password is not told")
(folder / "account.json").write_text(json.dumps({"encrypted": True, "folders": [], "items": []}))
check("account's key" in cli("import", "bitwarden", folder / "account.json", fails=1), "an account-encrypted export is not told")

# --- the systems that people come from -----------------------------------------------------------------------------------------------------------------
key = {"secret": make.MASTER}
plan = whole("fernet-cred", make.cred_file(folder, markers), "--key-fd", "{fd}", created=2, wanted=marked("cred-")[-2:], **key)
check(any("salt: user_id" in f and "100000" in f for f in plan["findings"]), f"the form is not told: {plan['findings']}")
many = folder / "creds"
many.mkdir()
for user in ("ada", "grace", "linus"):
    make.cred_file(many, markers, user)
make.cred_file(many, markers, "edsger", older=True)
make.cred_file(many, markers, "barbara", double=True)
(many / "broken.cred").write_text('{"user_id": "x", "encrypted_data": "gAAAAnonsense"}')
whole("fernet-cred", many, "--key-fd", "{fd}", created=10, problems=1, **key)
odd = make.cred_file(folder, markers, "odd", salt=b"a salt nobody guesses", name="odd.cred")
check("opens none" in cli("import", "fernet-cred", odd, "--key-fd", "{fd}", secret=make.MASTER, fails=2), "an unknown salt is not told")
plan = whole("fernet-cred", odd, "--key-fd", "{fd}", "--layout", "salt=text:a salt nobody guesses", created=2, **key)
for wrong in ("another key", "x"):
    check("opens none" in cli("import", "fernet-cred", make.cred_file(folder, markers), "--key-fd", "{fd}", secret=wrong, fails=2), "a wrong master key is not told")

own_key = make.Fernet.generate_key()
direct = make.Fernet(own_key)
derived = make.fernet_of(make.MASTER, b"salt")
for kind, path in {"sqlite": make.git_sqlite(folder / "git.db", markers, direct), "wal": make.git_sqlite(folder / "git-wal.db", markers, direct, wal=True),
                   "copy": make.git_dump(folder / "git-copy.sql", markers, direct), "insert": make.git_dump(folder / "git-insert.sql", markers, direct, inserts=True)}.items():
    plan = whole("git-connections", path, "--key-fd", "{fd}", secret=own_key.decode(), created=3, wanted=marked("gho_git-github")[-1:] if kind == "insert" else ())
    check(any("the key itself" in f for f in plan["findings"]), f"{kind}: {plan['findings']}")
plan = whole("git-connections", make.git_sqlite(folder / "git-derived.db", markers, derived), "--key-fd", "{fd}", created=3, **key)
check(any("salt: text:salt" in f for f in plan["findings"]), f"{plan['findings']}")
check("opens none" in cli("import", "git-connections", folder / "git.db", "--key-fd", "{fd}", secret=make.Fernet.generate_key().decode(), fails=2), "a wrong key is not told")
check("pg_dump --format=plain" in cli("import", "git-connections", (folder / "custom.dump", (folder / "custom.dump").write_bytes(b"PGDMP" + bytes(100)))[0], "--key-fd", "{fd}",
                                      secret=own_key.decode(), fails=1), "a binary dump is not told")

for layout, kdf in [("iv12-tag-data", "raw32"), ("iv12-data-tag", "sha256"), ("iv16-tag-data", "scrypt"), ("hex:iv:tag:data", "raw32"), ("b64:iv:data:tag", "pbkdf2"),
                    ("json", "sha256"), ("salt64", "")]:
    path = make.connector_sqlite(folder / f"connectors-{layout.replace(':', '_')}.db", markers, layout, kdf)
    plan = whole("connector-connections", path, "--key-fd", "{fd}", secret=make.CONNECTOR_KEY, created=2, wanted=marked("sk_test_stripe")[-1:])
    check(any("AES-256-GCM" in f for f in plan["findings"]), f"{layout}: {plan['findings']}")
check("opens none" in cli("import", "connector-connections", path, "--key-fd", "{fd}", secret="k" * 32, fails=2), "a wrong key is not told")

# --- history comes along, as records that are not authenticated -----------------------------------------------------------------------------------------
run = cli("--json", "import", "connector-connections", path, "--key-fd", "{fd}", secret=make.CONNECTOR_KEY)["import"]
past = [r for r in cli("--json", "audit", "list", "--action", "sync") if not r["authenticated"]]
check(any(r["time"] == "2025-05-05T05:05:05Z" for r in past), f"the last sync did not come along: {past}")
check(cli("--json", "audit", "verify")["ok"], "the trail does not verify")
cli("import", "undo")

# --- our own export --------------------------------------------------------------------------------------------------------------------------------------
run = cli("--json", "import", "bitwarden", files["bitwarden"])["import"]
exported = session.root / "vault.keystead"
cli("export", exported, "--passphrase-fd", "{fd}", secret=PASSPHRASE)
check(oct(exported.stat().st_mode & 0o777) == "0o600", "the export is open to others")
cli("import", "undo", run["import"])
whole("keystead", exported, "--key-fd", "{fd}", secret=PASSPHRASE, created=3, wanted=marked("bw-login")[:1])
check("does not open" in cli("import", "keystead", exported, "--key-fd", "{fd}", secret="a wrong passphrase", fails=2), "a wrong passphrase is not told")
cli("export", session.root / "no", "--passphrase-fd", "{fd}", secret="not the passphrase", fails=3)

# --- the canary ------------------------------------------------------------------------------------------------------------------------------------------
session.ok("audit", "export", "--format", "json", "--out", str(session.root / "report.json"))
agent.terminate()
check(agent.wait(timeout=30) == 0, "the agent did not leave in peace")
log.close()
places = {f"output {i}": text.encode() for i, text in enumerate(outputs)}
for path in session.root.rglob("*"):
    if path.is_file() and folder not in path.parents:
        places[str(path.relative_to(session.root))] = path.read_bytes()
hits = [f"{m} in {where}" for where, data in places.items() for m in markers.all
        for form in (m.encode(), m.encode("utf-16-le"), base64.b64encode(m.encode())[:-4], m.encode().hex().encode()) if form in data]
check(not hits, "\n".join(hits[:20]))
check(any(markers.all[0].encode() in Path(f).read_bytes() for f in files.values()), "the search is blind")
print(f"ok: {counted['formats']} imports of 18 formats, {counted['created']} connections made and undone, {counted['secrets']} secrets came out again; "
      f"{len(markers.all)} markers in 4 forms, {len(places)} places, 0 hits")
