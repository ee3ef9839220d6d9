# SPDX-License-Identifier: GPL-3.0-or-later
"""Every kind of key slot from the command line: gnome-keyring, passphrases, the recovery key from the printed sheet (pdftotext, zbarimg), both together, a
SoftHSM token through p11-kit; removal of slots; an old key file put back; hostile key files."""
import hashlib
import json
import os
import re
import shutil
import socket
import subprocess
from harness import Session, check, need

PASSPHRASE = "a long enough passphrase"
OTHER = "quite another horse battery"
ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"


def crc(data, group):
    value = group + 1
    for byte in data:
        value ^= byte
        for _ in range(8):
            value = ((value << 1) ^ 0x11D) & 0xFF if value & 0x80 else value << 1
    return value


def decode(text):
    """docs/keys.md, "Recovery key", written down a second time."""
    key = b""
    for number, group in enumerate(text.split("-")):
        bits = 0
        for character in group:
            bits = bits << 5 | ALPHABET.index(character)
        raw = bits.to_bytes(5, "big")
        check(crc(raw[:4], number) == raw[4], f"group {number + 1} of the sheet checks")
        key += raw[:4]
    return key


class Fds:
    """Several secrets on descriptors of their own."""

    def __init__(self, **secrets):
        self.names = {}
        for name, secret in secrets.items():
            reader, writer = os.pipe()
            os.write(writer, secret.encode() + b"\n")
            os.close(writer)
            self.names[name] = reader

    def run(self, session, *arguments):
        words = [a.format(**self.names) for a in arguments]
        done = session.run(*words, pass_fds=tuple(self.names.values()))
        for reader in self.names.values():
            os.close(reader)
        return done


def fails(done, code, words, what):
    check(done.returncode == code and words in done.stderr, f"{what}: exit {done.returncode}: {done.stderr}")


def ok(done, what):
    check(done.returncode == 0, f"{what}: exit {done.returncode}: {done.stderr}{done.stdout}")
    return done.stdout


def slots(session):
    return {slot["kind"]: slot for slot in session.json("vault", "slots")}


def rotation(session):
    with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as caller:
        caller.settimeout(60)
        caller.connect(str(session.root / "run" / "keystead" / "agent.sock"))
        caller.sendall(b'{"jsonrpc": "2.0", "id": 1, "method": "vault.rotation"}\n')
        return json.loads(caller.makefile("rb").readline())["result"]


need("pdftotext", "softhsm2-util")
session = Session()
counted = 0

# --- passphrases: weak ones want the person's word; what the derivation costs is shown ---------------------------------
done = Fds(p="password1234").run(session, "vault", "init", "--passphrase-fd", "{p}")
fails(done, 2, "too weak", "a weak passphrase")
check(not (session.vault / "keys.json").exists(), "a refused passphrase leaves no vault")
ok(Fds(p=PASSPHRASE).run(session, "vault", "init", "--keychain", "--passphrase-fd", "{p}"), "init")
kdf = slots(session)["passphrase"]["kdf"]
check(kdf["memory_kib"] >= 65536 and kdf["passes"] >= 3 and kdf["measured_ms"] > 0, f"the derivation is calibrated and shown: {kdf}")
print(f"Argon2id: {kdf['memory_kib'] // 1024} MiB, {kdf['passes']} passes, {kdf['measured_ms']} ms")
done = Fds(p=PASSPHRASE, n="password1234").run(session, "vault", "add-slot", "passphrase", "--passphrase-fd", "{p}", "--new-passphrase-fd", "{n}")
fails(done, 2, "too weak", "a second, weak passphrase")
done = Fds(p=PASSPHRASE, n="xK9#mQ2v").run(session, "vault", "add-slot", "passphrase", "--allow-weak", "--passphrase-fd", "{p}", "--new-passphrase-fd", "{n}")
fails(done, 2, "at least 12 characters", "a passphrase that is too short, whatever is insisted on")
ok(Fds(p=PASSPHRASE, n=OTHER).run(session, "vault", "add-slot", "passphrase", "--label", "Second", "--passphrase-fd", "{p}", "--new-passphrase-fd", "{n}"), "add-slot passphrase")
check(sum(s["kind"] == "passphrase" for s in session.json("vault", "slots")) == 2, "two passphrases")
done = session.run("vault", "add-slot", "keychain")
fails(done, 4, "--passphrase-fd", "a slot change without a proof")
counted += 5

