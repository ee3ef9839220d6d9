# SPDX-License-Identifier: GPL-3.0-or-later
"""Backup and restore with real parts: a keyring, the stock `sqlcipher` 4 shell and `openssl` on the backup, a second account that has nothing but the file and
its secret, a vault that is put back, one that is damaged, and kills in the middle of a restore (docs/backup.md)."""
import hashlib
import json
import os
import shutil
import stat
import subprocess
import threading
from pathlib import Path
from harness import BIN, Session, check, need, skip

PHRASE = "the backup's own passphrase"
VAULT_PHRASE = "a long enough passphrase"
CANARY = "canary-9f3c1e7b5a2d"
counted = {}


def count(what, by=1):
    counted[what] = counted.get(what, 0) + by


def shell_program():
    """SQLCipher 4's own shell: Debian 13's, or the one that was built beside the library."""
    for program in (os.environ.get("KEYSTEAD_SQLCIPHER_SHELL"), shutil.which("sqlcipher")):
        if not program or not Path(program).exists():
            continue
        asked = subprocess.run([program, ":memory:", "PRAGMA cipher_version;"], capture_output=True, text=True, check=False)
        if asked.stdout.startswith("4."):
            return program
    return skip("there is no sqlcipher 4 shell; ./dev test builds or installs it")


SHELL = shell_program()
need("openssl")


def ask_shell(file, pragma, *queries):
    """The statements on stdin: a key never stands on a command line."""
    script = "\n".join([pragma, *queries]) + "\n"
    return subprocess.run([SHELL, "-readonly", file], input=script, capture_output=True, text=True, check=False)


def lines(done):
    return [line for line in done.stdout.splitlines() if line != "ok"]


def recovery_text(key):
    """The sheet's groups, written from docs/keys.md."""
    alphabet = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
    groups = []
    for group in range(8):
        part = key[group * 4:group * 4 + 4]
        crc = group + 1
        for byte in part:
            crc ^= byte
            for _ in range(8):
                crc = ((crc << 1) ^ 0x1D) & 0xFF if crc & 0x80 else (crc << 1) & 0xFF
        bits = int.from_bytes(part + bytes([crc]), "big")
        groups.append("".join(alphabet[bits >> shift & 31] for shift in range(35, -1, -5)))
    return "-".join(groups)


def page_key(key):
    """What docs/backup.md tells a person without Keystead to do with the recovery key."""
    done = subprocess.run(["openssl", "kdf", "-keylen", "32", "-kdfopt", "digest:SHA256", "-kdfopt", f"hexkey:{key.hex()}", "-kdfopt", "info:keystead backup pages v1",
                           "HKDF"], capture_output=True, text=True, check=True)
    return done.stdout.strip().replace(":", "").lower()


def backup(session, file, *more, secret=PHRASE, option="--passphrase-fd", **kwargs):
    return session.run("vault", "backup", str(file), option, "{fd}", "--yes", *more, secret=secret, **kwargs)


def restore(session, file, *more, secret=PHRASE, option="--passphrase-fd", what="restore"):
    arguments = ["vault", what, *(["--from"] if what == "repair" else []), str(file), option, "{fd}", *more]
    return session.run(*arguments, secret=secret)


def names(session):
    return sorted(c["name"] for c in session.json("list"))


def digest(file):
    return hashlib.sha256(Path(file).read_bytes()).hexdigest()


def filled():
    session = Session()
    session.ok("vault", "init", "--keychain")
    for number in range(3):
        session.ok("add", "generic-bearer", "--name", f"c{number}", "--secret", "token", "--set", "api_base_url=https://api.example.com",
                   secret=f"{CANARY}-{number}\n")
        session.ok("token", f"c{number}")
    return session


def made_in_use(session):
    file = session.root / "vault.backup"
    over = threading.Event()
    lent = []

    def lend():
        while not over.is_set():
            lent.append(session.run("token", "c1").returncode)
    lender = threading.Thread(target=lend)
    lender.start()
    done = backup(session, file)
    over.set()
    lender.join()
    check(done.returncode == 0, f"backup: {done}")
    check(lent and set(lent) == {0}, f"lending beside a backup: {set(lent)}")
    check(stat.S_IMODE(file.stat().st_mode) == 0o600, "the backup is not 0600")
    check(not list(session.root.glob(".*part")), "something half is left")
    before = digest(file)
    again = backup(session, file)
    check(again.returncode == 2 and "exists" in again.stderr and digest(file) == before, f"a file was written over: {again}")
    check(backup(session, file, "--force").returncode == 0 and digest(file) != before, "--force")
    check(backup(session, session.root / "x", secret="short").returncode == 2, "a short passphrase")
    check(backup(session, session.root / "none" / "x").returncode == 6, "a folder that is not there")
    check(not (session.root / "x").exists(), "a refused backup left a file")
    record = session.json("audit", "list", "--action", "backup_made")[0]
    check(record["outcome"] == "success" and PHRASE not in json.dumps(record), f"the record: {record}")
    count("backups", 2)
    return file


