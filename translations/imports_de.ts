<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="de">
<context>
    <name>imports</name>
    <message>
        <source>.env file</source>
        <translation>.env-Datei</translation>
    </message>
    <message>
        <source>NAME=VALUE lines of a project; values whose names sound like credentials.</source>
        <translation>NAME=WERT-Zeilen eines Projekts; Werte, deren Namen nach Zugangsdaten klingen.</translation>
    </message>
    <message>
        <source>netrc file</source>
        <translation>netrc-Datei</translation>
    </message>
    <message>
        <source>machine, login and password of curl, git and others (~/.netrc).</source>
        <translation>machine, login und password von curl, git und anderen (~/.netrc).</translation>
    </message>
    <message>
        <source>Git's credential store</source>
        <translation>Anmeldespeicher von Git</translation>
    </message>
    <message>
        <source>URLs with passwords (~/.git-credentials).</source>
        <translation>URLs mit Passwörtern (~/.git-credentials).</translation>
    </message>
    <message>
        <source>AWS credentials or config</source>
        <translation>AWS-Zugangsdaten oder -Konfiguration</translation>
    </message>
    <message>
        <source>~/.aws/credentials and ~/.aws/config.</source>
        <translation>~/.aws/credentials und ~/.aws/config.</translation>
    </message>
    <message>
        <source>Docker configuration</source>
        <translation>Docker-Konfiguration</translation>
    </message>
    <message>
        <source>auths of ~/.docker/config.json.</source>
        <translation>auths aus ~/.docker/config.json.</translation>
    </message>
    <message>
        <source>GitHub CLI</source>
        <translation>GitHub CLI</translation>
    </message>
    <message>
        <source>~/.config/gh/hosts.yml.</source>
        <translation>~/.config/gh/hosts.yml.</translation>
    </message>
    <message>
        <source>Kubernetes configuration</source>
        <translation>Kubernetes-Konfiguration</translation>
    </message>
    <message>
        <source>users of ~/.kube/config.</source>
        <translation>users aus ~/.kube/config.</translation>
    </message>
    <message>
        <source>npm configuration</source>
        <translation>npm-Konfiguration</translation>
    </message>
    <message>
        <source>tokens of ~/.npmrc.</source>
        <translation>Tokens aus ~/.npmrc.</translation>
    </message>
    <message>
        <source>PyPI configuration</source>
        <translation>PyPI-Konfiguration</translation>
    </message>
    <message>
        <source>passwords and tokens of ~/.pypirc.</source>
        <translation>Passwörter und Tokens aus ~/.pypirc.</translation>
    </message>
    <message>
        <source>Bitwarden export</source>
        <translation>Bitwarden-Export</translation>
    </message>
    <message>
        <source>JSON, unencrypted or protected with a password.</source>
        <translation>JSON, unverschlüsselt oder mit Passwort geschützt.</translation>
    </message>
    <message>
        <source>1Password export</source>
        <translation>1Password-Export</translation>
    </message>
    <message>
        <source>A .1pux file.</source>
        <translation>Eine .1pux-Datei.</translation>
    </message>
    <message>
        <source>KeePass XML export</source>
        <translation>KeePass-XML-Export</translation>
    </message>
    <message>
        <source>Of KeePass 2 and KeePassXC.</source>
        <translation>Aus KeePass 2 und KeePassXC.</translation>
    </message>
    <message>
        <source>KeePass CSV export</source>
        <translation>KeePass-CSV-Export</translation>
    </message>
    <message>
        <source>Of KeePass and KeePassXC.</source>
        <translation>Aus KeePass und KeePassXC.</translation>
    </message>
    <message>
        <source>Any CSV file</source>
        <translation>Beliebige CSV-Datei</translation>
    </message>
    <message>
        <source>A table of your own: you say which column is what.</source>
        <translation>Eine eigene Tabelle: Sie sagen, welche Spalte was ist.</translation>
    </message>
    <message>
        <source>Fernet .cred files</source>
        <translation>Fernet-Dateien (.cred)</translation>
    </message>
    <message>
        <source>JSON with encrypted_data, one file or a folder of them; opened with the master key.</source>
        <translation>JSON mit encrypted_data, eine Datei oder ein Ordner davon; geöffnet mit dem Hauptschlüssel.</translation>
    </message>
    <message>
        <source>git_connections table</source>
        <translation>Tabelle git_connections</translation>
    </message>
    <message>
        <source>SQLite file, PostgreSQL dump or CSV with Fernet-encrypted tokens; opened with their key.</source>
        <translation>SQLite-Datei, PostgreSQL-Dump oder CSV mit Fernet-verschlüsselten Tokens; geöffnet mit deren Schlüssel.</translation>
    </message>
    <message>
        <source>connector_connections table</source>
        <translation>Tabelle connector_connections</translation>
    </message>
    <message>
        <source>SQLite file, PostgreSQL dump or CSV with AES-256-GCM-encrypted JSON; opened with its key.</source>
        <translation>SQLite-Datei, PostgreSQL-Dump oder CSV mit AES-256-GCM-verschlüsseltem JSON; geöffnet mit dessen Schlüssel.</translation>
    </message>
    <message>
        <source>Keystead export</source>
        <translation>Keystead-Export</translation>
    </message>
    <message>
        <source>Made by `keystead-cli export`; opened with its passphrase.</source>
        <translation>Mit `keystead-cli export` erstellt; geöffnet mit seiner Passphrase.</translation>
    </message>
    <message>
        <source>AWS credentials</source>
        <translation>AWS-Zugangsdaten</translation>
    </message>
    <message>
        <source>AWS configuration</source>
        <translation>AWS-Konfiguration</translation>
    </message>
    <message>
        <source>Podman's registry logins</source>
        <translation>Podmans Registry-Anmeldungen</translation>
    </message>
    <message>
        <source>PostgreSQL passwords</source>
        <translation>PostgreSQL-Passwörter</translation>
    </message>
    <message>
        <source>MySQL configuration</source>
        <translation>MySQL-Konfiguration</translation>
    </message>
    <message>
        <source>Terraform tokens</source>
        <translation>Terraform-Tokens</translation>
    </message>
    <message>
        <source>Cargo tokens</source>
        <translation>Cargo-Tokens</translation>
    </message>
    <message>
        <source>RubyGems keys</source>
        <translation>RubyGems-Schlüssel</translation>
    </message>
    <message>
        <source>Composer logins</source>
        <translation>Composer-Anmeldungen</translation>
    </message>
    <message>
        <source>Google Cloud credentials</source>
        <translation>Google-Cloud-Zugangsdaten</translation>
    </message>
    <message>
        <source>hub's tokens</source>
        <translation>Tokens von hub</translation>
    </message>
    <message>
        <source>GitLab CLI</source>
        <translation>GitLab CLI</translation>
    </message>
    <message>
        <source>rclone's remotes</source>
        <translation>rclone-Gegenstellen</translation>
    </message>
    <message>
        <source>Azure CLI tokens</source>
        <translation>Azure-CLI-Tokens</translation>
    </message>
    <message>
        <source>s3cmd configuration</source>
        <translation>s3cmd-Konfiguration</translation>
    </message>
    <message>
        <source>Maven logins</source>
        <translation>Maven-Anmeldungen</translation>
    </message>
    <message>
        <source>SSH private key without a passphrase</source>
        <translation>Privater SSH-Schlüssel ohne Passphrase</translation>
    </message>
    <message>
        <source>has no secret key</source>
        <translation>hat keinen geheimen Schlüssel</translation>
    </message>
    <message>
        <source>is no KEY = VALUE</source>
        <translation>ist kein SCHLÜSSEL = WERT</translation>
    </message>
    <message>
        <source>is no object</source>
        <translation>ist kein Objekt</translation>
    </message>
    <message>
        <source>lies in the trash</source>
        <translation>liegt im Papierkorb</translation>
    </message>
    <message>
        <source>has no credentials</source>
        <translation>hat keine Zugangsdaten</translation>
    </message>
    <message>
        <source>the key does not open it</source>
        <translation>der Schlüssel öffnet es nicht</translation>
    </message>
    <message>
        <source>holds no secret</source>
        <translation>enthält kein Geheimnis</translation>
    </message>
    <message>
        <source>what was encrypted is no JSON object</source>
        <translation>das Verschlüsselte ist kein JSON-Objekt</translation>
    </message>
    <message>
        <source>auth is no base64 of user:password</source>
        <translation>auth ist kein base64 von Benutzer:Passwort</translation>
    </message>
    <message>
        <source>is kept by a credential helper: take it over from there</source>
        <translation>wird von einem Anmeldehelfer verwahrt: von dort übernehmen</translation>
    </message>
    <message>
        <source>is empty</source>
        <translation>ist leer</translation>
    </message>
    <message>
        <source>its credentials are kept by a helper, not in this file</source>
        <translation>seine Zugangsdaten verwahrt ein Helfer, nicht diese Datei</translation>
    </message>
    <message>
        <source>is no NAME=VALUE</source>
        <translation>ist kein NAME=WERT</translation>
    </message>
    <message>
        <source>has no encrypted_data</source>
        <translation>hat kein encrypted_data</translation>
    </message>
    <message>
        <source>is no JSON object</source>
        <translation>ist kein JSON-Objekt</translation>
    </message>
    <message>
        <source>has no access token</source>
        <translation>hat kein Zugriffstoken</translation>
    </message>
    <message>
        <source>the key does not open its tokens</source>
        <translation>der Schlüssel öffnet seine Tokens nicht</translation>
    </message>
    <message>
        <source>has no host</source>
        <translation>hat keinen Host</translation>
    </message>
    <message>
        <source>has no password</source>
        <translation>hat kein Passwort</translation>
    </message>
    <message>
        <source>is no URL</source>
        <translation>ist keine URL</translation>
    </message>
    <message>
        <source>and more problems after this one</source>
        <translation>und danach weitere Probleme</translation>
    </message>
    <message>
        <source>more than 100,000 entries: the rest is passed over</source>
        <translation>mehr als 100.000 Einträge: der Rest wird nicht gelesen</translation>
    </message>
    <message>
        <source>is still encrypted: export the database as plain XML</source>
        <translation>ist noch verschlüsselt: die Datenbank als reines XML exportieren</translation>
    </message>
    <message>
        <source>lies deeper than 64 groups: its entries were passed over</source>
        <translation>liegt tiefer als 64 Gruppen: seine Einträge wurden nicht gelesen</translation>
    </message>
    <message>
        <source>holds a word that netrc does not know</source>
        <translation>enthält ein Wort, das netrc nicht kennt</translation>
    </message>
    <message>
        <source>has an attached file, which is left out</source>
        <translation>hat einen Anhang, der wegbleibt</translation>
    </message>
    <message>
        <source>is archived or in the trash</source>
        <translation>ist archiviert oder im Papierkorb</translation>
    </message>
    <message>
        <source>has no token here: gh keeps it in the keyring (`gh auth token` prints it)</source>
        <translation>hat hier kein Token: gh verwahrt es im Schlüsselbund (`gh auth token` zeigt es)</translation>
    </message>
    <message>
        <source>has no user object</source>
        <translation>hat kein user-Objekt</translation>
    </message>
    <message>
        <source>gets its credential from a program or another file</source>
        <translation>bekommt seine Zugangsdaten von einem Programm oder einer anderen Datei</translation>
    </message>
    <message>
        <source>has no credential</source>
        <translation>hat keine Zugangsdaten</translation>
    </message>
    <message>
        <source>the file is not UTF-8: it was read as Latin-1; look at names and passwords with other letters</source>
        <translation>die Datei ist kein UTF-8: sie wurde als Latin-1 gelesen; prüfen Sie Namen und Passwörter mit anderen Buchstaben</translation>
    </message>
    <message>
        <source>opened with the export's password</source>
        <translation>mit dem Passwort des Exports geöffnet</translation>
    </message>
    <message>
        <source>the file is empty</source>
        <translation>Die Datei ist leer.</translation>
    </message>
    <message>
        <source>the file holds no JSON object</source>
        <translation>Die Datei enthält kein JSON-Objekt.</translation>
    </message>
    <message>
        <source>this is no Keystead export</source>
        <translation>Das ist kein Keystead-Export.</translation>
    </message>
    <message>
        <source>the export was made by a later version of Keystead</source>
        <translation>Der Export stammt von einem neueren Keystead.</translation>
    </message>
    <message>
        <source>this export is encrypted with the account's key, which only Bitwarden has: export again as &quot;.json&quot; or &quot;.json (encrypted)&quot; with a password</source>
        <translation>Dieser Export ist mit dem Schlüssel des Kontos verschlüsselt, den nur Bitwarden hat: erneut als „.json“ oder als „.json (verschlüsselt)“ mit Passwort exportieren.</translation>
    </message>
    <message>
        <source>the file is no KeePass export: KeePassFile/Root is missing</source>
        <translation>Die Datei ist kein KeePass-Export: KeePassFile/Root fehlt.</translation>
    </message>
    <message>
        <source>the file has no list of users</source>
        <translation>Die Datei hat keine Liste users.</translation>
    </message>
    <message>
        <source>the file holds no hosts</source>
        <translation>Die Datei enthält keine Hosts.</translation>
    </message>
    <message>
        <source>this is no ZIP archive, or it is damaged</source>
        <translation>Das ist kein ZIP-Archiv, oder es ist beschädigt.</translation>
    </message>
    <message>
        <source>the archive is encrypted</source>
        <translation>Das Archiv ist verschlüsselt.</translation>
    </message>
    <message>
        <source>the archive cannot be read</source>
        <translation>Das Archiv ist nicht lesbar.</translation>
    </message>
    <message>
        <source>the file is compressed: unpack it first</source>
        <translation>Die Datei ist komprimiert: zuerst auspacken.</translation>
    </message>
    <message>
        <source>the file is no SQLite database, no SQL dump and no CSV of such a table</source>
        <translation>Die Datei ist keine SQLite-Datenbank, kein SQL-Dump und keine CSV-Datei einer solchen Tabelle.</translation>
    </message>
    <message>
        <source>this is a dump in PostgreSQL's own format: make one with pg_dump --format=plain</source>
        <translation>Das ist ein Dump im eigenen Format von PostgreSQL: mit pg_dump --format=plain neu erstellen.</translation>
    </message>
    <message>
        <source>only one file of at most 256 KiB can be kept beside: delete the source instead</source>
        <translation>Nur eine Datei bis 256 KiB kann aufbewahrt werden: stattdessen die Quelle löschen.</translation>
    </message>
    <message>
        <source>this is no UTF-8 text file: it can only be deleted as a whole</source>
        <translation>Das ist keine UTF-8-Textdatei: Sie lässt sich nur als Ganzes löschen.</translation>
    </message>
    <message>
        <source>only one file of at most 256 KiB can be kept beside: edit the file yourself, or import the rest of it first</source>
        <translation>Nur eine Datei bis 256 KiB kann aufbewahrt werden: die Datei selbst ändern oder zuerst den Rest importieren.</translation>
    </message>
    <message>
        <source>this is no UTF-8 text file: edit the file yourself, or import the rest of it first</source>
        <translation>Das ist keine UTF-8-Textdatei: die Datei selbst ändern oder zuerst den Rest importieren.</translation>
    </message>
    <message>
        <source>the file of before was given up</source>
        <translation>Die frühere Datei wurde aufgegeben.</translation>
    </message>
    <message>
        <source>this import was undone already</source>
        <translation>Dieser Import ist schon rückgängig gemacht.</translation>
    </message>
    <message>
        <source>the folder has more than 1,000 files</source>
        <translation>Der Ordner hat mehr als 1.000 Dateien.</translation>
    </message>
    <message>
        <source>This file system writes to new places (copy on write): the old blocks stay until they are reused, and in its snapshots.</source>
        <translation>Dieses Dateisystem schreibt an neue Stellen (Copy-on-Write): Die alten Blöcke bleiben, bis sie wiederverwendet werden, und in seinen Snapshots.</translation>
    </message>
    <message>
        <source>This file system writes to new places: the old blocks may stay until they are reused.</source>
        <translation>Dieses Dateisystem schreibt an neue Stellen: Die alten Blöcke können bleiben, bis sie wiederverwendet werden.</translation>
    </message>
    <message>
        <source>The file lay on a network or user-space file system: what its server keeps is out of reach.</source>
        <translation>Die Datei lag auf einem Netz- oder Userspace-Dateisystem: Was dessen Server aufbewahrt, ist unerreichbar.</translation>
    </message>
    <message>
        <source>The file lay in memory.</source>
        <translation>Die Datei lag im Arbeitsspeicher.</translation>
    </message>
    <message>
        <source>Overwriting cannot reach copies that a solid-state drive, snapshots, backups or an editor may have kept: if others could get at them, renew the credentials at their services.</source>
        <translation>Überschreiben erreicht keine Kopien, die ein SSD-Laufwerk, Snapshots, Sicherungen oder ein Editor behalten haben können: Wenn andere daran kommen, erneuern Sie die Zugangsdaten bei den Diensten.</translation>
    </message>
    <message>
        <source>opened as Fernet with %1</source>
        <translation>geöffnet als Fernet mit %1</translation>
    </message>
    <message>
        <source>tokens opened as Fernet with %1</source>
        <translation>Tokens geöffnet als Fernet mit %1</translation>
    </message>
    <message>
        <source>opened as AES-256-GCM: %1</source>
        <translation>geöffnet als AES-256-GCM: %1</translation>
    </message>
    <message>
        <source>1 variable does not sound like credentials and was passed over</source>
        <translation>1 Variable klingt nicht nach Zugangsdaten und wurde nicht gelesen</translation>
    </message>
    <message>
        <source>1 file in the older form: base64 without encryption</source>
        <translation>1 Datei in der älteren Form: base64 ohne Verschlüsselung</translation>
    </message>
    <message>
        <source>%1 variables do not sound like credentials and were passed over</source>
        <translation>%1 Variablen klingen nicht nach Zugangsdaten und wurden nicht gelesen</translation>
    </message>
    <message>
        <source>%1 files in the older form: base64 without encryption</source>
        <translation>%1 Dateien in der älteren Form: base64 ohne Verschlüsselung</translation>
    </message>
    <message>
        <source>%1 gets its keys elsewhere (single sign-on, a role or a process)</source>
        <translation>%1 bekommt seine Schlüssel anderswoher (Single Sign-on, eine Rolle oder ein Prozess)</translation>
    </message>
    <message>
        <source>%1 has no password</source>
        <translation>%1 hat kein Passwort</translation>
    </message>
    <message>
        <source>%1 is no base64</source>
        <translation>%1 ist kein base64</translation>
    </message>
    <message>
        <source>its password is no base64</source>
        <translation>sein Passwort ist kein base64</translation>
    </message>
    <message>
        <source>the token stands in a variable, not in this file</source>
        <translation>das Token steht in einer Variablen, nicht in dieser Datei</translation>
    </message>
    <message>
        <source>a quote that does not end</source>
        <translation>ein Anführungszeichen endet nicht</translation>
    </message>
    <message>
        <source>more than 1,000 columns</source>
        <translation>mehr als 1.000 Spalten</translation>
    </message>
    <message>
        <source>this is no valid XML</source>
        <translation>das ist kein gültiges XML</translation>
    </message>
    <message>
        <source>this is no valid YAML</source>
        <translation>das ist kein gültiges YAML</translation>
    </message>
    <message>
        <source>a key stands twice</source>
        <translation>ein Schlüssel steht doppelt da</translation>
    </message>
    <message>
        <source>a key is no text</source>
        <translation>ein Schlüssel ist kein Text</translation>
    </message>
    <message>
        <source>an alias (*name): aliases are not followed</source>
        <translation>ein Alias (*name): Aliasen wird nicht gefolgt</translation>
    </message>
    <message>
        <source>%1 is no regular file</source>
        <translation>%1 ist keine gewöhnliche Datei</translation>
    </message>
    <message>
        <source>the file has no table %1</source>
        <translation>die Datei hat keine Tabelle %1</translation>
    </message>
</context>
</TS>