# --- the recovery key: sheet, typing it back, opening ------------------------------------------------------------------
sheet = session.root / "sheet.pdf"
done = Fds(p=PASSPHRASE).run(session, "--json", "vault", "add-slot", "recovery", "--passphrase-fd", "{p}", "--sheet", str(sheet))
recovery = [s for s in json.loads(ok(done, "add-slot recovery")) if s["kind"] == "recovery"][0]
check(recovery["confirmed"] is False, "a sheet that nobody has read is not confirmed")
check(oct(sheet.stat().st_mode & 0o777) == "0o600", "the sheet is private")
before = sheet.read_bytes()
done = Fds(p=PASSPHRASE).run(session, "vault", "add-slot", "recovery", "--passphrase-fd", "{p}", "--sheet", str(sheet))
fails(done, 2, "", "a sheet over a file")
check(sheet.read_bytes() == before and len([s for s in session.json("vault", "slots") if s["kind"] == "recovery"]) == 1, "nothing is written over a file")
words = subprocess.run(["pdftotext", "-raw", sheet, "-"], capture_output=True, text=True, check=True).stdout
groups = re.findall(r"^(?:\d )?([0-9A-HJKMNP-TV-Z]{8})$", words, re.M)
check(len(groups) == 8, f"eight groups on the sheet, not {len(groups)}: {words}")
text = "-".join(groups)
key = decode(text)
check(len(key) == 32 and key.hex() not in (session.vault / "keys.json").read_text(), "256 bits, and not in the key file")
check(recovery["id"] in words and session.json("status")["vault_id"] in words, "the sheet names vault and slot")
if shutil.which("zbarimg") and shutil.which("pdftoppm"):
    subprocess.run(["pdftoppm", "-r", "150", "-png", "-singlefile", sheet, session.root / "page"], check=True)
    code = subprocess.run(["zbarimg", "-q", "--raw", session.root / "page.png"], capture_output=True, text=True, check=True).stdout.strip()
    check(code == text, "the QR code is the key")
    counted += 1
slip = groups[:]
slip[3] = ("1" if slip[3][0] != "1" else "2") + slip[3][1:]
done = Fds(k="-".join(slip)).run(session, "vault", "confirm-slot", recovery["id"], "--recovery-fd", "{k}")
fails(done, 2, "group 4 does not check", "a slip of the pen")
typed = " ".join(groups).lower().replace("0", "o").replace("1", "l")
ok(Fds(k=typed).run(session, "vault", "confirm-slot", recovery["id"], "--recovery-fd", "{k}"), "the key as people type it")
check(slots(session)["recovery"]["confirmed"] is True, "typed back, the slot counts")
session.ok("vault", "lock")
done = Fds(k="-".join(slip)).run(session, "vault", "unlock", "--recovery-fd", "{k}")
fails(done, 2, "group 4", "a slip while opening")
ok(Fds(k=typed).run(session, "vault", "unlock", "--recovery-fd", "{k}"), "unlock --recovery-fd")
counted += 8