def stock_shell(file):
    pragma = f"PRAGMA key = '{PHRASE.replace(chr(39), chr(39) * 2)}';"
    done = ask_shell(file, pragma, "SELECT count(*) FROM connection;", "SELECT name FROM connection ORDER BY name;", "SELECT vault_id GLOB 'vlt_*' FROM meta;",
                     "SELECT opens FROM (SELECT secret_kind AS opens FROM keystead_backup);", "PRAGMA cipher_integrity_check;", "PRAGMA quick_check;")
    check(lines(done) == ["3", "c0", "c1", "c2", "1", "passphrase"], f"the stock shell: {done}")
    wrong = ask_shell(file, "PRAGMA key = 'another passphrase';", "SELECT count(*) FROM connection;")
    check("3" not in lines(wrong) and wrong.stderr, f"a wrong passphrase in the shell: {wrong}")
    # Secret fields stay sealed inside, in whatever form one looks for them.
    dumped = ask_shell(file, pragma, ".dump").stdout
    check("CREATE TABLE connection" in dumped and len(dumped) > 10000, "the dump is no dump")
    for form in (CANARY, CANARY.encode().hex(), CANARY.encode("utf-16-le").hex()):
        check(form not in dumped and form.upper() not in dumped, "a secret stands open in the dump")
    check(CANARY.encode() not in Path(file).read_bytes(), "a secret stands open in the file")
    count("statements in the stock shell", 8)


def recovery_key(session):
    key = os.urandom(32)
    text = recovery_text(key)
    file = session.root / "recovery.backup"
    done = backup(session, file, secret=text, option="--recovery-key-fd")
    check(done.returncode == 0, f"backup under a recovery key: {done}")
    shown = ask_shell(file, f"PRAGMA key = \"x'{page_key(key)}'\";", "SELECT count(*) FROM connection;", "SELECT secret_kind FROM keystead_backup;")
    check(lines(shown) == ["3", "recovery_key"], f"the stock shell with the raw key: {shown}")
    # A clean account, with nothing but the file and the sheet.
    clean = Session()
    copy = clean.root / "from the stick"
    shutil.copy(file, copy)
    copy.chmod(0o600)
    slip = text[:4] + ("0" if text[4] != "0" else "1") + text[5:]
    wrong = restore(clean, copy, "--yes", secret=slip, option="--recovery-key-fd")
    check(wrong.returncode == 2 and "group 1" in wrong.stderr, f"a slip of the pen: {wrong}")
    done = restore(clean, copy, "--yes", secret=text.lower().replace("-", " "), option="--recovery-key-fd")
    check(done.returncode == 0, f"restore with the sheet: {done}")
    check(names(clean) == ["c0", "c1", "c2"] and clean.ok("token", "c2").strip() == f"{CANARY}-2", "what came back")
    kinds = sorted(slot["kind"] for slot in clean.json("status")["slots"])
    check(kinds == ["keychain", "recovery"], f"slots: {kinds}")
    clean.stop_agent()
    check(names(clean) == ["c0", "c1", "c2"], "the new keyring slot opens it")
    clean.ok("audit", "verify")
    clean.close()
    count("accounts restored")


