# SPDX-License-Identifier: GPL-3.0-or-later
"""Files as other systems write them, made by other implementations: Python's cryptography for what is encrypted, the real programs where they are
installed (git credential-store, keepassxc-cli, sqlite3, zip), and hand-written text in the shape of their documentation for the rest. Every secret in them is
a marker that the tests search for afterwards."""
import base64
import csv
import hashlib
import io
import json
import os
import shutil
import sqlite3
import subprocess
import zipfile

from cryptography.fernet import Fernet
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.hkdf import HKDFExpand
from cryptography.hazmat.primitives.kdf.pbkdf2 import PBKDF2HMAC
from cryptography.hazmat.primitives.kdf.scrypt import Scrypt
from cryptography.hazmat.primitives import hmac, padding

MASTER = "master-key-of-the-old-system-0123456789"
CONNECTOR_KEY = "connector-encryption-key-of-48-characters-01234"
EXPORT_PASSWORD = "the export's password"


class Markers:
    """Draws marker secrets and remembers them."""

    def __init__(self):
        self.all = []

    def new(self, what, prefix="canary-"):
        secret = f"{prefix}{what}-{os.urandom(6).hex()}"
        self.all.append(secret)
        return secret


def pbkdf2(secret, salt, rounds=100_000, algorithm=hashes.SHA256()):
    return PBKDF2HMAC(algorithm=algorithm, length=32, salt=salt, iterations=rounds).derive(secret.encode())


def fernet_of(master, salt):
    return Fernet(base64.urlsafe_b64encode(pbkdf2(master, salt)))


# --- Fernet .cred files --------------------------------------------------------------------------------------------------------------------------------
def cred_file(folder, markers, user="ada", salt=None, older=False, double=False, name=None):
    data = {"github": {"access_token": markers.new("cred-github", "gho_"), "username": user, "scopes": ["repo", "read:org"]},
            "crm": {"api_key": markers.new("cred-crm"), "base_url": "https://crm.example.com"}}
    text = json.dumps(data).encode()
    if older:
        encrypted = base64.b64encode(text).decode()
    else:
        encrypted = fernet_of(MASTER, user.encode() if salt is None else salt).encrypt(text).decode()
        if double:
            encrypted = base64.b64encode(encrypted.encode()).decode()
    document = {"user_id": user, "encrypted_data": encrypted, "created_at": "2024-03-01T10:20:30.123456"}
    if not older:
        document["encryption_version"] = "fernet_v1"
    path = folder / (name or f"{user}.cred")
    path.write_text(json.dumps(document))
    return path


# --- git_connections -----------------------------------------------------------------------------------------------------------------------------------
GIT_COLUMNS = ["id", "provider", "instance_url", "username", "email", "access_token_encrypted", "refresh_token_encrypted", "token_expires_at", "scopes",
               "connected_at", "last_used_at", "is_active"]


def git_rows(markers, fernet):
    seal = lambda text: fernet.encrypt(text.encode()).decode()
    return [
        [1, "github", "https://github.com", "octocat", "octo@example.org", seal(markers.new("git-github", "gho_")), None, None, json.dumps(["repo", "user"]),
         "2024-01-02 03:04:05", "2025-06-07 08:09:10", True],
        [2, "gitlab", "https://gitlab.example.com", "ada", "ada@example.org", seal(markers.new("git-access")), seal(markers.new("git-refresh")),
         "2030-01-01 00:00:00", json.dumps(["read_api"]), "2024-02-02 03:04:05", None, True],
        [3, "bitbucket", None, "grace", "grace@example.org", seal(markers.new("git-bitbucket")), seal(markers.new("git-bb-refresh")), "2024-05-05 00:00:00",
         "[]", "2024-03-02 03:04:05", "2024-04-02 03:04:05", False],
    ]


def git_sqlite(path, markers, fernet, wal=False):
    database = sqlite3.connect(path)
    if wal:
        database.execute("PRAGMA journal_mode=WAL")
    database.execute(f"CREATE TABLE git_connections ({', '.join(c + (' INTEGER PRIMARY KEY' if c == 'id' else '') for c in GIT_COLUMNS)})")
    database.execute("CREATE TABLE unrelated (secret TEXT)")
    database.execute("CREATE VIEW trap AS SELECT load_extension('/tmp/x')")
    for row in git_rows(markers, fernet):
        database.execute(f"INSERT INTO git_connections VALUES ({','.join('?' * len(row))})", row)
    database.commit()
    database.close()
    return path


def copy_value(value):
    if value is None:
        return "\\N"
    if isinstance(value, bool):
        return "t" if value else "f"
    return str(value).replace("\\", "\\\\").replace("\t", "\\t").replace("\n", "\\n")