# --- a token: SoftHSM through p11-kit --------------------------------------------------------------------------------------
tokens = session.root / "tokens"
tokens.mkdir()
session.env["SOFTHSM2_CONF"] = str(session.root / "softhsm2.conf")
(session.root / "softhsm2.conf").write_text(f"directories.tokendir={tokens}\nobjectstore.backend=file\nlog.level=ERROR\n")
subprocess.run(["softhsm2-util", "--init-token", "--free", "--label", "keystead e2e", "--so-pin", "12345678", "--pin", "4321"], env=session.env, check=True, capture_output=True)
session.stop_agent()  # the next one knows the token's folder
check(any(t["label"] == "keystead e2e" and t["pin"] == "fine" for t in session.json("vault", "tokens")), "the token is listed")
done = Fds(p=PASSPHRASE, t="9999").run(session, "vault", "add-slot", "pkcs11", "--token", "keystead e2e", "--passphrase-fd", "{p}", "--pin-fd", "{t}")
fails(done, 3, "tried once", "a wrong PIN")
check(session.json("vault", "tokens")[0]["pin"] == "count_low", "the token counted one try")
ok(Fds(p=PASSPHRASE, t="4321").run(session, "vault", "add-slot", "pkcs11", "--token", "keystead e2e", "--passphrase-fd", "{p}", "--pin-fd", "{t}"), "add-slot pkcs11")
token = slots(session)["pkcs11"]["token"]
print(f"SoftHSM: RSA-OAEP with {token['oaep']}")
if shutil.which("pkcs11-tool"):
    module = next((m for m in ("/usr/lib/softhsm/libsofthsm2.so", "/usr/lib/x86_64-linux-gnu/softhsm/libsofthsm2.so") if os.path.exists(m)), None)
    if module:
        objects = subprocess.run(["pkcs11-tool", "--module", module, "--token-label", "keystead e2e", "--login", "--pin", "4321", "-O"], env=session.env, capture_output=True, text=True, check=True).stdout
        check("never extractable" in objects and "always sensitive" in objects and token["key_id"] in objects, f"the key stays on the token: {objects}")
        counted += 1
session.ok("vault", "lock")
ok(Fds(t="4321").run(session, "vault", "unlock", "--pin-fd", "{t}"), "unlock --pin-fd")
away = session.root / "away"
tokens.rename(away)
for _ in range(200):  # the agent looks every second
    if session.json("--no-start", "status")["state"] == "locked":
        break
    subprocess.run(["sleep", "0.1"], check=False)
check(session.json("--no-start", "status")["problem"]["code"] == "token_missing", "a pulled token locks the vault and says so")
done = Fds(t="4321").run(session, "vault", "unlock", "--pin-fd", "{t}")
fails(done, 3, "token", "a token that is away")
away.rename(tokens)
ok(Fds(t="4321").run(session, "vault", "unlock", "--pin-fd", "{t}"), "the token is back")
counted += 7

# --- keychain and passphrase together; the last usable slot stays -------------------------------------------------------------
ok(Fds(p=PASSPHRASE, n="both halves of the horse").run(session, "vault", "add-slot", "keychain+passphrase", "--passphrase-fd", "{p}", "--new-passphrase-fd", "{n}"), "add-slot combined")
for slot in session.json("vault", "slots"):
    if slot["kind"] != "combined":
        ok(Fds(p="both halves of the horse").run(session, "vault", "remove-slot", slot["id"], "--passphrase-fd", "{p}"), f"remove-slot {slot['kind']}")
combined = slots(session)["combined"]["id"]
done = Fds(p="both halves of the horse").run(session, "vault", "remove-slot", combined, "--passphrase-fd", "{p}")
fails(done, 1, "last usable slot", "the last slot")
session.ok("vault", "lock")
check(session.run("vault", "unlock").returncode == 3, "the keychain alone does not open")
for secret in (PASSPHRASE, OTHER):
    fails(Fds(p=secret).run(session, "vault", "unlock", "--passphrase-fd", "{p}"), 3, "", "a removed passphrase")