def clean_account(session, file):
    clean = Session()
    copy = clean.root / "my.backup"
    shutil.copy(file, copy)
    missing = clean.run("list")
    check(missing.returncode == 3, f"there is a vault already: {missing}")
    shown = json.loads(restore(clean, copy, "--dry-run", "--json").stdout)
    check(shown["connections"]["added"] == ["Personal/c0", "Personal/c1", "Personal/c2"] and shown["keys"] == "new", f"dry run: {shown}")
    check(not (clean.vault / "keys.json").exists(), "a dry run made a vault")
    asked = restore(clean, copy)
    check(asked.returncode == 4 and "--yes" in asked.stderr, f"without a terminal and --yes: {asked}")
    wrong = restore(clean, copy, "--yes", secret="another passphrase")
    check(wrong.returncode == 3 and not (clean.vault / "keys.json").exists(), f"a wrong passphrase: {wrong}")
    done = restore(clean, copy, "--yes")
    check(done.returncode == 0, f"restore: {done}")
    check(clean.ok("token", "c0").strip() == f"{CANARY}-0", "the token came back")
    check([i["what"] for i in clean.json("vault", "check")["items"] if not i["ok"]] == [], "the restored vault checks")
    clean.stop_agent()
    check(clean.run("vault", "unlock", "--passphrase-fd", "{fd}", secret=PHRASE).returncode == 0, "the backup's passphrase is its slot")
    clean.close()
    count("accounts restored")


def over_the_present(session, file):
    session.ok("add", "generic-bearer", "--name", "later", "--secret", "token", "--set", "api_base_url=https://api.example.com", secret="another\n")
    records = session.json("audit", "list")[0]["sequence"]
    shown = json.loads(restore(session, file, "--dry-run", "--json").stdout)
    check(shown["connections"]["removed"] == ["Personal/later"] and shown["connections"]["added"] == [] and shown["keys"] == "kept", f"dry run: {shown}")
    check(shown["audit"]["lost"] > 0 and shown["audit"]["common"] + shown["audit"]["lost"] >= records, f"dry run: {shown['audit']}")
    check(names(session) == ["c0", "c1", "c2", "later"], "a dry run changed something")
    done = restore(session, file, "--yes", "--json")
    check(done.returncode == 0, f"restore over the vault: {done}")
    result = json.loads(done.stdout)
    aside = session.vault / "backups" / result["set_aside"]
    check((aside / "vault.db").is_file() and (aside / "keys.json").is_file(), "the old vault is kept aside")
    check(names(session) == ["c0", "c1", "c2"], "what came back")
    session.ok("audit", "verify")
    session.stop_agent()
    check(session.json("status")["state"] and session.json("vault", "unlock")["rolled_back"] is False, "a restore is no rollback")
    record = session.json("audit", "list", "--action", "vault_restored")[0]["detail"]
    check(int(record["records_lost"]) > 0 and record["backup"] == shown["backup"]["id"], f"the record of the gap: {record}")
    count("restores")


def automatic(session):
    session.ok("vault", "backup", "--automatic")
    listed = session.json("vault", "backups")
    check(len(listed) == 1 and listed[0]["reason"] == "daily", f"automatic: {listed}")
    session.ok("add", "generic-bearer", "--name", "after", "--secret", "token", "--set", "api_base_url=https://api.example.com", secret="another\n")
    done = session.run("vault", "restore", listed[0]["name"], "--yes")
    check(done.returncode == 0 and names(session) == ["c0", "c1", "c2"], f"restore of an automatic one: {done}")
    session.stop_agent()
    for path in (session.vault / "backups").rglob("*"):
        mode = stat.S_IMODE(path.stat().st_mode)
        check(mode == (0o700 if path.is_dir() else 0o600), f"{path} is {mode:o}")
        if path.is_file():
            check(CANARY.encode() not in path.read_bytes(), f"a secret stands open in {path}")
    count("restores")


def put_back(session):
    session.stop_agent()
    old = session.root / "old.db"
    shutil.copy(session.vault / "vault.db", old)
    session.ok("add", "generic-bearer", "--name", "newer", "--secret", "token", "--set", "api_base_url=https://api.example.com", secret="another\n")
    session.stop_agent()
    shutil.copy(old, session.vault / "vault.db")
    checked = session.run("vault", "check")
    check(checked.returncode == 8 and "anchors" in checked.stdout and "FAILED" in checked.stdout, f"vault check of an old copy: {checked}")
    check(session.json("vault", "unlock")["rolled_back"] is True, "it is named")
    lent = session.run("token", "c0")
    check(lent.returncode == 8 and "accept-rollback" in lent.stderr and CANARY not in lent.stdout, f"lending from an old copy: {lent}")
    session.ok("vault", "accept-rollback")
    check(session.ok("token", "c0").strip() == f"{CANARY}-0", "after the person has decided")
    alert = session.json("audit", "list", "--action", "security_alert")[0]["detail"]
    check(alert == {"cause": "rollback", "accepted": "yes", "held": "0", "script": os.path.realpath(__file__)}, f"the alert: {alert}")
    count("rollbacks")


