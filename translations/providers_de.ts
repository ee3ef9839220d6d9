<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="de">
<context>
    <name>providers</name>
    <message>
        <source>Practice provider</source>
        <translation>Übungsdienst</translation>
    </message>
    <message>
        <source>Sign in through the browser</source>
        <translation>Im Browser anmelden</translation>
    </message>
    <message>
        <source>A sign-in page on this computer. Tokens live 60 seconds, so that you can watch them being renewed.</source>
        <translation>Eine Anmeldeseite auf diesem Rechner. Tokens gelten 60 Sekunden, damit Sie bei der Erneuerung zusehen können.</translation>
    </message>
    <message>
        <source>Client id</source>
        <translation>Client-ID</translation>
    </message>
    <message>
        <source>Any real provider gives you one when you register an app. Here it is always the same.</source>
        <translation>Jeder echte Dienst gibt Ihnen eine, wenn Sie eine App registrieren. Hier ist es immer dieselbe.</translation>
    </message>
    <message>
        <source>Nothing here leaves this computer. The vault is thrown away when you close the window.</source>
        <translation>Nichts davon verlässt diesen Rechner. Der Tresor wird verworfen, wenn Sie das Fenster schließen.</translation>
    </message>
    <message>
        <source>Sign in with the browser</source>
        <translation>Im Browser anmelden</translation>
    </message>
    <message>
        <source>Choose this to sign in through an OAuth consumer of your workspace, with http://localhost:34106/callback as its callback address.</source>
        <translation>Zur Anmeldung über einen OAuth-Consumer Ihres Arbeitsbereichs, mit http://localhost:34106/callback als Rückrufadresse.</translation>
    </message>
    <message>
        <source>Client ID</source>
        <translation>Client-ID</translation>
    </message>
    <message>
        <source>The key of the OAuth consumer.</source>
        <translation>Der Schlüssel („Key“) des OAuth-Consumers.</translation>
    </message>
    <message>
        <source>Client secret</source>
        <translation>Client-Geheimnis</translation>
    </message>
    <message>
        <source>The secret of the OAuth consumer.</source>
        <translation>Das Geheimnis („Secret“) des OAuth-Consumers.</translation>
    </message>
    <message>
        <source>API token</source>
        <translation>API-Token</translation>
    </message>
    <message>
        <source>Choose this for scripts: an API token together with the e-mail address of the Atlassian account.</source>
        <translation>Für Skripte: ein API-Token zusammen mit der E-Mail-Adresse des Atlassian-Kontos.</translation>
    </message>
    <message>
        <source>E-mail address</source>
        <translation>E-Mail-Adresse</translation>
    </message>
    <message>
        <source>The address of the Atlassian account.</source>
        <translation>Die Adresse des Atlassian-Kontos.</translation>
    </message>
    <message>
        <source>Shown once, right after it was made.</source>
        <translation>Wird nur einmal gezeigt, gleich nach dem Anlegen.</translation>
    </message>
    <message>
        <source>The permissions are ticked on the OAuth consumer; scopes asked for here can only narrow them.</source>
        <translation>Die Berechtigungen werden am OAuth-Consumer angekreuzt; was hier angefragt wird, kann sie nur einschränken.</translation>
    </message>
    <message>
        <source>App passwords were withdrawn in favour of API tokens.</source>
        <translation>App-Passwörter wurden zugunsten von API-Tokens abgeschafft.</translation>
    </message>
    <message>
        <source>For Git over https with an OAuth token use the user name x-token-auth.</source>
        <translation>Für Git über https mit einem OAuth-Token gilt der Benutzername x-token-auth.</translation>
    </message>
    <message>
        <source>API key</source>
        <translation>API-Schlüssel</translation>
    </message>
    <message>
        <source>API key in a header</source>
        <translation>API-Schlüssel in einer Kopfzeile</translation>
    </message>
    <message>
        <source>Choose this for a service that gives you one key and wants it in a request header.</source>
        <translation>Für einen Dienst, der Ihnen einen Schlüssel gibt und ihn in einer Kopfzeile der Anfrage erwartet.</translation>
    </message>
    <message>
        <source>Copy it from the settings page of the service; many show it only once.</source>
        <translation>Von der Einstellungsseite des Dienstes kopieren; viele zeigen ihn nur einmal.</translation>
    </message>
    <message>
        <source>Header</source>
        <translation>Kopfzeile</translation>
    </message>
    <message>
        <source>The request header that carries the key.</source>
        <translation>Die Kopfzeile der Anfrage, in der der Schlüssel steht.</translation>
    </message>
    <message>
        <source>Prefix</source>
        <translation>Präfix</translation>
    </message>
    <message>
        <source>A word that stands before the key, with its space; usually empty.</source>
        <translation>Ein Wort vor dem Schlüssel, mit seinem Leerzeichen; meist leer.</translation>
    </message>
    <message>
        <source>API address</source>
        <translation>API-Adresse</translation>
    </message>
    <message>
        <source>Where requests made with this credential go; it is sent nowhere else.</source>
        <translation>Wohin Anfragen mit diesem Zugang gehen; anderswohin wird er nicht gesendet.</translation>
    </message>
    <message>
        <source>Test address</source>
        <translation>Testadresse</translation>
    </message>
    <message>
        <source>A page that answers only with a valid credential. It must be on the same server as the API address.</source>
        <translation>Eine Seite, die nur mit gültigem Zugang antwortet. Sie muss auf demselben Server wie die API-Adresse liegen.</translation>
    </message>
    <message>
        <source>Server for git or docker</source>
        <translation>Server für git oder docker</translation>
    </message>
    <message>
        <source>The server whose git or docker may use this credential; with a path, only what lies below it.</source>
        <translation>Der Server, dessen git oder docker diesen Zugang benutzen darf; mit einem Pfad nur, was darunter liegt.</translation>
    </message>
    <message>
        <source>Servers below it</source>
        <translation>Server darunter</translation>
    </message>
    <message>
        <source>Set to yes to use it for every server one name below that one too.</source>
        <translation>Auf „ja“ setzen, damit er auch für jeden Server gilt, der einen Namen darunter liegt.</translation>
    </message>
    <message>
        <source>no</source>
        <translation>nein</translation>
    </message>
    <message>
        <source>yes</source>
        <translation>ja</translation>
    </message>
    <message>
        <source>Allow http on this computer</source>
        <translation>http auf diesem Rechner erlauben</translation>
    </message>
    <message>
        <source>Set to yes only to talk to a test server on this computer (127.0.0.1, ::1 or localhost) without https.</source>
        <translation>Nur auf „ja“ setzen, um ohne https mit einem Testserver auf diesem Rechner zu sprechen (127.0.0.1, ::1 oder localhost).</translation>
    </message>
    <message>
        <source>Fill in the addresses from the documentation of the service.</source>
        <translation>Die Adressen stehen in der Dokumentation des Dienstes.</translation>
    </message>
    <message>
        <source>User name and password</source>
        <translation>Benutzername und Passwort</translation>
    </message>
    <message>
        <source>Choose this for a service that takes HTTP Basic authentication.</source>
        <translation>Für einen Dienst mit HTTP-Basic-Anmeldung.</translation>
    </message>
    <message>
        <source>User name</source>
        <translation>Benutzername</translation>
    </message>
    <message>
        <source>The account's name; it must not hold a colon.</source>
        <translation>Der Name des Kontos, ohne Doppelpunkt.</translation>
    </message>
    <message>
        <source>Password</source>
        <translation>Passwort</translation>
    </message>
    <message>
        <source>The account's password, or better an application password.</source>
        <translation>Das Passwort des Kontos, besser ein Anwendungspasswort.</translation>
    </message>
    <message>
        <source>Bearer token</source>
        <translation>Bearer-Token</translation>
    </message>
    <message>
        <source>Choose this for a ready-made access token that is sent as Authorization: Bearer.</source>
        <translation>Für ein fertiges Zugriffstoken, das als Authorization: Bearer gesendet wird.</translation>
    </message>
    <message>
        <source>Token</source>
        <translation>Token</translation>
    </message>
    <message>
        <source>Paste the token alone, without the word Bearer.</source>
        <translation>Nur das Token einfügen, ohne das Wort Bearer.</translation>
    </message>
    <message>
        <source>Client certificate</source>
        <translation>Client-Zertifikat</translation>
    </message>
    <message>
        <source>Certificate and key</source>
        <translation>Zertifikat und Schlüssel</translation>
    </message>
    <message>
        <source>Choose this to keep a client certificate with its private key, for example for mutual TLS; Keystead reminds you before it expires.</source>
        <translation>Für ein Client-Zertifikat mit seinem privaten Schlüssel, zum Beispiel für gegenseitiges TLS; Keystead erinnert Sie, bevor es abläuft.</translation>
    </message>
    <message>
        <source>Certificate</source>
        <translation>Zertifikat</translation>
    </message>
    <message>
        <source>The certificate as PEM text, followed by its chain where there is one.</source>
        <translation>Das Zertifikat als PEM-Text, gefolgt von seiner Kette, falls es eine gibt.</translation>
    </message>
    <message>
        <source>Private key</source>
        <translation>Privater Schlüssel</translation>
    </message>
    <message>
        <source>The private key as PEM text.</source>
        <translation>Der private Schlüssel als PEM-Text.</translation>
    </message>
    <message>
        <source>Key passphrase</source>
        <translation>Passphrase des Schlüssels</translation>
    </message>
    <message>
        <source>Only where the private key itself is encrypted.</source>
        <translation>Nur wenn der private Schlüssel selbst verschlüsselt ist.</translation>
    </message>
    <message>
        <source>OAuth 2 client credentials</source>
        <translation>OAuth 2: Client-Zugangsdaten</translation>
    </message>
    <message>
        <source>Client ID and secret</source>
        <translation>Client-ID und Geheimnis</translation>
    </message>
    <message>
        <source>Choose this for a service account: Keystead exchanges a client ID and secret for short-lived access tokens, without a person signing in.</source>
        <translation>Für ein Dienstkonto: Keystead tauscht Client-ID und Geheimnis gegen kurzlebige Zugriffstokens, ohne dass sich jemand anmeldet.</translation>
    </message>
    <message>
        <source>The client ID of the service account.</source>
        <translation>Die Client-ID des Dienstkontos.</translation>
    </message>
    <message>
        <source>The secret that belongs to the client ID.</source>
        <translation>Das Geheimnis, das zur Client-ID gehört.</translation>
    </message>
    <message>
        <source>Token endpoint</source>
        <translation>Token-Endpunkt</translation>
    </message>
    <message>
        <source>Where the client ID and secret are exchanged for an access token.</source>
        <translation>Wo Client-ID und Geheimnis gegen ein Zugriffstoken getauscht werden.</translation>
    </message>
    <message>
        <source>Revocation endpoint</source>
        <translation>Widerrufs-Endpunkt</translation>
    </message>
    <message>
        <source>Makes tokens invalid when the connection is removed (RFC 7009).</source>
        <translation>Macht Tokens ungültig, wenn die Verbindung entfernt wird (RFC 7009).</translation>
    </message>
    <message>
        <source>Custom fields</source>
        <translation>Eigene Felder</translation>
    </message>
    <message>
        <source>Fields of your own</source>
        <translation>Eigene Felder</translation>
    </message>
    <message>
        <source>Choose this for anything that fits nowhere else: give the secret fields the names that your programs expect.</source>
        <translation>Für alles, was sonst nirgends passt: Geben Sie den geheimen Feldern die Namen, die Ihre Programme erwarten.</translation>
    </message>
    <message>
        <source>Secret</source>
        <translation>Geheimnis</translation>
    </message>
    <message>
        <source>The main secret, which the token command prints; further fields can be added beside it.</source>
        <translation>Das Hauptgeheimnis, das der Befehl „token“ ausgibt; weitere Felder können dazukommen.</translation>
    </message>
    <message>
        <source>Field names use a-z, 0-9 and underscore. Keystead stores and lends these fields but cannot test them.</source>
        <translation>Feldnamen bestehen aus a–z, 0–9 und Unterstrich. Keystead verwahrt und verleiht diese Felder, kann sie aber nicht testen.</translation>
    </message>
    <message>
        <source>Signed JWT assertion</source>
        <translation>Signierte JWT-Zusicherung</translation>
    </message>
    <message>
        <source>Signing key</source>
        <translation>Signaturschlüssel</translation>
    </message>
    <message>
        <source>Choose this where a private key proves who you are: Keystead signs a short assertion with it and exchanges that for an access token (RFC 7523).</source>
        <translation>Wenn ein privater Schlüssel Sie ausweist: Keystead signiert damit eine kurze Zusicherung und tauscht sie gegen ein Zugriffstoken (RFC 7523).</translation>
    </message>
    <message>
        <source>The signing key as PEM text. RSA keys sign RS256, P-256 keys ES256 and Ed25519 keys EdDSA.</source>
        <translation>Der Signaturschlüssel als PEM-Text. RSA-Schlüssel signieren RS256, P-256-Schlüssel ES256, Ed25519-Schlüssel EdDSA.</translation>
    </message>
    <message>
        <source>Where the assertion is exchanged for an access token.</source>
        <translation>Wo die Zusicherung gegen ein Zugriffstoken getauscht wird.</translation>
    </message>
    <message>
        <source>Issuer claim</source>
        <translation>Aussteller (iss)</translation>
    </message>
    <message>
        <source>The iss claim: the client ID or service account that the key belongs to.</source>
        <translation>Die Angabe iss: die Client-ID oder das Dienstkonto, dem der Schlüssel gehört.</translation>
    </message>
    <message>
        <source>Subject</source>
        <translation>Betreff (sub)</translation>
    </message>
    <message>
        <source>The sub claim; empty means the same as the issuer claim.</source>
        <translation>Die Angabe sub; leer bedeutet: wie der Aussteller.</translation>
    </message>
    <message>
        <source>Audience</source>
        <translation>Empfänger (aud)</translation>
    </message>
    <message>
        <source>The aud claim; empty means the token endpoint.</source>
        <translation>Die Angabe aud; leer bedeutet: der Token-Endpunkt.</translation>
    </message>
    <message>
        <source>Key ID</source>
        <translation>Schlüssel-ID</translation>
    </message>
    <message>
        <source>The name under which the service knows the public key (kid); leave it empty where it needs none.</source>
        <translation>Der Name, unter dem der Dienst den öffentlichen Schlüssel kennt (kid); leer lassen, wo keiner nötig ist.</translation>
    </message>
    <message>
        <source>The private key never leaves the vault; only signed assertions do.</source>
        <translation>Der private Schlüssel verlässt den Tresor nie; nur signierte Zusicherungen tun es.</translation>
    </message>
    <message>
        <source>Self-signed JWT</source>
        <translation>Selbst signiertes JWT</translation>
    </message>
    <message>
        <source>Choose this where the service accepts a token that you sign yourself: Keystead makes a fresh one whenever it is needed.</source>
        <translation>Wenn der Dienst ein selbst signiertes Token annimmt: Keystead erzeugt bei Bedarf jedes Mal ein frisches.</translation>
    </message>
    <message>
        <source>The iss claim: the client or team that the key belongs to.</source>
        <translation>Die Angabe iss: der Client oder das Team, dem der Schlüssel gehört.</translation>
    </message>
    <message>
        <source>The aud claim: the service that accepts the token.</source>
        <translation>Die Angabe aud: der Dienst, der das Token annimmt.</translation>
    </message>
    <message>
        <source>The private key never leaves the vault; only signed tokens do.</source>
        <translation>Der private Schlüssel verlässt den Tresor nie; nur signierte Tokens tun es.</translation>
    </message>
    <message>
        <source>OAuth 2 service</source>
        <translation>OAuth-2-Dienst</translation>
    </message>
    <message>
        <source>Choose this for a service with OAuth 2 but without OpenID Connect. You need its two endpoint addresses and a registered application with a loopback redirect (http://127.0.0.1/callback).</source>
        <translation>Für einen Dienst mit OAuth 2, aber ohne OpenID Connect. Sie brauchen seine zwei Endpunkt-Adressen und eine registrierte Anwendung mit Loopback-Weiterleitung (http://127.0.0.1/callback).</translation>
    </message>
    <message>
        <source>The client ID that the service gave to your registration.</source>
        <translation>Die Client-ID, die der Dienst Ihrer Registrierung gegeben hat.</translation>
    </message>
    <message>
        <source>Only for confidential clients; leave it empty for a public (native) client.</source>
        <translation>Nur für vertrauliche Clients; für einen öffentlichen (nativen) Client leer lassen.</translation>
    </message>
    <message>
        <source>Authorization endpoint</source>
        <translation>Autorisierungs-Endpunkt</translation>
    </message>
    <message>
        <source>The page where a person signs in and agrees.</source>
        <translation>Die Seite, auf der man sich anmeldet und zustimmt.</translation>
    </message>
    <message>
        <source>Where codes and refresh tokens are exchanged.</source>
        <translation>Wo Codes und Erneuerungstokens eingetauscht werden.</translation>
    </message>
    <message>
        <source>Userinfo endpoint</source>
        <translation>Userinfo-Endpunkt</translation>
    </message>
    <message>
        <source>Names the signed-in account, where the service has one.</source>
        <translation>Nennt das angemeldete Konto, falls der Dienst einen hat.</translation>
    </message>
    <message>
        <source>Keystead sends a PKCE challenge (S256) and a state with each sign-in.</source>
        <translation>Keystead sendet bei jeder Anmeldung eine PKCE-Challenge (S256) und einen state mit.</translation>
    </message>
    <message>
        <source>OpenID Connect service</source>
        <translation>OpenID-Connect-Dienst</translation>
    </message>
    <message>
        <source>Choose this for any service that publishes OpenID Connect metadata. Register Keystead there as a native application with a loopback redirect (http://127.0.0.1/callback).</source>
        <translation>Für jeden Dienst, der OpenID-Connect-Metadaten veröffentlicht. Registrieren Sie Keystead dort als native Anwendung mit Loopback-Weiterleitung (http://127.0.0.1/callback).</translation>
    </message>
    <message>
        <source>Issuer</source>
        <translation>Aussteller</translation>
    </message>
    <message>
        <source>The service's issuer exactly as its metadata states it; everything else is discovered from it.</source>
        <translation>Der Aussteller genau so, wie ihn die Metadaten des Dienstes nennen; alles andere wird daraus ermittelt.</translation>
    </message>
    <message>
        <source>A refresh token usually needs the scope offline_access.</source>
        <translation>Ein Erneuerungstoken braucht meist die Berechtigung offline_access.</translation>
    </message>
    <message>
        <source>Keystead sends a PKCE challenge (S256), a state and a nonce with each sign-in and verifies the ID token.</source>
        <translation>Keystead sendet bei jeder Anmeldung eine PKCE-Challenge (S256), einen state und eine nonce mit und prüft das ID-Token.</translation>
    </message>
    <message>
        <source>Choose this to sign in through an OAuth app that was registered on this server, with http://localhost/callback as its callback address.</source>
        <translation>Zur Anmeldung über eine OAuth-App, die auf diesem Server registriert wurde, mit http://localhost/callback als Rückrufadresse.</translation>
    </message>
    <message>
        <source>Shown on the page of your OAuth app.</source>
        <translation>Steht auf der Seite Ihrer OAuth-App.</translation>
    </message>
    <message>
        <source>Generate one on the page of your OAuth app; it is needed even with PKCE.</source>
        <translation>Auf der Seite Ihrer OAuth-App erzeugen; auch mit PKCE nötig.</translation>
    </message>
    <message>
        <source>Personal access token</source>
        <translation>Persönliches Zugriffstoken</translation>
    </message>
    <message>
        <source>Choose this for scripts and Git over https. Give the token only the permissions it needs, and an expiry date.</source>
        <translation>Für Skripte und Git über https. Geben Sie dem Token nur die nötigen Berechtigungen und ein Ablaufdatum.</translation>
    </message>
    <message>
        <source>Server</source>
        <translation>Server</translation>
    </message>
    <message>
        <source>The host name of your GitHub Enterprise Server.</source>
        <translation>Der Hostname Ihres GitHub Enterprise Servers.</translation>
    </message>
    <message>
        <source>Each server needs an application registration of its own.</source>
        <translation>Jeder Server braucht eine eigene Registrierung der Anwendung.</translation>
    </message>
    <message>
        <source>Rate limits are reported only where the administrator switched them on.</source>
        <translation>Anfragegrenzen werden nur gemeldet, wo die Verwaltung sie eingeschaltet hat.</translation>
    </message>
    <message>
        <source>Tenants under ghe.com use another API address and are not covered.</source>
        <translation>Mandanten unter ghe.com haben eine andere API-Adresse und sind nicht abgedeckt.</translation>
    </message>
    <message>
        <source>Choose this to sign in through an OAuth app or GitHub App that you registered, with http://127.0.0.1/callback as its callback address.</source>
        <translation>Zur Anmeldung über eine von Ihnen registrierte OAuth-App oder GitHub-App, mit http://127.0.0.1/callback als Rückrufadresse.</translation>
    </message>
    <message>
        <source>Tokens of OAuth apps do not expire; user tokens of GitHub Apps last 8 hours and are renewed.</source>
        <translation>Tokens von OAuth-Apps laufen nicht ab; Benutzertokens von GitHub-Apps gelten 8 Stunden und werden erneuert.</translation>
    </message>
    <message>
        <source>For Git over https use any user name and the token as the password.</source>
        <translation>Für Git über https gilt ein beliebiger Benutzername und das Token als Passwort.</translation>
    </message>
    <message>
        <source>Choose this to sign in through an application that you registered, with http://127.0.0.1/callback as its redirect address.</source>
        <translation>Zur Anmeldung über eine von Ihnen registrierte Anwendung, mit http://127.0.0.1/callback als Weiterleitungsadresse.</translation>
    </message>
    <message>
        <source>The application ID shown after registering.</source>
        <translation>Die Anwendungs-ID, die nach dem Registrieren gezeigt wird.</translation>
    </message>
    <message>
        <source>Leave it empty where the application is not confidential.</source>
        <translation>Leer lassen, wenn die Anwendung nicht vertraulich ist.</translation>
    </message>
    <message>
        <source>Choose this for scripts. Give the token only the scopes it needs, and an expiry date.</source>
        <translation>Für Skripte. Geben Sie dem Token nur die nötigen Berechtigungen und ein Ablaufdatum.</translation>
    </message>
    <message>
        <source>gitlab.com, or the host name of a self-managed server.</source>
        <translation>gitlab.com oder der Hostname eines selbst betriebenen Servers.</translation>
    </message>
    <message>
        <source>Each self-managed server needs an application registration of its own.</source>
        <translation>Jeder selbst betriebene Server braucht eine eigene Registrierung der Anwendung.</translation>
    </message>
    <message>
        <source>Renewing a token also ends the access token before it.</source>
        <translation>Eine Erneuerung beendet auch das vorige Zugriffstoken.</translation>
    </message>
    <message>
        <source>For Git over https use the user name oauth2 and the access token as the password.</source>
        <translation>Für Git über https gilt der Benutzername oauth2 und das Zugriffstoken als Passwort.</translation>
    </message>
    <message>
        <source>Choose this to act for a Google account, with an OAuth client of the type "Desktop app" from your own cloud project.</source>
        <translation>Um für ein Google-Konto zu handeln, mit einem OAuth-Client vom Typ „Desktop-App“ aus Ihrem eigenen Cloud-Projekt.</translation>
    </message>
    <message>
        <source>Shown beside the OAuth client.</source>
        <translation>Steht neben dem OAuth-Client.</translation>
    </message>
    <message>
        <source>Desktop clients have one too; Google asks for it although it is not confidential.</source>
        <translation>Auch Desktop-Clients haben eines; Google verlangt es, obwohl es nicht vertraulich ist.</translation>
    </message>
    <message>
        <source>Choose this for public data of one project. Restrict the key to the APIs that need it.</source>
        <translation>Für öffentliche Daten eines Projekts. Beschränken Sie den Schlüssel auf die APIs, die ihn brauchen.</translation>
    </message>
    <message>
        <source>Shown on the credentials page of the project.</source>
        <translation>Steht auf der Seite mit den Anmeldedaten des Projekts.</translation>
    </message>
    <message>
        <source>While the consent screen of the project is in testing, a sign-in ends after 7 days.</source>
        <translation>Solange der Zustimmungsbildschirm des Projekts im Testbetrieb ist, endet eine Anmeldung nach 7 Tagen.</translation>
    </message>
    <message>
        <source>People may untick single permissions while signing in; Keystead shows what was granted.</source>
        <translation>Bei der Anmeldung lassen sich einzelne Berechtigungen abwählen; Keystead zeigt, was gewährt wurde.</translation>
    </message>
    <message>
        <source>An unused sign-in ends after 6 months.</source>
        <translation>Eine ungenutzte Anmeldung endet nach 6 Monaten.</translation>
    </message>
    <message>
        <source>Choose this to act for a work, school or personal account, through an application registered with the platform "Mobile and desktop" and the redirect address http://localhost/callback.</source>
        <translation>Um für ein Geschäfts-, Schul- oder privates Konto zu handeln, über eine Anwendung, die mit der Plattform „Mobil und Desktop“ und der Weiterleitungsadresse http://localhost/callback registriert ist.</translation>
    </message>
    <message>
        <source>The "Application (client) ID" of the registration.</source>
        <translation>Die „Anwendungs-ID (Client)“ der Registrierung.</translation>
    </message>
    <message>
        <source>Leave it empty for a public client: a secret is then refused.</source>
        <translation>Für einen öffentlichen Client leer lassen: Ein Geheimnis wird dann abgelehnt.</translation>
    </message>
    <message>
        <source>Application without a person</source>
        <translation>Anwendung ohne Person</translation>
    </message>
    <message>
        <source>Choose this for a service: the application acts with permissions of its own, which an administrator granted. Give your tenant, and the scope https://graph.microsoft.com/.default.</source>
        <translation>Für einen Dienst: Die Anwendung handelt mit eigenen Berechtigungen, die die Verwaltung gewährt hat. Geben Sie Ihren Mandanten an und die Berechtigung https://graph.microsoft.com/.default.</translation>
    </message>
    <message>
        <source>The value (not the ID) of a client secret of the registration.</source>
        <translation>Der Wert (nicht die ID) eines Client-Geheimnisses der Registrierung.</translation>
    </message>
    <message>
        <source>Tenant</source>
        <translation>Mandant</translation>
    </message>
    <message>
        <source>common for any account, organizations for work and school, consumers for personal ones, or the ID or domain of your tenant.</source>
        <translation>common für jedes Konto, organizations für Geschäft und Schule, consumers für private Konten, oder ID oder Domain Ihres Mandanten.</translation>
    </message>
    <message>
        <source>There is no address to revoke a token at: remove the application on the account page instead.</source>
        <translation>Es gibt keine Adresse zum Widerrufen von Tokens: Entfernen Sie stattdessen die Anwendung auf der Kontoseite.</translation>
    </message>
    <message>
        <source>All scopes of one sign-in must belong to the same service.</source>
        <translation>Alle Berechtigungen einer Anmeldung müssen zum selben Dienst gehören.</translation>
    </message>
    <message>
        <source>A sign-in ends after 90 days without use.</source>
        <translation>Eine Anmeldung endet nach 90 Tagen ohne Benutzung.</translation>
    </message>
    <message>
        <source>Choose a key of one project with only the permissions it needs, rather than one for everything.</source>
        <translation>Nehmen Sie einen Schlüssel eines einzelnen Projekts mit nur den nötigen Berechtigungen statt eines für alles.</translation>
    </message>
    <message>
        <source>A restricted key may be refused by the test although it is valid: allow it to list models.</source>
        <translation>Der Test kann einen eingeschränkten Schlüssel ablehnen, obwohl er gültig ist: Erlauben Sie ihm, Modelle aufzulisten.</translation>
    </message>
    <message>
        <source>Choose this to act for your own user, through an app with PKCE switched on and http://localhost as a redirect address.</source>
        <translation>Um als Sie selbst zu handeln, über eine App mit eingeschaltetem PKCE und http://localhost als Weiterleitungsadresse.</translation>
    </message>
    <message>
        <source>Shown under "Basic information" of the app.</source>
        <translation>Steht unter „Basic Information“ der App.</translation>
    </message>
    <message>
        <source>Leave it empty where PKCE makes the app a public one.</source>
        <translation>Leer lassen, wenn PKCE die App zu einer öffentlichen macht.</translation>
    </message>
    <message>
        <source>Bot or user token</source>
        <translation>Bot- oder Benutzertoken</translation>
    </message>
    <message>
        <source>Choose this for a bot or script: copy the token after installing the app in your workspace.</source>
        <translation>Für einen Bot oder ein Skript: Kopieren Sie das Token, nachdem die App im Arbeitsbereich installiert ist.</translation>
    </message>
    <message>
        <source>Shown under "OAuth &amp; Permissions" of the app.</source>
        <translation>Steht unter „OAuth &amp; Permissions“ der App.</translation>
    </message>
    <message>
        <source>Switching PKCE on makes an app a public one for good; it may then not ask for bot permissions.</source>
        <translation>PKCE macht eine App für immer zu einer öffentlichen; sie darf dann keine Bot-Berechtigungen anfragen.</translation>
    </message>
    <message>
        <source>Without PKCE the redirect must be https, which Keystead cannot offer: use a token instead.</source>
        <translation>Ohne PKCE muss die Weiterleitung https sein, was Keystead nicht bieten kann: Nehmen Sie stattdessen ein Token.</translation>
    </message>
    <message>
        <source>Tokens expire (after 12 hours) only where token rotation is switched on in the app.</source>
        <translation>Tokens laufen nur ab (nach 12 Stunden), wenn in der App die Token-Rotation eingeschaltet ist.</translation>
    </message>
    <message>
        <source>Choose a restricted key with only the permissions you need; a secret key may do everything.</source>
        <translation>Nehmen Sie einen eingeschränkten Schlüssel mit nur den nötigen Berechtigungen; ein geheimer Schlüssel darf alles.</translation>
    </message>
    <message>
        <source>A secret (sk_) or restricted (rk_) key; live and test keys are different.</source>
        <translation>Ein geheimer (sk_) oder eingeschränkter (rk_) Schlüssel; Live- und Testschlüssel sind verschieden.</translation>
    </message>
    <message>
        <source>A restricted key may be refused by the test although it is valid: give it read access to the account.</source>
        <translation>Der Test kann einen eingeschränkten Schlüssel ablehnen, obwohl er gültig ist: Geben Sie ihm Lesezugriff auf das Konto.</translation>
    </message>
</context>
</TS>