def insert_value(value):
    if value is None:
        return "NULL"
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int):
        return str(value)
    text = str(value).replace("'", "''")
    return f"'{text}'::jsonb" if text.startswith("[") else f"'{text}'"


HEAD = """--
-- PostgreSQL database dump
--
\\restrict abc123
SET statement_timeout = 0;
SELECT pg_catalog.set_config('search_path', '', false);
CREATE FUNCTION public.f() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN -- it's; a trap
 RETURN NEW; END; $$;
"""


def git_dump(path, markers, fernet, inserts=False):
    rows = git_rows(markers, fernet)
    text = HEAD + "CREATE TABLE public.git_connections (\n" + ",\n".join(f"    {c} text DEFAULT 'a,b(c'::text" for c in GIT_COLUMNS) + ",\n    CONSTRAINT k PRIMARY KEY (id)\n);\n"
    text += "COPY public.users (id, name) FROM stdin;\n1\tgit_connections; INSERT INTO nothing\n\\.\n\n"
    if inserts:
        text += f"INSERT INTO public.git_connections VALUES ({', '.join(map(insert_value, rows[0]))});\n"
        text += f"INSERT INTO public.git_connections ({', '.join(GIT_COLUMNS)}) VALUES ({', '.join(map(insert_value, rows[1]))}),\n\t({', '.join(map(insert_value, rows[2]))});\n"
    else:
        text += f"COPY public.git_connections ({', '.join(GIT_COLUMNS)}) FROM stdin;\n" + "".join("\t".join(map(copy_value, r)) + "\n" for r in rows) + "\\.\n"
    path.write_text(text + "\n-- done\n")
    return path


# --- connector_connections -----------------------------------------------------------------------------------------------------------------------------
CONNECTOR_COLUMNS = ["id", "user_id", "connector_id", "encrypted_credentials", "accounts", "status", "last_sync", "settings"]


def connector_key(kdf):
    if kdf == "raw32":
        return CONNECTOR_KEY.encode()[:32]
    if kdf == "sha256":
        return hashlib.sha256(CONNECTOR_KEY.encode()).digest()
    if kdf == "scrypt":
        return Scrypt(salt=b"salt", length=32, n=16384, r=8, p=1).derive(CONNECTOR_KEY.encode())
    return pbkdf2(CONNECTOR_KEY, b"salt")


def gcm(text, layout, kdf):
    """`layout`: iv12-tag-data, iv12-data-tag, iv16-tag-data (in base64), hex:iv:tag:data, b64:iv:data:tag, json, salt64 (salt, iv16, tag, data; PBKDF2-SHA512)"""
    if layout == "salt64":
        salt, iv = os.urandom(64), os.urandom(16)
        sealed = AESGCM(pbkdf2(CONNECTOR_KEY, salt, algorithm=hashes.SHA512())).encrypt(iv, text, None)
        return base64.b64encode(salt + iv + sealed[-16:] + sealed[:-16]).decode()
    iv = os.urandom(16 if "iv16" in layout else 12)
    sealed = AESGCM(connector_key(kdf)).encrypt(iv, text, None)
    data, tag = sealed[:-16], sealed[-16:]
    if layout.endswith("tag-data"):
        return base64.b64encode(iv + tag + data).decode()
    if layout == "iv12-data-tag":
        return base64.b64encode(iv + data + tag).decode()
    if layout == "hex:iv:tag:data":
        return ":".join(p.hex() for p in (iv, tag, data))
    if layout == "b64:iv:data:tag":
        return ":".join(base64.b64encode(p).decode() for p in (iv, data, tag))
    return json.dumps({"iv": iv.hex(), "authTag": tag.hex(), "content": data.hex()})


def connector_sqlite(path, markers, layout="iv12-tag-data", kdf="raw32"):
    rows = [
        ["c1", "u1", "plaid", gcm(json.dumps({"access_token": markers.new("plaid-access"), "item_id": "item-1"}).encode(), layout, kdf),
         json.dumps([{"id": "acc1", "name": "Checking"}]), "disconnected", "2025-05-05T05:05:05Z", json.dumps({"interval": 60})],
        ["c2", "u1", "stripe", gcm(json.dumps({"apiKey": markers.new("stripe", "sk_test_")}).encode(), layout, kdf), "[]", "connected", None, "{}"],
    ]
    database = sqlite3.connect(path)
    database.execute(f"CREATE TABLE connector_connections ({', '.join(c + ' TEXT' for c in CONNECTOR_COLUMNS)})")
    for row in rows:
        database.execute(f"INSERT INTO connector_connections VALUES ({','.join('?' * len(row))})", row)
    database.commit()
    database.close()
    return path