done = Fds(p="both halves of the horse").run(session, "vault", "unlock", "--passphrase-fd", "{p}")
ok(done, "keychain and passphrase together")
ok(Fds(p="both halves of the horse", n="new halves of the horse").run(session, "vault", "change-passphrase", combined, "--passphrase-fd", "{p}", "--new-passphrase-fd", "{n}"), "change-passphrase")
check(len(session.json("vault", "slots")) == 1, "changed in one step")
records = session.json("audit", "list", "--action", "security_alert")
changes = [r["detail"].get("change") for r in records if r["detail"].get("cause") == "slot_change"]
check(changes.count("removed") == 5 and "confirmed" in changes and "passphrase_changed" in changes, f"each change is on record: {changes}")
counted += 9

# --- an old key file put back, and hostile ones ---------------------------------------------------------------------------------
secret = "new halves of the horse"
while rotation(session)["phase"] not in ("idle", "done", "failed"):  # a removed slot replaces the vault key
    subprocess.run(["sleep", "0.1"], check=False)
old = (session.vault / "keys.json").read_bytes()
ok(Fds(p=secret, n=PASSPHRASE).run(session, "vault", "add-slot", "passphrase", "--passphrase-fd", "{p}", "--new-passphrase-fd", "{n}"), "a slot more")
session.stop_agent()
current = (session.vault / "keys.json").read_bytes()
(session.vault / "keys.json").write_bytes(old)
done = Fds(p=secret).run(session, "vault", "unlock", "--passphrase-fd", "{p}")
fails(done, 8, "older key file", "an old key file")
check((session.vault / "keys.json").read_bytes() == old, "it stays as it was put")
session.stop_agent()


def hostile(change):
    document = json.loads(current)
    change(document)
    document.pop("checksum", None)
    body = json.dumps(document, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    document["checksum"] = hashlib.sha256(body.encode()).hexdigest()
    return (json.dumps(document, sort_keys=True, separators=(",", ":"), ensure_ascii=False) + "\n").encode()


def kdf_of(document):
    return next(s["kdf"] for s in document["slots"] if "kdf" in s)


database = (session.vault / "vault.db").read_bytes()
for name, contents, words in [
        ("huge cost", hostile(lambda d: kdf_of(d).update(memory_kib=4194304000)), "memory"),
        ("no cost", hostile(lambda d: kdf_of(d).update(passes=0)), "passes"),
        ("unknown kind", hostile(lambda d: d["slots"][0].update(kind="thumb")), "slot 1"),
        ("truncated", current[:len(current) // 2], "JSON"),
        ("same id twice", hostile(lambda d: d["slots"].append(d["slots"][0])), "slot 3"),
        ("later format", hostile(lambda d: d.update(format=99)), "format 99"),
        ("empty", b"", "empty")]:
    (session.vault / "keys.json").write_bytes(contents)
    done = Fds(p=secret).run(session, "vault", "unlock", "--passphrase-fd", "{p}")
    check(done.returncode in (2, 8) and words in done.stderr, f"{name}: exit {done.returncode}: {done.stderr}")
    check((session.vault / "keys.json").read_bytes() == contents and (session.vault / "vault.db").read_bytes() == database, f"{name}: nothing is written")
    session.stop_agent()
    counted += 1
with open(session.vault / "keys.json", "r+b") as huge:
    huge.truncate(1 << 30)
done = Fds(p=secret).run(session, "vault", "unlock", "--passphrase-fd", "{p}")
check(done.returncode in (2, 8) and "larger than 65536" in done.stderr, f"1 GiB: exit {done.returncode}: {done.stderr}")
session.stop_agent()
(session.vault / "keys.json").write_bytes(current)
ok(Fds(p=PASSPHRASE).run(session, "vault", "unlock", "--passphrase-fd", "{p}"), "the current key file opens")
alerts = [r["detail"]["cause"] for r in session.json("audit", "list", "--action", "security_alert")]
check("key_file_rollback" in alerts, f"the old key file is on record: {alerts}")
counted += 4
print(f"ok: {counted} groups of checks")