def damaged(session, file):
    session.stop_agent()
    database = session.vault / "vault.db"
    whole = database.read_bytes()
    pages = len(whole) // 4096
    cases = {f"page {page + 1}": whole[:page * 4096 + 1000] + bytes([whole[page * 4096 + 1000] ^ 1]) + whole[page * 4096 + 1001:] for page in range(pages)}
    cases |= {"cut short": whole[:-1000], "half": whole[:len(whole) // 2 // 4096 * 4096], "empty": b""}
    for what, content in cases.items():
        database.write_bytes(content)
        done = session.run("vault", "check")
        check(done.returncode == 8, f"{what}: exit {done.returncode}: {done.stdout}{done.stderr}")
        check("FAILED" in done.stdout, f"{what}: nothing is named: {done.stdout}")
        as_json = json.loads(session.run("--json", "vault", "check").stdout)
        check(as_json["ok"] is False and any(not item["ok"] and item["detail"] for item in as_json["items"]), f"{what}: {as_json}")
        session.stop_agent()
        # Opening moves the vault on only where it is sound; damage stays byte for byte.
        if not (session.vault / "vault.db-wal").exists() or not (session.vault / "vault.db-wal").stat().st_size:
            check(database.read_bytes() == content or what.startswith("page "), f"{what}: the file was changed")
        for suffix in ("-wal", "-shm"):
            Path(f"{database}{suffix}").unlink(missing_ok=True)
        count("damaged files checked")
    database.write_bytes(cases["cut short"])
    refused = restore(session, session.root / "none.backup", "--yes", what="repair")
    check(refused.returncode == 6 and database.read_bytes() == cases["cut short"], f"repair from nothing: {refused}")
    done = restore(session, file, "--yes", "--json", what="repair")
    check(done.returncode == 0, f"repair: {done}")
    aside = session.vault / "backups" / json.loads(done.stdout)["set_aside"]
    check((aside / "vault.db").read_bytes() == cases["cut short"], "the damaged file is kept as it was")
    check(names(session) == ["c0", "c1", "c2"], "what came back")
    sound = restore(session, file, "--yes", what="repair")
    check(sound.returncode == 1 and "nothing is damaged" in sound.stderr, f"repair of a sound vault: {sound}")
    count("repairs")


def killed(session, file):
    """Ten kills, later and later into a restore: the old vault or the new one, never neither."""
    session.ok("add", "generic-bearer", "--name", "old", "--secret", "token", "--set", "api_base_url=https://api.example.com", secret="another\n")
    session.stop_agent()
    whole = session.root / "before-the-kills"
    shutil.copytree(session.vault, whole)
    anchor = next((session.root / "state").rglob("anchor.json"))
    anchored = anchor.read_bytes()
    seen = {"old": 0, "new": 0}
    # The system calls that change the folder, one after the other.
    for number in range(1, 11):
        shutil.rmtree(session.vault)
        shutil.copytree(whole, session.vault)
        anchor.write_bytes(anchored)
        reader, writer = os.pipe()
        os.write(writer, PHRASE.encode() + b"\n")
        os.close(writer)
        command = ["strace", "-f", "-qq", "-o", "/dev/null", "-e", "trace=rename,renameat2", "-e", f"inject=rename,renameat2:signal=KILL:when={number}", BIN / "keystead-agent",
                   "--vault", session.vault, "--restore", file, "--yes", "--passphrase-fd", str(reader)]
        process = subprocess.run(command, env=session.env, pass_fds=(reader,), capture_output=True, check=False, timeout=120)
        os.close(reader)
        found = names(session)
        check(found in (["c0", "c1", "c2"], ["c0", "c1", "c2", "old"]), f"kill {number}: {found}")
        check(session.run("audit", "verify").returncode in (0, 8), f"kill {number}: the trail cannot be read")
        session.stop_agent()
        check(not (session.vault / "restore.new").exists() and not list(session.vault.glob("restore.ready-*")), f"kill {number}: something is left over")
        seen["old" if "old" in found else "new"] += 1
        count("kills")
        if process.returncode == 0:
            break
    check(seen["old"] and seen["new"], f"the kills met one side only: {seen}")


session = filled()
file = made_in_use(session)
stock_shell(file)
recovery_key(session)
clean_account(session, file)
over_the_present(session, file)
automatic(session)
put_back(session)
damaged(session, file)
if shutil.which("strace"):
    killed(session, file)
print("ok: " + ", ".join(f"{number} {what}" for what, number in counted.items()))