# --- password managers ---------------------------------------------------------------------------------------------------------------------------------
def bitwarden(markers):
    return {"encrypted": False, "folders": [{"id": "f1", "name": "Work"}],
            "items": [{"id": "1", "folderId": "f1", "type": 1, "name": "Shop", "notes": None, "creationDate": "2024-01-01T00:00:00.000Z",
                       "login": {"username": "ada", "password": markers.new("bw-login"), "totp": None, "uris": [{"match": None, "uri": "https://shop.example.com/login"}]}},
                      {"id": "2", "type": 1, "name": "Bank", "notes": markers.new("bw-notes"), "fields": [{"name": "PIN", "value": markers.new("bw-pin"), "type": 1}],
                       "login": {"username": "ada", "password": markers.new("bw-bank"), "totp": "otpauth://totp/x?secret=" + markers.new("bw-totp"), "uris": []}},
                      {"id": "3", "type": 2, "name": "Note", "notes": markers.new("bw-secure-note"), "secureNote": {"type": 0}},
                      {"id": "4", "type": 1, "name": "Gone", "deletedDate": "2024-02-02T00:00:00.000Z", "login": {"username": "x", "password": markers.new("bw-trash")}}]}


def bitwarden_protected(plain):
    salt = base64.b64encode(os.urandom(16)).decode()
    key = PBKDF2HMAC(algorithm=hashes.SHA256(), length=32, salt=salt.encode(), iterations=600_000).derive(EXPORT_PASSWORD.encode())
    enc = HKDFExpand(algorithm=hashes.SHA256(), length=32, info=b"enc").derive(key)
    mac = HKDFExpand(algorithm=hashes.SHA256(), length=32, info=b"mac").derive(key)

    def seal(text):
        pad = padding.PKCS7(128).padder()
        iv = os.urandom(16)
        cipher = Cipher(algorithms.AES(enc), modes.CBC(iv)).encryptor()
        data = cipher.update(pad.update(text.encode()) + pad.finalize()) + cipher.finalize()
        h = hmac.HMAC(mac, hashes.SHA256())
        h.update(iv + data)
        return "2." + "|".join(base64.b64encode(p).decode() for p in (iv, data, h.finalize()))

    return {"encrypted": True, "passwordProtected": True, "salt": salt, "kdfType": 0, "kdfIterations": 600_000, "encKeyValidation_DO_NOT_EDIT": seal("check"),
            "data": seal(json.dumps(plain))}


def onepux(path, markers):
    item = {"uuid": "i1", "createdAt": 1700000000, "state": "active",
            "overview": {"title": "Mail", "url": "https://mail.example.com", "tags": ["personal"]},
            "details": {"loginFields": [{"value": "ada@example.com", "designation": "username", "name": "u"}, {"value": markers.new("1p-login"), "designation": "password", "name": "p"}],
                        "notesPlain": "", "sections": [{"title": "more", "fields": [{"title": "recovery code", "value": {"concealed": markers.new("1p-recovery")}},
                                                                                   {"title": "one-time password", "value": {"totp": markers.new("1p-totp")}}]}]}}
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("export.attributes", json.dumps({"version": 3}))
        archive.writestr("export.data", json.dumps({"accounts": [{"attrs": {"accountName": "Ada"}, "vaults": [{"attrs": {"name": "Private"}, "items": [item]}]}]}))
    return path


def keepass(folder, markers, environment):
    """XML and CSV by keepassxc-cli; None where it is not installed."""
    if not shutil.which("keepassxc-cli"):
        return None
    database = folder / "vault.kdbx"
    run = lambda *words, text: subprocess.run(["keepassxc-cli", *words], input=text, text=True, capture_output=True, env=environment, check=True).stdout
    run("db-create", "-p", str(database), text="pw\npw\n")
    run("mkdir", str(database), "Work", text="pw\n")
    run("add", str(database), "Work/Server", "-u", "root", "--url", "https://server.example.com", "-p", text=f"pw\n{markers.new('kp-server')}\n")
    run("add", str(database), "Plain <&> \"quoted\"", "-u", "ada", "-p", text=f"pw\n{markers.new('kp-plain')}\n")
    files = {}
    for kind in ("xml", "csv"):
        files[kind] = folder / f"keepass.{kind}"
        files[kind].write_text(run("export", "-f", kind, str(database), text="pw\n"))
    return files


# --- everyday files ------------------------------------------------------------------------------------------------------------------------------------
def everyday(folder, markers, environment):
    """{format: path} of files whose every credential is a marker."""
    files = {}

    def put(name, kind, text):
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
        files[kind] = path

    put(".env", "env", f"""# service
export OPENAI_API_KEY={markers.new("env-openai", "sk-proj-")}
DB_PASSWORD="{markers.new("env-db")}"
DATABASE_URL=postgres://app:{markers.new("env-url")}@db.example.com/app
PORT=8080
""")
    put(".netrc", "netrc", f"""machine api.example.com login ada password {markers.new("netrc-1")}
machine ftp.example.com
  login grace
  password {markers.new("netrc-2")}
macdef init
  put password nonsense

default login anonymous password {markers.new("netrc-3")}
""")
    put("aws/credentials", "aws", f"""[default]
aws_access_key_id = AKIAIOSFODNN7EXAMPLE
aws_secret_access_key = {markers.new("aws-default")}
[work]
aws_access_key_id=AKIAI44QH8DHBEXAMPLE
aws_secret_access_key={markers.new("aws-work")}
aws_session_token={markers.new("aws-session")}
[sso]
sso_start_url = https://example.awsapps.com/start
""")
    put("docker/config.json", "docker", json.dumps({"auths": {
        "https://index.docker.io/v1/": {"auth": base64.b64encode(f"ada:{markers.new('docker-hub')}".encode()).decode()},
        "registry.example.com:5000": {"auth": base64.b64encode(f"ci:{markers.new('docker-ci')}".encode()).decode()}, "ghcr.io": {}},
        "credHelpers": {"gcr.io": "gcloud"}, "credsStore": "secretservice"}))
    put("gh/hosts.yml", "gh", f"""github.com:
    git_protocol: https
    users:
        octocat:
            oauth_token: {markers.new("gh", "gho_")}
        second:
    user: octocat
github.example.com:
    oauth_token: {markers.new("ghe", "gho_")}
    user: ada
""")
    cert = base64.b64encode(b"-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----\n").decode()
    put("kube/config", "kubeconfig", f"""apiVersion: v1
kind: Config
clusters:
- cluster: {{server: "https://kube.example.com:6443"}}
  name: prod
contexts:
- context: {{cluster: prod, user: admin}}
  name: prod
users:
- name: admin
  user: {{token: {markers.new("kube-token")}}}
- name: cert
  user:
    client-certificate-data: {cert}
    client-key-data: {base64.b64encode(('-----BEGIN PRIVATE KEY-----' + chr(10) + markers.new('kubekey').replace('-', '') + chr(10) + '-----END PRIVATE KEY-----' + chr(10)).encode()).decode()}
- name: cloud
  user: {{exec: {{command: gke-gcloud-auth-plugin}}}}
""")
    markers.all[-1] = markers.all[-1].replace("-", "")
    put(".npmrc", "npmrc", f"""registry=https://registry.example.com/
//registry.example.com/:_authToken={markers.new("npm", "npm_")}
//npm.example.com/:username=ada
//npm.example.com/:_password={base64.b64encode(markers.new("npm-password").encode()).decode()}
//other.example.com/:_authToken=${{NPM_TOKEN}}
""")
    put(".pypirc", "pypirc", f"""[distutils]
index-servers =
    pypi
    private
[pypi]
username = __token__
password = {markers.new("pypi", "pypi-")}
[private]
repository = https://pypi.example.com/legacy/
username = ada
password = {markers.new("pypirc-private")}
""")
    table = io.StringIO()
    writer = csv.writer(table)
    writer.writerow(["Service", "Address", "Who", "Geheimnis", "Bemerkung"])
    writer.writerow(["Web, shop", "https://web.example.com", "ada", markers.new("csv-1"), "two\nlines"])
    writer.writerow(["Müller", "", "müller", markers.new("csv-2"), ""])
    (folder / "table.csv").write_bytes(table.getvalue().encode("latin-1"))
    files["csv"] = folder / "table.csv"
    put("bitwarden.json", "bitwarden", json.dumps(bitwarden(markers)))
    files["1pux"] = onepux(folder / "export.1pux", markers)
    credentials = folder / ".git-credentials"
    stored = f"{markers.new('git-store')}/with:odd@signs"
    markers.all[-1] = stored
    subprocess.run(["git", "credential-store", "--file", str(credentials), "store"], input=f"protocol=https\nhost=git.example.com\nusername=ada@example.org\npassword={stored}\n\n",
                   text=True, env=environment, check=True)
    files["git-credentials"] = credentials
    if made := keepass(folder, markers, environment):
        files["keepass-xml"], files["keepass-csv"] = made["xml"], made["csv"]
    return files
