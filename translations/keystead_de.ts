<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="de_DE" sourcelanguage="en">
<context>
    <name>QObject</name>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>Programs cannot reach Keystead</source>
        <translation>Programme erreichen Keystead nicht</translation>
    </message>
    <message>
        <source>The browser could not be opened. Copy the link instead.</source>
        <translation>Der Browser ließ sich nicht öffnen. Kopieren Sie stattdessen den Link.</translation>
    </message>
</context>
<context>
    <name>keystead::app::DesktopNotifier</name>
    <message>
        <source>“%1” needs you</source>
        <translation>„%1“ braucht Sie</translation>
    </message>
    <message>
        <source>The service has ended the sign-in. Name, access and history stay.</source>
        <translation>Der Dienst hat die Anmeldung beendet. Name, Zugriffe und Verlauf bleiben erhalten.</translation>
    </message>
    <message>
        <source>Sign in again</source>
        <translation>Neu anmelden</translation>
    </message>
    <message>
        <source>“%1” cannot be refreshed</source>
        <translation>„%1“ lässt sich nicht erneuern</translation>
    </message>
    <message>
        <source>Keystead keeps trying; nothing is lost.</source>
        <translation>Keystead versucht es weiter; nichts ist verloren.</translation>
    </message>
    <message>
        <source>“%1” expires soon</source>
        <translation>„%1“ läuft bald ab</translation>
    </message>
    <message>
        <source>Replace it in time.</source>
        <translation>Ersetzen Sie es rechtzeitig.</translation>
    </message>
    <message>
        <source>Security alert</source>
        <translation>Sicherheitswarnung</translation>
    </message>
    <message>
        <source>Look at the audit trail.</source>
        <translation>Sehen Sie im Prüfprotokoll nach.</translation>
    </message>
    <message>
        <source>It concerns “%1”. Look at the audit trail.</source>
        <translation>Sie betrifft „%1“. Sehen Sie im Prüfprotokoll nach.</translation>
    </message>
    <message>
        <source>Show</source>
        <translation>Zeigen</translation>
    </message>
    <message>
        <source>“%1” waits for your answer</source>
        <translation>„%1“ wartet auf Ihre Antwort</translation>
    </message>
    <message>
        <source>It %1. Without an answer it is denied.</source>
        <translation>Es %1. Ohne Antwort wird abgelehnt.</translation>
    </message>
    <message>
        <source>Answer…</source>
        <translation>Antworten …</translation>
    </message>
</context>
<context>
    <name>keystead::app::Tray</name>
    <message>
        <source>Show Keystead</source>
        <translation>Keystead zeigen</translation>
    </message>
    <message>
        <source>Quit</source>
        <translation>Beenden</translation>
    </message>
    <message>
        <source>Keystead: locked</source>
        <translation>Keystead: gesperrt</translation>
    </message>
    <message numerus="yes">
        <source>Keystead: %n connections need you</source>
        <translation>
            <numerusform>Keystead: %n Verbindung braucht Sie</numerusform>
            <numerusform>Keystead: %n Verbindungen brauchen Sie</numerusform>
        </translation>
    </message>
    <message>
        <source>Keystead: all is well</source>
        <translation>Keystead: Alles in Ordnung</translation>
    </message>
    <message numerus="yes">
        <source>Keystead: %n programs wait for your answer</source>
        <translation>
            <numerusform>Keystead: ein Programm wartet auf Ihre Antwort</numerusform>
            <numerusform>Keystead: %n Programme warten auf Ihre Antwort</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>keystead::ui::AboutDialog</name>
    <message>
        <source>Help and about</source>
        <translation>Hilfe und Über Keystead</translation>
    </message>
    <message>
        <source>Version %1 · free software under the GNU GPL, version 3 or later</source>
        <translation>Version %1 · freie Software unter der GNU GPL, Version 3 oder neuer</translation>
    </message>
    <message>
        <source>Shortcuts</source>
        <translation>Tastenkürzel</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Schließen</translation>
    </message>
    <message>
        <source>Keystead keeps the keys, passwords and sign-ins of your integrations in an encrypted vault, keeps tokens fresh, lends them to the programs that you allow and proves afterwards who used what. It does not protect against malware that runs as you while the vault is open.</source>
        <translation>Keystead bewahrt Schlüssel, Passwörter und Anmeldungen Ihrer Dienste in einem verschlüsselten Tresor auf, hält Token frisch, leiht sie den Programmen, die Sie zulassen, und weist hinterher nach, wer was benutzt hat. Vor Schadprogrammen, die bei offenem Tresor unter Ihrem Benutzer laufen, schützt es nicht.</translation>
    </message>
</context>
<context>
    <name>keystead::ui::AccessSection</name>
    <message>
        <source>Programs with access</source>
        <translation>Programme mit Zugriff</translation>
    </message>
    <message>
        <source>Allow a program…</source>
        <translation>Programm zulassen …</translation>
    </message>
    <message>
        <source>How to use it…</source>
        <translation>So wird sie benutzt …</translation>
    </message>
    <message>
        <source>Only these, and each only what stands here. Others ask you first. Every use is on record.</source>
        <translation>Nur diese, und jedes nur, was hier steht. Andere fragen Sie zuerst. Jede Nutzung wird protokolliert.</translation>
    </message>
    <message>
        <source>Asking is off: any program that runs as you may read it while the vault is unlocked. Every use is on record.</source>
        <translation>Die Rückfrage ist aus: Jedes Programm, das unter Ihrem Namen läuft, darf sie lesen, solange der Tresor offen ist. Jede Nutzung wird protokolliert.</translation>
    </message>
    <message numerus="yes">
        <source>and %n more</source>
        <translation>
            <numerusform>und %n weiteres</numerusform>
            <numerusform>und %n weitere</numerusform>
        </translation>
    </message>
    <message>
        <source>No program has access, and none has used it in the last 90 days.</source>
        <translation>Kein Programm hat Zugriff, und in den letzten 90 Tagen hat keines sie benutzt.</translation>
    </message>
    <message numerus="yes">
        <source>%n uses</source>
        <translation>
            <numerusform>%n Nutzung</numerusform>
            <numerusform>%n Nutzungen</numerusform>
        </translation>
    </message>
    <message>
        <source>Take the access away from %1</source>
        <translation>%1 den Zugriff entziehen</translation>
    </message>
</context>
<context>
    <name>keystead::ui::AddSlotDialog</name>
    <message>
        <source>Add a way to open the vault</source>
        <translation>Weg zum Öffnen des Tresors hinzufügen</translation>
    </message>
    <message>
        <source>Write the emergency sheet (PDF) to</source>
        <translation>Notfallblatt (PDF) schreiben nach</translation>
    </message>
    <message>
        <source>File of the emergency sheet</source>
        <translation>Datei des Notfallblatts</translation>
    </message>
    <message>
        <source>Print it and delete the file: whoever reads it can open the vault. You then type the key back from the paper; until then this way does not count.</source>
        <translation>Drucken Sie es und löschen Sie die Datei: Wer sie liest, kann den Tresor öffnen. Danach tippen Sie den Schlüssel vom Papier ab; vorher zählt dieser Weg nicht.</translation>
    </message>
    <message>
        <source>Name (for your list; may stay empty)</source>
        <translation>Name (für Ihre Liste; darf leer bleiben)</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Name</translation>
    </message>
    <message>
        <source>Continue</source>
        <translation>Weiter</translation>
    </message>
    <message>
        <source>Make the sheet</source>
        <translation>Blatt erstellen</translation>
    </message>
    <message>
        <source>Add</source>
        <translation>Hinzufügen</translation>
    </message>
    <message>
        <source>Name the file that the sheet goes to.</source>
        <translation>Geben Sie die Datei für das Blatt an.</translation>
    </message>
    <message>
        <source>“%1” will open this vault from now on.</source>
        <translation>„%1“ wird diesen Tresor künftig öffnen.</translation>
    </message>
    <message>
        <source>Making a key on the token…</source>
        <translation>Ein Schlüssel wird auf dem Token erzeugt …</translation>
    </message>
    <message>
        <source>Adding…</source>
        <translation>Wird hinzugefügt …</translation>
    </message>
    <message>
        <source>The folder of this file does not exist.</source>
        <translation>Den Ordner dieser Datei gibt es nicht.</translation>
    </message>
    <message>
        <source>Choose another one.</source>
        <translation>Wählen Sie einen anderen.</translation>
    </message>
</context>
<context>
    <name>keystead::ui::AddWizard</name>
    <message>
        <source>Add connection</source>
        <translation>Verbindung hinzufügen</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>Back</source>
        <translation>Zurück</translation>
    </message>
    <message>
        <source>Next</source>
        <translation>Weiter</translation>
    </message>
    <message>
        <source>Step %1 of %2</source>
        <translation>Schritt %1 von %2</translation>
    </message>
    <message>
        <source>Which service?</source>
        <translation>Welcher Dienst?</translation>
    </message>
    <message>
        <source>Done</source>
        <translation>Fertig</translation>
    </message>
    <message>
        <source>Sign in later</source>
        <translation>Später anmelden</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Schließen</translation>
    </message>
    <message>
        <source>Sign in</source>
        <translation>Anmelden</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>Speichern</translation>
    </message>
    <message>
        <source>%1: how do you sign in?</source>
        <translation>%1: Wie melden Sie sich an?</translation>
    </message>
    <message>
        <source>%1: details</source>
        <translation>%1: Angaben</translation>
    </message>
    <message>
        <source>%1: sign in in the browser</source>
        <translation>%1: Anmeldung im Browser</translation>
    </message>
    <message>
        <source>Step %1</source>
        <translation>Schritt %1</translation>
    </message>
</context>
<context>
    <name>keystead::ui::AllowDialog</name>
    <message>
        <source>Allow a program</source>
        <translation>Programm zulassen</translation>
    </message>
    <message>
        <source>Program</source>
        <translation>Programm</translation>
    </message>
    <message>
        <source>A program or a script</source>
        <translation>Ein Programm oder Skript</translation>
    </message>
    <message>
        <source>It is known by its path and by what its file holds. When the file changes, you are asked again.</source>
        <translation>Es wird an seinem Pfad und am Inhalt seiner Datei erkannt. Ändert sich die Datei, werden Sie wieder gefragt.</translation>
    </message>
    <message>
        <source>Connection</source>
        <translation>Verbindung</translation>
    </message>
    <message>
        <source>For how long</source>
        <translation>Wie lange</translation>
    </message>
    <message>
        <source>Always</source>
        <translation>Immer</translation>
    </message>
    <message>
        <source>Until I log out</source>
        <translation>Bis ich mich abmelde</translation>
    </message>
    <message>
        <source>For 30 days</source>
        <translation>30 Tage lang</translation>
    </message>
    <message>
        <source>For 8 hours</source>
        <translation>8 Stunden lang</translation>
    </message>
    <message>
        <source>For an hour</source>
        <translation>Eine Stunde lang</translation>
    </message>
    <message>
        <source>Only once</source>
        <translation>Nur einmal</translation>
    </message>
    <message>
        <source>Why</source>
        <translation>Warum</translation>
    </message>
    <message>
        <source>Why you allow it; may stay empty</source>
        <translation>Warum Sie es zulassen; darf leer bleiben</translation>
    </message>
    <message>
        <source>For your own records (may stay empty)</source>
        <translation>Für Ihre eigenen Unterlagen (darf leer bleiben)</translation>
    </message>
    <message>
        <source>Allow…</source>
        <translation>Zulassen …</translation>
    </message>
    <message>
        <source>What it may do</source>
        <translation>Was es darf</translation>
    </message>
    <message>
        <source>Have requests made</source>
        <translation>Anfragen stellen lassen</translation>
    </message>
    <message>
        <source>Keystead adds the credential. The program never sees it. The safer way.</source>
        <translation>Keystead fügt die Zugangsdaten hinzu. Das Programm sieht sie nie. Der sicherere Weg.</translation>
    </message>
    <message>
        <source>Read the token</source>
        <translation>Das Token lesen</translation>
    </message>
    <message>
        <source>The program can keep it and pass it on.</source>
        <translation>Das Programm kann es behalten und weitergeben.</translation>
    </message>
    <message>
        <source>Only reading (GET and HEAD)</source>
        <translation>Nur lesen (GET und HEAD)</translation>
    </message>
    <message>
        <source>Only paths that begin with</source>
        <translation>Nur Pfade, die so beginnen</translation>
    </message>
    <message>
        <source>Only paths that begin with, such as /repos/ (may stay empty)</source>
        <translation>Nur Pfade, die so beginnen, etwa /repos/ (darf leer bleiben)</translation>
    </message>
    <message>
        <source>Read “%1”</source>
        <translation>„%1“ lesen</translation>
    </message>
    <message>
        <source>There is no such file.</source>
        <translation>Diese Datei gibt es nicht.</translation>
    </message>
    <message>
        <source>Choose the program or the script that shall have access.</source>
        <translation>Wählen Sie das Programm oder Skript, das Zugriff haben soll.</translation>
    </message>
    <message>
        <source>Choose a connection.</source>
        <translation>Wählen Sie eine Verbindung.</translation>
    </message>
    <message>
        <source>Tick at least one thing that it may do.</source>
        <translation>Kreuzen Sie wenigstens eines an, das es darf.</translation>
    </message>
    <message>
        <source>“%1” gets access to “%2”.</source>
        <translation>„%1“ erhält Zugriff auf „%2“.</translation>
    </message>
    <message>
        <source>Allow</source>
        <translation>Zulassen</translation>
    </message>
    <message>
        <source>Reading the program…</source>
        <translation>Das Programm wird gelesen …</translation>
    </message>
</context>
<context>
    <name>keystead::ui::ApprovalDialog</name>
    <message>
        <source>Allow this program?</source>
        <translation>Dieses Programm zulassen?</translation>
    </message>
    <message>
        <source>Keystead: allow this program?</source>
        <translation>Keystead: dieses Programm zulassen?</translation>
    </message>
    <message>
        <source>Seconds left to answer</source>
        <translation>Sekunden bis zum Ende der Antwortzeit</translation>
    </message>
    <message>
        <source>Deny</source>
        <translation>Ablehnen</translation>
    </message>
    <message>
        <source>Allow</source>
        <translation>Zulassen</translation>
    </message>
    <message>
        <source>Which requests</source>
        <translation>Welche Anfragen</translation>
    </message>
    <message>
        <source>Only this kind, at this address and below it</source>
        <translation>Nur diese Art, an dieser Adresse und darunter</translation>
    </message>
    <message>
        <source>Only this kind, at this address and below it; one with a % exactly</source>
        <translation>Nur diese Art, an dieser Adresse und darunter; eine mit % nur genau so</translation>
    </message>
    <message>
        <source>Any request to this service</source>
        <translation>Jede Anfrage an diesen Dienst</translation>
    </message>
    <message>
        <source>For how long</source>
        <translation>Wie lange</translation>
    </message>
    <message>
        <source>Only this once</source>
        <translation>Nur dieses eine Mal</translation>
    </message>
    <message>
        <source>For an hour</source>
        <translation>Eine Stunde</translation>
    </message>
    <message>
        <source>Until I log out</source>
        <translation>Bis ich mich abmelde</translation>
    </message>
    <message>
        <source>Always</source>
        <translation>Immer</translation>
    </message>
    <message>
        <source>Why, for your own records (may stay empty)</source>
        <translation>Warum, für Ihre Unterlagen (darf leer bleiben)</translation>
    </message>
    <message>
        <source>Why you allow it; may stay empty</source>
        <translation>Warum Sie es zulassen; darf leer bleiben</translation>
    </message>
    <message>
        <source>Question %1 of %2</source>
        <translation>Frage %1 von %2</translation>
    </message>
    <message numerus="yes">
        <source>Without an answer it is denied in %n seconds.</source>
        <translation>
            <numerusform>Ohne Antwort wird in %n Sekunde abgelehnt.</numerusform>
            <numerusform>Ohne Antwort wird in %n Sekunden abgelehnt.</numerusform>
        </translation>
    </message>
    <message>
        <source>The time is over: it was denied.</source>
        <translation>Die Zeit ist um: Es wurde abgelehnt.</translation>
    </message>
    <message>
        <source>Allow %1 of %2</source>
        <translation>%1 von %2 zulassen</translation>
    </message>
    <message>
        <source>Allow all %1</source>
        <translation>Alle %1 zulassen</translation>
    </message>
    <message>
        <source>Keystead cannot tell which program this is</source>
        <translation>Keystead kann nicht feststellen, welches Programm das ist</translation>
    </message>
    <message>
        <source>Nothing can be allowed to it.</source>
        <translation>Ihm kann nichts erlaubt werden.</translation>
    </message>
    <message>
        <source>This program is not the one that you allowed</source>
        <translation>Dieses Programm ist nicht das, das Sie zugelassen haben</translation>
    </message>
    <message>
        <source>Its file has changed since. Allow it again only if you have just updated it.</source>
        <translation>Seine Datei hat sich seitdem geändert. Lassen Sie es nur wieder zu, wenn Sie es gerade aktualisiert haben.</translation>
    </message>
    <message numerus="yes">
        <source>Denied %n times in the last ten minutes.</source>
        <translation>
            <numerusform>In den letzten zehn Minuten einmal abgelehnt.</numerusform>
            <numerusform>In den letzten zehn Minuten %n-mal abgelehnt.</numerusform>
        </translation>
    </message>
    <message>
        <source>Program: %1</source>
        <translation>Programm: %1</translation>
    </message>
    <message>
        <source>It asks through %1.</source>
        <translation>Es fragt über %1.</translation>
    </message>
    <message numerus="yes">
        <source>%n calls wait for this.</source>
        <translation>
            <numerusform>%n Aufruf wartet darauf.</numerusform>
            <numerusform>%n Aufrufe warten darauf.</numerusform>
        </translation>
    </message>
    <message>
        <source>Program</source>
        <translation>Programm</translation>
    </message>
    <message>
        <source>the one that asks</source>
        <translation>das fragende</translation>
    </message>
    <message>
        <source>From</source>
        <translation>Herkunft</translation>
    </message>
    <message>
        <source>It may</source>
        <translation>Es darf</translation>
    </message>
    <message>
        <source>Requests</source>
        <translation>Anfragen</translation>
    </message>
    <message>
        <source>any, to this service</source>
        <translation>alle, an diesen Dienst</translation>
    </message>
    <message>
        <source>How long</source>
        <translation>Wie lange</translation>
    </message>
    <message>
        <source>How often</source>
        <translation>Wie oft</translation>
    </message>
    <message>
        <source>Why, it says</source>
        <translation>Wozu, sagt es</translation>
    </message>
    <message>
        <source>The right that is asked for as a whole keeps its own time.</source>
        <translation>Das Recht, um das als Ganzes gebeten wird, behält seine eigene Dauer.</translation>
    </message>
</context>
<context>
    <name>keystead::ui::AuditFilterBar</name>
    <message>
        <source>Range</source>
        <translation>Zeitraum</translation>
    </message>
    <message>
        <source>Any time</source>
        <translation>Gesamter Zeitraum</translation>
    </message>
    <message>
        <source>Today</source>
        <translation>Heute</translation>
    </message>
    <message>
        <source>Last 7 days</source>
        <translation>Letzte 7 Tage</translation>
    </message>
    <message>
        <source>Last 30 days</source>
        <translation>Letzte 30 Tage</translation>
    </message>
    <message>
        <source>Last 12 months</source>
        <translation>Letzte 12 Monate</translation>
    </message>
    <message>
        <source>From … to …</source>
        <translation>Von … bis …</translation>
    </message>
    <message>
        <source>From</source>
        <translation>Von</translation>
    </message>
    <message>
        <source>To</source>
        <translation>Bis</translation>
    </message>
    <message>
        <source>Action</source>
        <translation>Vorgang</translation>
    </message>
    <message>
        <source>Every action</source>
        <translation>Alle Vorgänge</translation>
    </message>
    <message>
        <source>Connection</source>
        <translation>Verbindung</translation>
    </message>
    <message>
        <source>Every connection</source>
        <translation>Alle Verbindungen</translation>
    </message>
    <message>
        <source>Outcome</source>
        <translation>Ergebnis</translation>
    </message>
    <message>
        <source>Any outcome</source>
        <translation>Jedes Ergebnis</translation>
    </message>
    <message>
        <source>Program</source>
        <translation>Programm</translation>
    </message>
    <message>
        <source>Part of the program&apos;s path</source>
        <translation>Teil des Programmpfads</translation>
    </message>
    <message>
        <source>Reset</source>
        <translation>Zurücksetzen</translation>
    </message>
</context>
<context>
    <name>keystead::ui::AuditModel</name>
    <message>
        <source>%1, not proven</source>
        <translation>%1, nicht belegt</translation>
    </message>
    <message>
        <source>Time</source>
        <translation>Zeit</translation>
    </message>
    <message>
        <source>Action</source>
        <translation>Vorgang</translation>
    </message>
    <message>
        <source>Connection</source>
        <translation>Verbindung</translation>
    </message>
    <message>
        <source>Who</source>
        <translation>Wer</translation>
    </message>
    <message>
        <source>Outcome</source>
        <translation>Ergebnis</translation>
    </message>
    <message>
        <source>Took</source>
        <translation>Dauer</translation>
    </message>
</context>
<context>
    <name>keystead::ui::AuditPage</name>
    <message>
        <source>Audit trail</source>
        <translation>Prüfprotokoll</translation>
    </message>
    <message>
        <source>Verify</source>
        <translation>Überprüfen</translation>
    </message>
    <message>
        <source>Check that no record was changed, removed or added (Ctrl+Shift+V)</source>
        <translation>Prüfen, dass kein Eintrag geändert, entfernt oder eingefügt wurde (Strg+Umschalt+V)</translation>
    </message>
    <message>
        <source>Export…</source>
        <translation>Exportieren …</translation>
    </message>
    <message>
        <source>Write a report of what is shown (Ctrl+E)</source>
        <translation>Bericht über das Angezeigte schreiben (Strg+E)</translation>
    </message>
    <message>
        <source>Dismiss</source>
        <translation>Ausblenden</translation>
    </message>
    <message>
        <source>Audit records</source>
        <translation>Protokolleinträge</translation>
    </message>
    <message>
        <source>No records</source>
        <translation>Keine Einträge</translation>
    </message>
    <message>
        <source>Nothing in the trail matches these filters.</source>
        <translation>Auf diese Filter passt kein Eintrag des Protokolls.</translation>
    </message>
    <message numerus="yes">
        <source>%n records</source>
        <translation>
            <numerusform>%n Eintrag</numerusform>
            <numerusform>%n Einträge</numerusform>
        </translation>
    </message>
    <message>
        <source>Verifying the trail…</source>
        <translation>Das Protokoll wird überprüft …</translation>
    </message>
    <message>
        <source>The trail is whole</source>
        <translation>Das Protokoll ist unversehrt</translation>
    </message>
    <message numerus="yes">
        <source>All %n records are in order, unchanged and signed by this vault.</source>
        <translation>
            <numerusform>Der eine Eintrag ist unverändert und von diesem Tresor signiert.</numerusform>
            <numerusform>Alle %n Einträge sind in Ordnung, unverändert und von diesem Tresor signiert.</numerusform>
        </translation>
    </message>
    <message>
        <source>The trail was tampered with</source>
        <translation>Das Protokoll wurde manipuliert</translation>
    </message>
    <message>
        <source>Records before that place are proven; do not rely on the later ones. Keep a copy of the vault folder before you go on.</source>
        <translation>Die Einträge vor dieser Stelle sind belegt; auf die späteren ist kein Verlass. Sichern Sie den Tresorordner, bevor Sie weiterarbeiten.</translation>
    </message>
</context>
<context>
    <name>keystead::ui::BackupDialog</name>
    <message>
        <source>Back up now</source>
        <translation>Jetzt sichern</translation>
    </message>
    <message>
        <source>Everything in this vault goes into one encrypted file, which is opened again and verified before you are told that it is there. Keep it on another disk.</source>
        <translation>Alles in diesem Tresor kommt in eine verschlüsselte Datei. Sie wird wieder geöffnet und geprüft, bevor sie als fertig gilt. Bewahren Sie sie auf einem anderen Datenträger auf.</translation>
    </message>
    <message>
        <source>File</source>
        <translation>Datei</translation>
    </message>
    <message>
        <source>File of the backup</source>
        <translation>Datei der Sicherung</translation>
    </message>
    <message>
        <source>Replace the file that is there</source>
        <translation>Die vorhandene Datei ersetzen</translation>
    </message>
    <message>
        <source>It opens</source>
        <translation>Sie öffnet sich</translation>
    </message>
    <message>
        <source>Back up</source>
        <translation>Sichern</translation>
    </message>
    <message>
        <source>Name the file that the backup goes to.</source>
        <translation>Geben Sie die Datei für die Sicherung an.</translation>
    </message>
    <message>
        <source>That file is there already.</source>
        <translation>Diese Datei gibt es schon.</translation>
    </message>
    <message>
        <source>Choose another name, or tick that it shall be replaced.</source>
        <translation>Wählen Sie einen anderen Namen, oder kreuzen Sie an, dass sie ersetzt werden soll.</translation>
    </message>
    <message>
        <source>The backup will hold everything that is in this vault.</source>
        <translation>Die Sicherung wird alles enthalten, was in diesem Tresor ist.</translation>
    </message>
    <message>
        <source>Writing and verifying the backup…</source>
        <translation>Die Sicherung wird geschrieben und geprüft …</translation>
    </message>
    <message>
        <source>Stopped; no file was left behind.</source>
        <translation>Abgebrochen; es blieb keine Datei zurück.</translation>
    </message>
    <message>
        <source>The folder of this file does not exist.</source>
        <translation>Den Ordner dieser Datei gibt es nicht.</translation>
    </message>
    <message>
        <source>Choose another one.</source>
        <translation>Wählen Sie einen anderen.</translation>
    </message>
</context>
<context>
    <name>keystead::ui::BackupSecretFields</name>
    <message>
        <source>With a passphrase</source>
        <translation>Mit einer Passphrase</translation>
    </message>
    <message>
        <source>With the backup&apos;s passphrase</source>
        <translation>Mit der Passphrase der Sicherung</translation>
    </message>
    <message>
        <source>With the recovery key of a sheet that you have</source>
        <translation>Mit dem Wiederherstellungsschlüssel eines Blatts, das Sie haben</translation>
    </message>
    <message>
        <source>With a recovery key from paper</source>
        <translation>Mit einem Wiederherstellungsschlüssel vom Papier</translation>
    </message>
    <message>
        <source>Passphrase of the backup</source>
        <translation>Passphrase der Sicherung</translation>
    </message>
    <message>
        <source>Recovery key</source>
        <translation>Wiederherstellungsschlüssel</translation>
    </message>
    <message>
        <source>Type the recovery key from its sheet.</source>
        <translation>Tippen Sie den Wiederherstellungsschlüssel vom Blatt ab.</translation>
    </message>
    <message>
        <source>Enter the passphrase that the backup was made with.</source>
        <translation>Geben Sie die Passphrase ein, mit der die Sicherung erstellt wurde.</translation>
    </message>
</context>
<context>
    <name>keystead::ui::Backups</name>
    <message>
        <source>Daily</source>
        <translation>Täglich</translation>
    </message>
    <message>
        <source>Before an update of the vault&apos;s format</source>
        <translation>Vor einer Umstellung des Tresorformats</translation>
    </message>
    <message>
        <source>Before the keys were replaced</source>
        <translation>Vor dem Ersetzen der Schlüssel</translation>
    </message>
    <message>
        <source>Before a restore</source>
        <translation>Vor einer Wiederherstellung</translation>
    </message>
    <message>
        <source>Made anew when a profile was erased</source>
        <translation>Neu erstellt, als ein Profil gelöscht wurde</translation>
    </message>
    <message>
        <source>Made by you</source>
        <translation>Von Ihnen erstellt</translation>
    </message>
    <message>
        <source>Permissions of the files</source>
        <translation>Zugriffsrechte der Dateien</translation>
    </message>
    <message>
        <source>Key file</source>
        <translation>Schlüsseldatei</translation>
    </message>
    <message>
        <source>Pages of the database</source>
        <translation>Seiten der Datenbank</translation>
    </message>
    <message>
        <source>Schema of the database</source>
        <translation>Schema der Datenbank</translation>
    </message>
    <message>
        <source>Seals of the secrets</source>
        <translation>Siegel der Geheimnisse</translation>
    </message>
    <message>
        <source>Audit trail</source>
        <translation>Prüfprotokoll</translation>
    </message>
    <message>
        <source>Anchors (is it an old copy?)</source>
        <translation>Anker (ist es eine alte Kopie?)</translation>
    </message>
    <message>
        <source>Automatic backups</source>
        <translation>Automatische Sicherungen</translation>
    </message>
    <message>
        <source>There is no such file. Choose another one.</source>
        <translation>Diese Datei gibt es nicht. Wählen Sie eine andere.</translation>
    </message>
    <message>
        <source>That file is there already. Choose another name, or tick that it shall be replaced.</source>
        <translation>Diese Datei gibt es schon. Wählen Sie einen anderen Namen, oder kreuzen Sie an, dass sie ersetzt werden soll.</translation>
    </message>
    <message>
        <source>This is no backup of Keystead, or the secret does not open it.</source>
        <translation>Das ist keine Sicherung von Keystead, oder das Geheimnis öffnet sie nicht.</translation>
    </message>
    <message>
        <source>That passphrase does not open it. Check Caps Lock and the keyboard layout. Nothing was changed.</source>
        <translation>Diese Passphrase öffnet sie nicht. Prüfen Sie Feststelltaste und Tastaturbelegung. Es wurde nichts geändert.</translation>
    </message>
    <message>
        <source>That key does not open it. Nothing was changed.</source>
        <translation>Dieser Schlüssel öffnet sie nicht. Es wurde nichts geändert.</translation>
    </message>
    <message>
        <source>The backup, or what is needed to open it, is damaged. Nothing was changed. Choose another one.</source>
        <translation>Die Sicherung, oder was zum Öffnen nötig ist, ist beschädigt. Es wurde nichts geändert. Wählen Sie eine andere.</translation>
    </message>
    <message>
        <source>The backup does not fit this vault: it was changed, or its trail was signed by another vault. Nothing was changed. Choose another one.</source>
        <translation>Die Sicherung passt nicht zu diesem Tresor: Sie wurde verändert, oder ihr Protokoll hat ein anderer Tresor signiert. Es wurde nichts geändert. Wählen Sie eine andere.</translation>
    </message>
    <message>
        <source>The backup was made by a newer Keystead. Update Keystead first.</source>
        <translation>Die Sicherung stammt von einem neueren Keystead. Aktualisieren Sie zuerst Keystead.</translation>
    </message>
    <message>
        <source>The passphrase of the vault that stands here is needed. Enter it and try again.</source>
        <translation>Die Passphrase des Tresors, der hier steht, ist nötig. Geben Sie sie ein und versuchen Sie es noch einmal.</translation>
    </message>
    <message>
        <source>Nothing is damaged, so nothing is repaired. To go back to an earlier state, restore a backup.</source>
        <translation>Nichts ist beschädigt, also wird nichts repariert. Um zu einem früheren Stand zurückzukehren, stellen Sie eine Sicherung wieder her.</translation>
    </message>
</context>
<context>
    <name>keystead::ui::BackupsPage</name>
    <message>
        <source>Backups</source>
        <translation>Sicherungen</translation>
    </message>
    <message>
        <source>Backups of your own</source>
        <translation>Eigene Sicherungen</translation>
    </message>
    <message>
        <source>One encrypted file on another disk protects from the loss of this computer. It opens with a passphrase or a recovery key, on any computer, also without Keystead.</source>
        <translation>Eine verschlüsselte Datei auf einem anderen Datenträger schützt vor dem Verlust dieses Rechners. Sie öffnet sich mit einer Passphrase oder einem Wiederherstellungsschlüssel, auf jedem Rechner, auch ohne Keystead.</translation>
    </message>
    <message>
        <source>Back up now…</source>
        <translation>Jetzt sichern …</translation>
    </message>
    <message>
        <source>Restore from a backup…</source>
        <translation>Aus einer Sicherung wiederherstellen …</translation>
    </message>
    <message>
        <source>Automatic backups</source>
        <translation>Automatische Sicherungen</translation>
    </message>
    <message>
        <source>One a day while the vault is open, and one before each change of its format or keys. Kept are seven days, four weeks and twelve months. Each was opened again and verified when it was made. They lie beside the vault and open with its own keys: they do not protect from the loss of the disk.</source>
        <translation>Eine am Tag, solange der Tresor offen ist, und eine vor jeder Änderung seines Formats oder seiner Schlüssel. Aufbewahrt werden sieben Tage, vier Wochen und zwölf Monate. Jede wurde nach dem Erstellen wieder geöffnet und geprüft. Sie liegen neben dem Tresor und öffnen sich mit seinen eigenen Schlüsseln: Vor dem Verlust des Datenträgers schützen sie nicht.</translation>
    </message>
    <message>
        <source>Make one now</source>
        <translation>Jetzt eine erstellen</translation>
    </message>
    <message>
        <source>Check them</source>
        <translation>Prüfen</translation>
    </message>
    <message>
        <source>There is none yet. The first one is made within a day.</source>
        <translation>Noch keine. Die erste wird innerhalb eines Tages erstellt.</translation>
    </message>
    <message>
        <source>Made</source>
        <translation>Erstellt</translation>
    </message>
    <message>
        <source>Why</source>
        <translation>Anlass</translation>
    </message>
    <message>
        <source>Size</source>
        <translation>Größe</translation>
    </message>
    <message>
        <source>Restore…</source>
        <translation>Wiederherstellen …</translation>
    </message>
    <message>
        <source>Restore the backup of %1</source>
        <translation>Die Sicherung vom %1 wiederherstellen</translation>
    </message>
    <message>
        <source>The backup is there and verified</source>
        <translation>Die Sicherung ist da und geprüft</translation>
    </message>
    <message numerus="yes">
        <source>%1 (%2, %n connections). Keep it on another disk.</source>
        <translation>
            <numerusform>%1 (%2, %n Verbindung). Bewahren Sie sie auf einem anderen Datenträger auf.</numerusform>
            <numerusform>%1 (%2, %n Verbindungen). Bewahren Sie sie auf einem anderen Datenträger auf.</numerusform>
        </translation>
    </message>
    <message>
        <source>Stopped; everything is as it was.</source>
        <translation>Abgebrochen; alles ist wie zuvor.</translation>
    </message>
    <message>
        <source>Writing and verifying the backup…</source>
        <translation>Die Sicherung wird geschrieben und geprüft …</translation>
    </message>
    <message>
        <source>Checking the automatic backups…</source>
        <translation>Die automatischen Sicherungen werden geprüft …</translation>
    </message>
    <message>
        <source>An automatic backup cannot be opened: %1. Make one now.</source>
        <translation>Eine automatische Sicherung lässt sich nicht öffnen: %1. Erstellen Sie jetzt eine neue.</translation>
    </message>
    <message>
        <source>Every automatic backup is there and has its key</source>
        <translation>Jede automatische Sicherung ist da und hat ihren Schlüssel</translation>
    </message>
    <message>
        <source>That did not work</source>
        <translation>Das ging nicht</translation>
    </message>
</context>
<context>
    <name>keystead::ui::BatchImport</name>
    <message>
        <source>No credential could be read</source>
        <translation>Keine Zugangsdaten lesbar</translation>
    </message>
    <message numerus="yes">
        <source>%n passed over</source>
        <translation>
            <numerusform>%n nicht gelesen</numerusform>
            <numerusform>%n nicht gelesen</numerusform>
        </translation>
    </message>
    <message>
        <source>%1; the file stays: %2</source>
        <translation>%1; die Datei bleibt: %2</translation>
    </message>
    <message>
        <source>%1; secrets taken out</source>
        <translation>%1; Geheimnisse entfernt</translation>
    </message>
    <message>
        <source>%1; file deleted</source>
        <translation>%1; Datei gelöscht</translation>
    </message>
</context>
<context>
    <name>keystead::ui::ChangePassphraseDialog</name>
    <message>
        <source>Change the passphrase</source>
        <translation>Passphrase ändern</translation>
    </message>
    <message>
        <source>It takes the place of the passphrase of “%1”. The vault&apos;s keys are replaced afterwards; other ways to open the vault stay.</source>
        <translation>Sie tritt an die Stelle der Passphrase von „%1“. Danach werden die Schlüssel des Tresors ersetzt; andere Wege, ihn zu öffnen, bleiben.</translation>
    </message>
    <message>
        <source>Change</source>
        <translation>Ändern</translation>
    </message>
    <message>
        <source>Enter the passphrase that holds until now.</source>
        <translation>Geben Sie die bisherige Passphrase ein.</translation>
    </message>
    <message>
        <source>Changing the passphrase…</source>
        <translation>Die Passphrase wird geändert …</translation>
    </message>
</context>
<context>
    <name>keystead::ui::CheckDialog</name>
    <message>
        <source>Check the vault</source>
        <translation>Tresor prüfen</translation>
    </message>
    <message>
        <source>Every page, seal and record is read. Nothing is changed. Enter the passphrase of the vault, or leave it empty to use this desktop&apos;s keychain.</source>
        <translation>Jede Seite, jedes Siegel und jeder Eintrag wird gelesen. Nichts wird geändert. Geben Sie die Passphrase des Tresors ein, oder lassen Sie das Feld leer, um den Schlüsselbund dieses Desktops zu benutzen.</translation>
    </message>
    <message>
        <source>Passphrase of the vault</source>
        <translation>Passphrase des Tresors</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Schließen</translation>
    </message>
    <message>
        <source>Check</source>
        <translation>Prüfen</translation>
    </message>
    <message>
        <source>Checking the vault…</source>
        <translation>Der Tresor wird geprüft …</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <translation>%1: %2</translation>
    </message>
    <message>
        <source>sound</source>
        <translation>in Ordnung</translation>
    </message>
    <message>
        <source>not sound</source>
        <translation>nicht in Ordnung</translation>
    </message>
    <message>
        <source>Nothing is damaged. Try to open it again.</source>
        <translation>Nichts ist beschädigt. Versuchen Sie noch einmal, ihn zu öffnen.</translation>
    </message>
    <message>
        <source>Repair it from a backup: what stands here now is kept.</source>
        <translation>Reparieren Sie ihn aus einer Sicherung: Was jetzt hier steht, wird aufgehoben.</translation>
    </message>
    <message>
        <source>Repair from a backup…</source>
        <translation>Aus einer Sicherung reparieren …</translation>
    </message>
</context>
<context>
    <name>keystead::ui::ColumnsPage</name>
    <message>
        <source>What the column “%1” is</source>
        <translation>Was die Spalte „%1“ ist</translation>
    </message>
    <message>
        <source>Another secret</source>
        <translation>Ein anderes Geheimnis</translation>
    </message>
    <message>
        <source>Say what each column is. What might be a secret is shown by its length only.</source>
        <translation>Sagen Sie, was jede Spalte ist. Was geheim sein könnte, zeigt nur seine Länge.</translation>
    </message>
    <message>
        <source>Column</source>
        <translation>Spalte</translation>
    </message>
    <message>
        <source>Holds</source>
        <translation>Enthält</translation>
    </message>
    <message>
        <source>Is</source>
        <translation>Ist</translation>
    </message>
    <message>
        <source>Column %1</source>
        <translation>Spalte %1</translation>
    </message>
    <message>
        <source>No column holds a secret yet</source>
        <translation>Noch enthält keine Spalte ein Geheimnis</translation>
    </message>
    <message>
        <source>Say which one is the password, the token or the API key.</source>
        <translation>Sagen Sie, welche das Passwort, das Token oder der API-Schlüssel ist.</translation>
    </message>
    <message>
        <source>Two columns are both “%1”</source>
        <translation>Zwei Spalten sind beide „%1“</translation>
    </message>
    <message>
        <source>Only one of them is kept. Say what the other is, or pass it over.</source>
        <translation>Nur eine davon bleibt erhalten. Sagen Sie, was die andere ist, oder übergehen Sie sie.</translation>
    </message>
</context>
<context>
    <name>keystead::ui::CommandList</name>
    <message>
        <source>Find an action</source>
        <translation>Befehl suchen</translation>
    </message>
    <message>
        <source>What do you want to do?</source>
        <translation>Was möchten Sie tun?</translation>
    </message>
    <message>
        <source>Actions</source>
        <translation>Befehle</translation>
    </message>
</context>
<context>
    <name>keystead::ui::ConfirmSheetDialog</name>
    <message>
        <source>Type the recovery key back</source>
        <translation>Wiederherstellungsschlüssel abtippen</translation>
    </message>
    <message>
        <source>Type the eight groups from the printed sheet. That shows that it can be read; until then it does not count as a way to open the vault.</source>
        <translation>Tippen Sie die acht Gruppen vom gedruckten Blatt ab. Das zeigt, dass es lesbar ist; vorher zählt es nicht als Weg, den Tresor zu öffnen.</translation>
    </message>
    <message>
        <source>Recovery key</source>
        <translation>Wiederherstellungsschlüssel</translation>
    </message>
    <message>
        <source>Recovery key from the sheet</source>
        <translation>Wiederherstellungsschlüssel vom Blatt</translation>
    </message>
    <message>
        <source>Upper or lower case, with or without dashes. The letters O, I, L and U are read as 0, 1, 1 and V.</source>
        <translation>Groß oder klein, mit oder ohne Striche. Die Buchstaben O, I, L und U werden als 0, 1, 1 und V gelesen.</translation>
    </message>
    <message>
        <source>Delete the file then: whoever reads it can open the vault</source>
        <translation>Danach die Datei löschen: Wer sie liest, kann den Tresor öffnen</translation>
    </message>
    <message>
        <source>Later</source>
        <translation>Später</translation>
    </message>
    <message>
        <source>Confirm</source>
        <translation>Bestätigen</translation>
    </message>
    <message>
        <source>The emergency sheet was written to</source>
        <translation>Das Notfallblatt wurde geschrieben nach</translation>
    </message>
    <message>
        <source>Open to print</source>
        <translation>Zum Drucken öffnen</translation>
    </message>
    <message>
        <source>No program on this computer opens PDF files.</source>
        <translation>Kein Programm auf diesem Rechner öffnet PDF-Dateien.</translation>
    </message>
    <message>
        <source>Print the file from another one.</source>
        <translation>Drucken Sie die Datei von einem anderen aus.</translation>
    </message>
    <message>
        <source>Type the recovery key from the sheet.</source>
        <translation>Tippen Sie den Wiederherstellungsschlüssel vom Blatt ab.</translation>
    </message>
    <message>
        <source>Comparing…</source>
        <translation>Wird verglichen …</translation>
    </message>
</context>
<context>
    <name>keystead::ui::ConnectionActions</name>
    <message>
        <source>Asking the service…</source>
        <translation>Der Dienst wird gefragt …</translation>
    </message>
    <message>
        <source>“%1” could not be tested</source>
        <translation>„%1“ konnte nicht getestet werden</translation>
    </message>
    <message>
        <source>Fetching a fresh token…</source>
        <translation>Ein frisches Token wird geholt …</translation>
    </message>
    <message>
        <source>“%1” is fresh again.</source>
        <translation>„%1“ ist wieder frisch.</translation>
    </message>
    <message>
        <source>“%1” could not be refreshed</source>
        <translation>„%1“ konnte nicht erneuert werden</translation>
    </message>
    <message>
        <source>Signed in to “%1”.</source>
        <translation>Bei „%1“ angemeldet.</translation>
    </message>
    <message>
        <source>“%1” was saved.</source>
        <translation>„%1“ wurde gespeichert.</translation>
    </message>
    <message>
        <source>“%1” is paused: it lends nothing until you resume it.</source>
        <translation>„%1“ pausiert und wird erst wieder verliehen, wenn Sie die Verbindung fortsetzen.</translation>
    </message>
    <message>
        <source>“%1” could not be paused</source>
        <translation>„%1“ konnte nicht angehalten werden</translation>
    </message>
    <message>
        <source>“%1” works again.</source>
        <translation>„%1“ ist wieder verfügbar.</translation>
    </message>
    <message>
        <source>“%1” could not be resumed</source>
        <translation>„%1“ konnte nicht fortgesetzt werden</translation>
    </message>
    <message>
        <source>End the tokens of “%1”?</source>
        <translation>Token von „%1“ widerrufen?</translation>
    </message>
    <message>
        <source>End tokens</source>
        <translation>Token widerrufen</translation>
    </message>
    <message>
        <source>The tokens of “%1” are ended.</source>
        <translation>Die Token von „%1“ sind widerrufen.</translation>
    </message>
    <message>
        <source>The tokens of “%1” may still work</source>
        <translation>Die Token von „%1“ könnten noch gültig sein</translation>
    </message>
    <message>
        <source>“%1” could not be removed</source>
        <translation>„%1“ konnte nicht entfernt werden</translation>
    </message>
    <message>
        <source>The service did not confirm</source>
        <translation>Der Dienst hat nicht bestätigt</translation>
    </message>
    <message>
        <source>The tokens of “%1” may still work, so it was kept. %2</source>
        <translation>Die Token von „%1“ könnten noch gültig sein, deshalb wurde die Verbindung behalten. %2</translation>
    </message>
    <message>
        <source>Remove anyway</source>
        <translation>Trotzdem entfernen</translation>
    </message>
    <message>
        <source>“%1” was removed and its tokens are ended.</source>
        <translation>„%1“ wurde entfernt, die Token sind widerrufen.</translation>
    </message>
    <message>
        <source>“%1” was removed from this vault. Its tokens were not ended at the service.</source>
        <translation>„%1“ wurde aus diesem Tresor entfernt. Die Token wurden beim Dienst nicht widerrufen.</translation>
    </message>
    <message>
        <source>“%1” is back.</source>
        <translation>„%1“ ist wieder da.</translation>
    </message>
    <message>
        <source>“%1” could not be brought back</source>
        <translation>„%1“ konnte nicht wiederhergestellt werden</translation>
    </message>
    <message>
        <source>The secret of “%1” stays hidden</source>
        <translation>Das Geheimnis von „%1“ bleibt verborgen</translation>
    </message>
    <message>
        <source>%1 of “%2” is shown for 30 seconds. This is written to the audit trail.</source>
        <translation>%1 von „%2“ wird 30 Sekunden lang angezeigt. Das wird im Prüfprotokoll vermerkt.</translation>
    </message>
    <message>
        <source>Reveal</source>
        <translation>Anzeigen</translation>
    </message>
    <message>
        <source>%1 of “%2” is copied to the clipboard and cleared after a while. Programs on this desktop can read it until then.</source>
        <translation>%1 von „%2“ kommt in die Zwischenablage und wird nach einer Weile gelöscht. Bis dahin können Programme auf diesem Desktop mitlesen.</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>Kopieren</translation>
    </message>
    <message>
        <source>%1 copied. The clipboard is cleared in %2 seconds.</source>
        <translation>%1 kopiert. Die Zwischenablage wird in %2 Sekunden geleert.</translation>
    </message>
    <message>
        <source>The service (%1) is asked to end them at once. Programs that use them stop working. The connection stays here; signing in again brings it back.</source>
        <translation>Der Dienst (%1) wird gebeten, sie sofort zu beenden. Programme, die sie benutzen, funktionieren dann nicht mehr. Die Verbindung bleibt hier; eine neue Anmeldung stellt sie wieder her.</translation>
    </message>
    <message>
        <source>Use “%1” here again?</source>
        <translation>„%1“ hier wieder benutzen?</translation>
    </message>
    <message>
        <source>It came out of a backup. If another computer goes on using this sign-in, both renew it and the service may end it for both. Signing in again is always safe.</source>
        <translation>Sie stammt aus einer Sicherung. Benutzt ein anderer Rechner diese Anmeldung weiter, erneuern sie beide, und der Dienst beendet sie vielleicht für beide. Neu anmelden ist immer sicher.</translation>
    </message>
    <message>
        <source>No other computer uses it</source>
        <translation>Kein anderer Rechner benutzt sie</translation>
    </message>
    <message>
        <source>“%1” is kept fresh here again.</source>
        <translation>„%1“ wird hier wieder frisch gehalten.</translation>
    </message>
    <message>
        <source>“%1” still waits</source>
        <translation>„%1“ wartet weiter</translation>
    </message>
</context>
<context>
    <name>keystead::ui::ConnectionList</name>
    <message>
        <source>Connections</source>
        <translation>Verbindungen</translation>
    </message>
    <message>
        <source>Fit the columns to the window</source>
        <translation>Spalten an das Fenster anpassen</translation>
    </message>
</context>
<context>
    <name>keystead::ui::ConnectionModel</name>
    <message>
        <source>never</source>
        <translation>nie</translation>
    </message>
    <message>
        <source>%1, %2, %3</source>
        <translation>%1, %2, %3</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Name</translation>
    </message>
    <message>
        <source>Account</source>
        <translation>Konto</translation>
    </message>
    <message>
        <source>Provider</source>
        <translation>Anbieter</translation>
    </message>
    <message>
        <source>State</source>
        <translation>Zustand</translation>
    </message>
    <message>
        <source>Expires</source>
        <translation>Läuft ab</translation>
    </message>
    <message>
        <source>Last used</source>
        <translation>Zuletzt benutzt</translation>
    </message>
    <message>
        <source>Last used: %1</source>
        <translation>Zuletzt benutzt: %1</translation>
    </message>
    <message>
        <source>Last tested: %1</source>
        <translation>Zuletzt getestet: %1</translation>
    </message>
</context>
<context>
    <name>keystead::ui::ConnectionsPage</name>
    <message>
        <source>All connections</source>
        <translation>Alle Verbindungen</translation>
    </message>
    <message>
        <source>Search connections</source>
        <translation>Verbindungen suchen</translation>
    </message>
    <message>
        <source>Search by name, account, provider, tag or server (Ctrl+F)</source>
        <translation>Nach Name, Konto, Anbieter, Schlagwort oder Server suchen (Strg+F)</translation>
    </message>
    <message>
        <source>Add connection</source>
        <translation>Verbindung hinzufügen</translation>
    </message>
    <message>
        <source>Add a connection (Ctrl+N)</source>
        <translation>Verbindung hinzufügen (Strg+N)</translation>
    </message>
    <message>
        <source>No connections yet</source>
        <translation>Noch keine Verbindungen</translation>
    </message>
    <message>
        <source>A connection is one account at one service: its key, password or sign-in. Keystead keeps it safe and fresh, and notes who used it.</source>
        <translation>Eine Verbindung ist ein Konto bei einem Dienst: sein Schlüssel, Passwort oder seine Anmeldung. Keystead verwahrt sie sicher, hält sie frisch und merkt sich, wer sie benutzt hat.</translation>
    </message>
    <message>
        <source>Add your first connection</source>
        <translation>Erste Verbindung hinzufügen</translation>
    </message>
    <message>
        <source>Try it with a practice account</source>
        <translation>Mit einem Übungskonto ausprobieren</translation>
    </message>
    <message>
        <source>Nothing found</source>
        <translation>Nichts gefunden</translation>
    </message>
    <message>
        <source>No connection here matches what you typed.</source>
        <translation>Hier passt keine Verbindung zu Ihrer Eingabe.</translation>
    </message>
    <message>
        <source>Clear the search</source>
        <translation>Suche leeren</translation>
    </message>
    <message>
        <source>Nothing here</source>
        <translation>Hier ist nichts</translation>
    </message>
    <message>
        <source>No connection belongs to this group right now.</source>
        <translation>Zu dieser Gruppe gehört im Moment keine Verbindung.</translation>
    </message>
    <message>
        <source>%1: “%2”</source>
        <translation>%1: „%2“</translation>
    </message>
    <message>
        <source>Import what you have…</source>
        <translation>Vorhandenes importieren…</translation>
    </message>
</context>
<context>
    <name>keystead::ui::DetailPane</name>
    <message>
        <source>Nothing selected</source>
        <translation>Nichts ausgewählt</translation>
    </message>
    <message>
        <source>Choose a connection to see its state, secrets and history.</source>
        <translation>Wählen Sie eine Verbindung, um Zustand, Geheimnisse und Verlauf zu sehen.</translation>
    </message>
    <message>
        <source>Details of the connection</source>
        <translation>Einzelheiten der Verbindung</translation>
    </message>
    <message>
        <source>Test</source>
        <translation>Testen</translation>
    </message>
    <message>
        <source>Ask the service whether this connection works (Ctrl+T)</source>
        <translation>Den Dienst fragen, ob diese Verbindung funktioniert (Strg+T)</translation>
    </message>
    <message>
        <source>Refresh</source>
        <translation>Erneuern</translation>
    </message>
    <message>
        <source>Fetch a fresh token now (F5)</source>
        <translation>Jetzt ein frisches Token holen (F5)</translation>
    </message>
    <message>
        <source>More actions</source>
        <translation>Weitere Befehle</translation>
    </message>
    <message>
        <source>Sign in again</source>
        <translation>Neu anmelden</translation>
    </message>
    <message>
        <source>Resume</source>
        <translation>Fortsetzen</translation>
    </message>
    <message>
        <source>Sign in</source>
        <translation>Anmelden</translation>
    </message>
    <message>
        <source>Fetch a token</source>
        <translation>Token holen</translation>
    </message>
    <message>
        <source>Refresh now</source>
        <translation>Jetzt erneuern</translation>
    </message>
    <message>
        <source>Replace…</source>
        <translation>Ersetzen …</translation>
    </message>
    <message>
        <source>Account: %1</source>
        <translation>Konto: %1</translation>
    </message>
    <message>
        <source>Missing permissions: %1</source>
        <translation>Fehlende Berechtigungen: %1</translation>
    </message>
    <message>
        <source>Answered in %1</source>
        <translation>Antwort nach %1</translation>
    </message>
    <message>
        <source>%1 of %2 requests left</source>
        <translation>Noch %1 von %2 Anfragen frei</translation>
    </message>
    <message>
        <source>%1 requests left</source>
        <translation>Noch %1 Anfragen frei</translation>
    </message>
    <message>
        <source>%1: “%2”</source>
        <translation>%1: „%2“</translation>
    </message>
    <message>
        <source>Paused: resume it first</source>
        <translation>Angehalten: zuerst fortsetzen</translation>
    </message>
    <message>
        <source>Use it here again…</source>
        <translation>Hier wieder benutzen …</translation>
    </message>
</context>
<context>
    <name>keystead::ui::DonePage</name>
    <message>
        <source>Test again</source>
        <translation>Noch einmal testen</translation>
    </message>
    <message>
        <source>“%1” is ready</source>
        <translation>„%1“ ist bereit</translation>
    </message>
    <message>
        <source>Stored in the vault. Keystead refreshes it before it expires.</source>
        <translation>Im Tresor gespeichert. Keystead erneuert die Anmeldung, bevor sie abläuft.</translation>
    </message>
    <message>
        <source>Testing: asking the service…</source>
        <translation>Test läuft: Der Dienst wird gefragt …</translation>
    </message>
    <message>
        <source>Account: %1</source>
        <translation>Konto: %1</translation>
    </message>
    <message>
        <source>Answered in %1</source>
        <translation>Antwort nach %1</translation>
    </message>
    <message>
        <source>Stored in the vault (%1).</source>
        <translation>Im Tresor abgelegt (%1).</translation>
    </message>
</context>
<context>
    <name>keystead::ui::EditDialog</name>
    <message>
        <source>Edit connection</source>
        <translation>Verbindung bearbeiten</translation>
    </message>
    <message>
        <source>Edit “%1”</source>
        <translation>„%1“ bearbeiten</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Name</translation>
    </message>
    <message>
        <source>Tags</source>
        <translation>Schlagwörter</translation>
    </message>
    <message>
        <source>Permissions to ask for</source>
        <translation>Angefragte Berechtigungen</translation>
    </message>
    <message>
        <source>Takes effect at the next sign-in.</source>
        <translation>Gilt ab der nächsten Anmeldung.</translation>
    </message>
    <message>
        <source>Notes</source>
        <translation>Notizen</translation>
    </message>
    <message>
        <source>Notes are kept in the vault but shown openly. Secrets belong in a secret field.</source>
        <translation>Notizen liegen im Tresor, werden aber offen angezeigt. Geheimnisse gehören in ein Geheimnisfeld.</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>Speichern</translation>
    </message>
    <message>
        <source>Leave empty to keep the one stored</source>
        <translation>Leer lassen, um das Gespeicherte zu behalten</translation>
    </message>
    <message>
        <source>New: %1</source>
        <translation>Neu: %1</translation>
    </message>
</context>
<context>
    <name>keystead::ui::EraseDialog</name>
    <message>
        <source>Erase profile</source>
        <translation>Profil löschen</translation>
    </message>
    <message numerus="yes">
        <source>and %n more</source>
        <translation>
            <numerusform>und %n weitere</numerusform>
            <numerusform>und %n weitere</numerusform>
        </translation>
    </message>
    <message>
        <source>Erase “%1” for good?</source>
        <translation>„%1“ endgültig löschen?</translation>
    </message>
    <message>
        <source>This is destroyed and cannot be brought back</source>
        <translation>Das wird vernichtet und kommt nicht wieder</translation>
    </message>
    <message>
        <source>the key of the profile, and with it every secret in it</source>
        <translation>der Schlüssel des Profils und damit jedes Geheimnis darin</translation>
    </message>
    <message numerus="yes">
        <source>its %n connections, and its OAuth clients</source>
        <translation>
            <numerusform>seine %n Verbindung und seine OAuth-Clients</numerusform>
            <numerusform>seine %n Verbindungen und seine OAuth-Clients</numerusform>
        </translation>
    </message>
    <message>
        <source>what the audit trail says of them; their places in the chain stay, empty</source>
        <translation>was das Protokoll darüber sagt; die Plätze in der Kette bleiben leer stehen</translation>
    </message>
    <message>
        <source>it is the only profile: an empty one called “Personal” takes its place</source>
        <translation>es ist das einzige Profil: An seine Stelle tritt ein leeres namens „Personal“</translation>
    </message>
    <message>
        <source>These automatic backups are rewritten without it</source>
        <translation>Diese automatischen Sicherungen werden ohne es neu geschrieben</translation>
    </message>
    <message>
        <source>All in the vault&apos;s folder.</source>
        <translation>Alle im Ordner des Tresors.</translation>
    </message>
    <message>
        <source>This is not reached</source>
        <translation>Das wird nicht erreicht</translation>
    </message>
    <message>
        <source>backups that you exported to files of your own: delete them yourself</source>
        <translation>Sicherungen, die Sie in eigene Dateien exportiert haben: löschen Sie sie selbst</translation>
    </message>
    <message>
        <source>tokens at the services: end them first where they should stop working</source>
        <translation>Tokens bei den Diensten: beenden Sie sie vorher, wenn sie nicht mehr gelten sollen</translation>
    </message>
    <message>
        <source>files that programs made with these credentials</source>
        <translation>Dateien, die Programme mit diesen Zugangsdaten angelegt haben</translation>
    </message>
    <message>
        <source>Write a certificate of the erasure</source>
        <translation>Eine Bescheinigung über die Löschung schreiben</translation>
    </message>
    <message>
        <source>Certificate</source>
        <translation>Bescheinigung</translation>
    </message>
    <message>
        <source>Type the name of the profile to confirm: %1</source>
        <translation>Zur Bestätigung den Namen des Profils eintippen: %1</translation>
    </message>
    <message>
        <source>Name of the profile, to confirm</source>
        <translation>Name des Profils, zur Bestätigung</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>Erase for good…</source>
        <translation>Endgültig löschen…</translation>
    </message>
    <message>
        <source>What was erased</source>
        <translation>Was gelöscht wurde</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Schließen</translation>
    </message>
    <message>
        <source>“%1” and everything in it is destroyed.</source>
        <translation>„%1“ und alles darin wird vernichtet.</translation>
    </message>
    <message>
        <source>Erase for good</source>
        <translation>Endgültig löschen</translation>
    </message>
    <message>
        <source>Erasing, and rewriting the vault and its backups…</source>
        <translation>Das Profil wird gelöscht, Tresor und Sicherungen werden neu geschrieben…</translation>
    </message>
    <message>
        <source>“%1” was erased</source>
        <translation>„%1“ ist gelöscht</translation>
    </message>
    <message>
        <source>Record %1 of the audit trail says so, without personal data.</source>
        <translation>Eintrag %1 des Protokolls hält es fest, ohne personenbezogene Daten.</translation>
    </message>
    <message>
        <source>Connections: %1</source>
        <translation>Verbindungen: %1</translation>
    </message>
    <message>
        <source>OAuth clients: %1</source>
        <translation>OAuth-Clients: %1</translation>
    </message>
    <message>
        <source>Sealed secrets: %1</source>
        <translation>Versiegelte Geheimnisse: %1</translation>
    </message>
    <message>
        <source>Records of the trail: %1</source>
        <translation>Einträge des Protokolls: %1</translation>
    </message>
    <message>
        <source>%1, made on %2</source>
        <translation>%1, angelegt am %2</translation>
    </message>
    <message>
        <source>Automatic backups that were rewritten without it</source>
        <translation>Automatische Sicherungen, die ohne es neu geschrieben wurden</translation>
    </message>
    <message>
        <source>Automatic backups that could not be rewritten: delete them yourself</source>
        <translation>Automatische Sicherungen, bei denen das nicht ging: löschen Sie sie selbst</translation>
    </message>
    <message>
        <source>Backups that you exported, and that still hold it</source>
        <translation>Von Ihnen exportierte Sicherungen, die es noch enthalten</translation>
    </message>
</context>
<context>
    <name>keystead::ui::Errors</name>
    <message>
        <source>Something that was entered is not right.</source>
        <translation>Eine der Eingaben stimmt nicht.</translation>
    </message>
    <message>
        <source>Some fields need another look.</source>
        <translation>Einige Felder brauchen noch einen Blick.</translation>
    </message>
    <message>
        <source>That is not there any more.</source>
        <translation>Das gibt es nicht mehr.</translation>
    </message>
    <message>
        <source>It may have been removed in the meantime.</source>
        <translation>Vielleicht wurde es inzwischen entfernt.</translation>
    </message>
    <message>
        <source>That name is taken.</source>
        <translation>Dieser Name ist vergeben.</translation>
    </message>
    <message>
        <source>Choose another one.</source>
        <translation>Wählen Sie einen anderen.</translation>
    </message>
    <message>
        <source>Several connections have this name.</source>
        <translation>Mehrere Verbindungen heißen so.</translation>
    </message>
    <message>
        <source>Name the profile too.</source>
        <translation>Nennen Sie auch das Profil.</translation>
    </message>
    <message>
        <source>The service does not offer this.</source>
        <translation>Das bietet der Dienst nicht an.</translation>
    </message>
    <message>
        <source>This text cannot be understood.</source>
        <translation>Dieser Text ist nicht zu verstehen.</translation>
    </message>
    <message>
        <source>Check that it was copied completely.</source>
        <translation>Prüfen Sie, ob er vollständig kopiert wurde.</translation>
    </message>
    <message>
        <source>That is more than Keystead accepts.</source>
        <translation>Das ist mehr, als Keystead annimmt.</translation>
    </message>
    <message>
        <source>That is not possible right now.</source>
        <translation>Das geht gerade nicht.</translation>
    </message>
    <message>
        <source>Wait until the current step has ended.</source>
        <translation>Warten Sie, bis der laufende Schritt zu Ende ist.</translation>
    </message>
    <message>
        <source>There is no vault yet.</source>
        <translation>Es gibt noch keinen Tresor.</translation>
    </message>
    <message>
        <source>The vault is locked.</source>
        <translation>Der Tresor ist gesperrt.</translation>
    </message>
    <message>
        <source>Unlock it and try again.</source>
        <translation>Entsperren Sie ihn und versuchen Sie es noch einmal.</translation>
    </message>
    <message>
        <source>There is a vault already.</source>
        <translation>Es gibt schon einen Tresor.</translation>
    </message>
    <message>
        <source>Unlock it, or choose another folder.</source>
        <translation>Entsperren Sie ihn oder wählen Sie einen anderen Ordner.</translation>
    </message>
    <message>
        <source>Another program is using this vault.</source>
        <translation>Ein anderes Programm benutzt diesen Tresor.</translation>
    </message>
    <message>
        <source>Close the other Keystead and try again.</source>
        <translation>Schließen Sie das andere Keystead und versuchen Sie es noch einmal.</translation>
    </message>
    <message>
        <source>That passphrase does not fit.</source>
        <translation>Diese Passphrase passt nicht.</translation>
    </message>
    <message>
        <source>Check Caps Lock and the keyboard layout. Nothing was changed.</source>
        <translation>Prüfen Sie Feststelltaste und Tastaturbelegung. Es wurde nichts verändert.</translation>
    </message>
    <message>
        <source>This key does not open the vault.</source>
        <translation>Dieser Schlüssel öffnet den Tresor nicht.</translation>
    </message>
    <message>
        <source>Use the passphrase, or put the matching key file back.</source>
        <translation>Nehmen Sie die Passphrase oder legen Sie die passende Schlüsseldatei zurück.</translation>
    </message>
    <message>
        <source>The vault is damaged.</source>
        <translation>Der Tresor ist beschädigt.</translation>
    </message>
    <message>
        <source>Nothing was changed. Copy the folder to a safe place, then restore a backup.</source>
        <translation>Es wurde nichts verändert. Kopieren Sie den Ordner an einen sicheren Ort und spielen Sie dann eine Sicherung ein.</translation>
    </message>
    <message>
        <source>Somebody changed the vault&apos;s files.</source>
        <translation>Jemand hat die Dateien des Tresors verändert.</translation>
    </message>
    <message>
        <source>Nothing was changed. Restore a backup that you trust.</source>
        <translation>Keystead hat nichts angerührt. Spielen Sie eine Sicherung ein, der Sie vertrauen.</translation>
    </message>
    <message>
        <source>This vault was written by a newer Keystead.</source>
        <translation>Dieser Tresor stammt von einem neueren Keystead.</translation>
    </message>
    <message>
        <source>Update Keystead. The vault was left as it is.</source>
        <translation>Aktualisieren Sie Keystead. Der Tresor blieb, wie er ist.</translation>
    </message>
    <message>
        <source>This vault is older than the last one seen here.</source>
        <translation>Dieser Tresor ist älter als der zuletzt hier gesehene.</translation>
    </message>
    <message>
        <source>If you did not restore a backup, somebody may have put an old copy in its place.</source>
        <translation>Wenn Sie keine Sicherung eingespielt haben, hat vielleicht jemand eine alte Kopie untergeschoben.</translation>
    </message>
    <message>
        <source>Too many attempts.</source>
        <translation>Zu viele Versuche.</translation>
    </message>
    <message>
        <source>Wait a moment before the next one.</source>
        <translation>Warten Sie einen Moment bis zum nächsten.</translation>
    </message>
    <message>
        <source>This desktop has no keychain that answers.</source>
        <translation>Auf diesem Desktop antwortet kein Schlüsselbund.</translation>
    </message>
    <message>
        <source>Use your passphrase.</source>
        <translation>Nehmen Sie Ihre Passphrase.</translation>
    </message>
    <message>
        <source>The desktop&apos;s keychain is locked.</source>
        <translation>Der Schlüsselbund des Desktops ist gesperrt.</translation>
    </message>
    <message>
        <source>Unlock it, or use your passphrase.</source>
        <translation>Entsperren Sie ihn oder nehmen Sie Ihre Passphrase.</translation>
    </message>
    <message>
        <source>The desktop&apos;s keychain refused.</source>
        <translation>Der Schlüsselbund des Desktops hat abgelehnt.</translation>
    </message>
    <message>
        <source>Allow access there, or use your passphrase.</source>
        <translation>Erlauben Sie dort den Zugriff oder nehmen Sie Ihre Passphrase.</translation>
    </message>
    <message>
        <source>The key is not in this desktop&apos;s keychain.</source>
        <translation>Der Schlüssel liegt nicht im Schlüsselbund dieses Desktops.</translation>
    </message>
    <message>
        <source>Use your passphrase. The vault may come from another computer.</source>
        <translation>Nehmen Sie Ihre Passphrase. Vielleicht kommt der Tresor von einem anderen Rechner.</translation>
    </message>
    <message>
        <source>The disk is full.</source>
        <translation>Der Datenträger ist voll.</translation>
    </message>
    <message>
        <source>Nothing was lost. Make room and try again.</source>
        <translation>Nichts ging verloren. Schaffen Sie Platz und versuchen Sie es noch einmal.</translation>
    </message>
    <message>
        <source>The vault&apos;s folder cannot be written.</source>
        <translation>In den Ordner des Tresors lässt sich nicht schreiben.</translation>
    </message>
    <message>
        <source>Nothing was lost. Check its permissions and try again.</source>
        <translation>Nichts ging verloren. Prüfen Sie seine Rechte und versuchen Sie es noch einmal.</translation>
    </message>
    <message>
        <source>The disk reported a fault.</source>
        <translation>Der Datenträger meldet einen Fehler.</translation>
    </message>
    <message>
        <source>Copy the vault to another disk soon.</source>
        <translation>Kopieren Sie den Tresor bald auf einen anderen Datenträger.</translation>
    </message>
    <message>
        <source>Other users could read or change the vault&apos;s files.</source>
        <translation>Andere Benutzer könnten die Dateien des Tresors lesen oder ändern.</translation>
    </message>
    <message>
        <source>Make the folder yours alone (mode 0700, files 0600) and start again.</source>
        <translation>Machen Sie den Ordner nur für sich zugänglich (Modus 0700, Dateien 0600) und starten Sie neu.</translation>
    </message>
    <message>
        <source>Another change came first.</source>
        <translation>Eine andere Änderung kam zuvor.</translation>
    </message>
    <message>
        <source>Try again.</source>
        <translation>Versuchen Sie es noch einmal.</translation>
    </message>
    <message>
        <source>A cryptographic operation failed.</source>
        <translation>Eine kryptografische Operation schlug fehl.</translation>
    </message>
    <message>
        <source>Check that the key or certificate is complete.</source>
        <translation>Prüfen Sie, ob Schlüssel oder Zertifikat vollständig sind.</translation>
    </message>
    <message>
        <source>The service cannot be reached.</source>
        <translation>Der Dienst ist nicht erreichbar.</translation>
    </message>
    <message>
        <source>Check the network; nothing was lost. Keystead tries again by itself.</source>
        <translation>Prüfen Sie das Netz; nichts ging verloren. Keystead versucht es von selbst noch einmal.</translation>
    </message>
    <message>
        <source>The service did not answer in time.</source>
        <translation>Der Dienst hat nicht rechtzeitig geantwortet.</translation>
    </message>
    <message>
        <source>Try again in a moment; nothing was lost.</source>
        <translation>Versuchen Sie es gleich noch einmal; nichts ging verloren.</translation>
    </message>
    <message>
        <source>The service&apos;s certificate is not trustworthy.</source>
        <translation>Dem Zertifikat des Dienstes ist nicht zu trauen.</translation>
    </message>
    <message>
        <source>A proxy or a wrong clock can cause this. Nothing was sent.</source>
        <translation>Ein Proxy oder eine falsch gehende Uhr kann der Grund sein. Es wurde nichts gesendet.</translation>
    </message>
    <message>
        <source>The service answered with far too much.</source>
        <translation>Der Dienst hat mit viel zu vielen Daten geantwortet.</translation>
    </message>
    <message>
        <source>Check the address; it may belong to something else.</source>
        <translation>Prüfen Sie die Adresse; vielleicht gehört sie zu etwas anderem.</translation>
    </message>
    <message>
        <source>The service tried to send the credential elsewhere.</source>
        <translation>Der Dienst wollte die Zugangsdaten anderswohin leiten.</translation>
    </message>
    <message>
        <source>It was not followed. Check the address.</source>
        <translation>Keystead ist nicht gefolgt. Prüfen Sie die Adresse.</translation>
    </message>
    <message>
        <source>The service has a fault of its own.</source>
        <translation>Der Dienst hat selbst eine Störung.</translation>
    </message>
    <message>
        <source>Keystead tries again by itself; nothing was lost.</source>
        <translation>Keystead versucht es von selbst noch einmal; nichts ging verloren.</translation>
    </message>
    <message>
        <source>The service asks for a pause.</source>
        <translation>Der Dienst bittet um eine Pause.</translation>
    </message>
    <message>
        <source>Keystead waits and tries again by itself.</source>
        <translation>Keystead wartet und versucht es von selbst noch einmal.</translation>
    </message>
    <message>
        <source>The service&apos;s answer makes no sense.</source>
        <translation>Die Antwort des Dienstes ergibt keinen Sinn.</translation>
    </message>
    <message>
        <source>Check the address; a login page or a proxy may have answered instead.</source>
        <translation>Prüfen Sie die Adresse; vielleicht hat stattdessen eine Anmeldeseite oder ein Proxy geantwortet.</translation>
    </message>
    <message>
        <source>The service refuses this credential.</source>
        <translation>Der Dienst lehnt diese Zugangsdaten ab.</translation>
    </message>
    <message>
        <source>Sign in again, or replace the key.</source>
        <translation>Melden Sie sich neu an oder ersetzen Sie den Schlüssel.</translation>
    </message>
    <message>
        <source>The service denies this account the permission.</source>
        <translation>Der Dienst verweigert diesem Konto die Berechtigung.</translation>
    </message>
    <message>
        <source>Sign in again with more permissions, or ask its administrator.</source>
        <translation>Melden Sie sich mit mehr Berechtigungen neu an oder fragen Sie die Verwaltung des Dienstes.</translation>
    </message>
    <message>
        <source>The service has ended this sign-in.</source>
        <translation>Der Dienst hat diese Anmeldung beendet.</translation>
    </message>
    <message>
        <source>Sign in again; name, access and history stay.</source>
        <translation>Melden Sie sich neu an; Name, Zugriffe und Verlauf bleiben erhalten.</translation>
    </message>
    <message>
        <source>The service does not know this client ID, or its secret is wrong.</source>
        <translation>Der Dienst kennt diese Client-ID nicht, oder das Geheimnis dazu ist falsch.</translation>
    </message>
    <message>
        <source>Compare both with the service&apos;s page for your app.</source>
        <translation>Vergleichen Sie beides mit der Seite des Dienstes für Ihre Anwendung.</translation>
    </message>
    <message>
        <source>The service does not know one of the permissions asked for.</source>
        <translation>Der Dienst kennt eine der angefragten Berechtigungen nicht.</translation>
    </message>
    <message>
        <source>Remove or correct the scopes.</source>
        <translation>Entfernen oder berichtigen Sie die Berechtigungen.</translation>
    </message>
    <message>
        <source>The sign-in was declined in the browser.</source>
        <translation>Die Anmeldung wurde im Browser abgelehnt.</translation>
    </message>
    <message>
        <source>Sign in again if that was a mistake.</source>
        <translation>Melden Sie sich neu an, wenn das ein Versehen war.</translation>
    </message>
    <message>
        <source>The service refused the sign-in.</source>
        <translation>Der Dienst hat die Anmeldung abgelehnt.</translation>
    </message>
    <message>
        <source>Check the client&apos;s settings at the service.</source>
        <translation>Prüfen Sie beim Dienst die Einstellungen des Clients.</translation>
    </message>
    <message>
        <source>The answer does not belong to this sign-in.</source>
        <translation>Die Antwort gehört nicht zu dieser Anmeldung.</translation>
    </message>
    <message>
        <source>It was ignored. Start again from here.</source>
        <translation>Sie wurde nicht beachtet. Beginnen Sie von hier aus neu.</translation>
    </message>
    <message>
        <source>The answer came from another service than expected.</source>
        <translation>Die Antwort kam von einem anderen Dienst als erwartet.</translation>
    </message>
    <message>
        <source>It was ignored. Check the address and start again.</source>
        <translation>Sie wurde nicht beachtet. Prüfen Sie die Adresse und beginnen Sie neu.</translation>
    </message>
    <message>
        <source>The service&apos;s description of itself cannot be used.</source>
        <translation>Die Selbstbeschreibung des Dienstes ist unbrauchbar.</translation>
    </message>
    <message>
        <source>Check the address of the issuer.</source>
        <translation>Prüfen Sie die Adresse des Ausstellers.</translation>
    </message>
    <message>
        <source>The proof of who signed in is not valid.</source>
        <translation>Der Nachweis, wer sich angemeldet hat, ist ungültig.</translation>
    </message>
    <message>
        <source>Check this computer&apos;s clock and start again.</source>
        <translation>Prüfen Sie die Uhr dieses Rechners und beginnen Sie neu.</translation>
    </message>
    <message>
        <source>The service granted less than was asked for.</source>
        <translation>Der Dienst hat weniger gewährt als angefragt.</translation>
    </message>
    <message>
        <source>Sign in again and accept every permission.</source>
        <translation>Melden Sie sich neu an und stimmen Sie allen Berechtigungen zu.</translation>
    </message>
    <message>
        <source>This connection needs a new sign-in.</source>
        <translation>Diese Verbindung braucht eine neue Anmeldung.</translation>
    </message>
    <message>
        <source>This sign-in came from a backup and may be in use on another computer.</source>
        <translation>Diese Anmeldung stammt aus einer Sicherung und wird vielleicht auf einem anderen Rechner benutzt.</translation>
    </message>
    <message>
        <source>Confirm that no other computer uses it, or sign in again.</source>
        <translation>Bestätigen Sie, dass kein anderer Rechner sie benutzt, oder melden Sie sich neu an.</translation>
    </message>
    <message>
        <source>That was denied.</source>
        <translation>Das wurde verweigert.</translation>
    </message>
    <message>
        <source>The audit trail cannot be written, so nothing was released.</source>
        <translation>Das Prüfprotokoll lässt sich nicht schreiben, deshalb wurde nichts herausgegeben.</translation>
    </message>
    <message>
        <source>Make room on the disk and try again.</source>
        <translation>Schaffen Sie Platz auf dem Datenträger und versuchen Sie es noch einmal.</translation>
    </message>
    <message>
        <source>Cancelled.</source>
        <translation>Abgebrochen.</translation>
    </message>
    <message>
        <source>The time for this ran out.</source>
        <translation>Die Zeit dafür ist abgelaufen.</translation>
    </message>
    <message>
        <source>Start again when you are ready.</source>
        <translation>Beginnen Sie neu, wenn Sie so weit sind.</translation>
    </message>
    <message>
        <source>Something went wrong inside Keystead.</source>
        <translation>In Keystead ist etwas schiefgegangen.</translation>
    </message>
    <message>
        <source>Try again; if it stays, please report it.</source>
        <translation>Versuchen Sie es noch einmal; bleibt es dabei, melden Sie es bitte.</translation>
    </message>
    <message>
        <source>Wait %1 seconds before the next one.</source>
        <translation>Warten Sie %1 Sekunden bis zum nächsten.</translation>
    </message>
    <message>
        <source>The security token is not plugged in.</source>
        <translation>Das Sicherheitstoken ist nicht eingesteckt.</translation>
    </message>
    <message>
        <source>Plug it in, or open the vault another way.</source>
        <translation>Stecken Sie es ein, oder öffnen Sie den Tresor auf anderem Weg.</translation>
    </message>
    <message>
        <source>The security token refused the PIN.</source>
        <translation>Das Sicherheitstoken hat die PIN abgelehnt.</translation>
    </message>
    <message>
        <source>It was not tried again. Check it before the next try: few wrong ones lock the token.</source>
        <translation>Es wurde kein weiterer Versuch gemacht. Prüfen Sie die PIN vor dem nächsten: Schon wenige falsche sperren das Token.</translation>
    </message>
    <message>
        <source>The PIN of the security token is locked.</source>
        <translation>Die PIN des Sicherheitstokens ist gesperrt.</translation>
    </message>
    <message>
        <source>Unlock it with the token&apos;s own tool and its PUK, or open the vault another way.</source>
        <translation>Entsperren Sie sie mit dem Werkzeug des Tokens und seiner PUK, oder öffnen Sie den Tresor auf anderem Weg.</translation>
    </message>
</context>
<context>
    <name>keystead::ui::ExportDialog</name>
    <message>
        <source>Export report</source>
        <translation>Bericht exportieren</translation>
    </message>
    <message numerus="yes">
        <source>%n records as filtered, with a title page, totals and the result of the verification.</source>
        <translation>
            <numerusform>%n Eintrag nach Filter, mit Titelseite, Summen und Ergebnis der Überprüfung.</numerusform>
            <numerusform>%n Einträge nach Filter, mit Titelseite, Summen und Ergebnis der Überprüfung.</numerusform>
        </translation>
    </message>
    <message>
        <source>Counting…</source>
        <translation>Wird gezählt …</translation>
    </message>
    <message>
        <source>PDF – to read, print and file</source>
        <translation>PDF – zum Lesen, Drucken und Ablegen</translation>
    </message>
    <message>
        <source>HTML – to read in a browser</source>
        <translation>HTML – zum Lesen im Browser</translation>
    </message>
    <message>
        <source>CSV – for a spreadsheet</source>
        <translation>CSV – für eine Tabellenkalkulation</translation>
    </message>
    <message>
        <source>JSON – signed; can be verified by anyone later</source>
        <translation>JSON – signiert; kann später von jedem überprüft werden</translation>
    </message>
    <message>
        <source>File</source>
        <translation>Datei</translation>
    </message>
    <message>
        <source>Choose…</source>
        <translation>Auswählen …</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>Export</source>
        <translation>Exportieren</translation>
    </message>
    <message>
        <source>Writing the report…</source>
        <translation>Der Bericht wird geschrieben …</translation>
    </message>
    <message>
        <source>Stopped; no file was left behind.</source>
        <translation>Angehalten; es blieb keine Datei zurück.</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Schließen</translation>
    </message>
    <message numerus="yes">
        <source>%n records written</source>
        <translation>
            <numerusform>%n Eintrag geschrieben</numerusform>
            <numerusform>%n Einträge geschrieben</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n records as filtered, with totals and the result of the verification.</source>
        <translation>
            <numerusform>%n Eintrag nach Filter, mit Summen und Ergebnis der Überprüfung.</numerusform>
            <numerusform>%n Einträge nach Filter, mit Summen und Ergebnis der Überprüfung.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n records as filtered, one in each row, and nothing else.</source>
        <translation>
            <numerusform>%n Eintrag nach Filter, sonst nichts.</numerusform>
            <numerusform>%n Einträge nach Filter, einer je Zeile, sonst nichts.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n records as filtered, with totals, the result of the verification and a signature.</source>
        <translation>
            <numerusform>%n Eintrag nach Filter, mit Summen, Ergebnis der Überprüfung und Signatur.</numerusform>
            <numerusform>%n Einträge nach Filter, mit Summen, Ergebnis der Überprüfung und Signatur.</numerusform>
        </translation>
    </message>
    <message>
        <source>en</source>
        <comment>the code of this language</comment>
        <translation>de</translation>
    </message>
</context>
<context>
    <name>keystead::ui::FactsSection</name>
    <message>
        <source>Facts</source>
        <translation>Fakten</translation>
    </message>
    <message>
        <source>never</source>
        <translation>nie</translation>
    </message>
    <message>
        <source>Account</source>
        <translation>Konto</translation>
    </message>
    <message>
        <source>not known yet</source>
        <translation>noch nicht bekannt</translation>
    </message>
    <message>
        <source>Signs in by</source>
        <translation>Anmeldung mit</translation>
    </message>
    <message>
        <source>Profile</source>
        <translation>Profil</translation>
    </message>
    <message>
        <source>Expires</source>
        <translation>Läuft ab</translation>
    </message>
    <message>
        <source>no date known</source>
        <translation>kein Datum bekannt</translation>
    </message>
    <message>
        <source>Sign-in lasts until</source>
        <translation>Anmeldung gilt bis</translation>
    </message>
    <message>
        <source>Last refreshed</source>
        <translation>Zuletzt erneuert</translation>
    </message>
    <message>
        <source>Last used</source>
        <translation>Zuletzt benutzt</translation>
    </message>
    <message>
        <source>Last tested</source>
        <translation>Zuletzt getestet</translation>
    </message>
    <message>
        <source>Added</source>
        <translation>Hinzugefügt</translation>
    </message>
    <message>
        <source>ID</source>
        <translation>Kennung</translation>
    </message>
    <message>
        <source>Notes</source>
        <translation>Notizen</translation>
    </message>
    <message>
        <source>Copy: %1</source>
        <translation>Kopieren: %1</translation>
    </message>
</context>
<context>
    <name>keystead::ui::FieldsPage</name>
    <message>
        <source>Name</source>
        <translation>Name</translation>
    </message>
    <message>
        <source>How you find it again, for example by account or purpose.</source>
        <translation>So finden Sie sie wieder, etwa nach Konto oder Zweck.</translation>
    </message>
    <message>
        <source>My %1</source>
        <translation>Mein %1</translation>
    </message>
    <message>
        <source>A new one</source>
        <translation>Ein neuer</translation>
    </message>
    <message>
        <source>OAuth client</source>
        <translation>OAuth-Client</translation>
    </message>
    <message>
        <source>Connections can share the client that you registered at the service.</source>
        <translation>Verbindungen können sich den Client teilen, den Sie beim Dienst registriert haben.</translation>
    </message>
    <message>
        <source>Where to get this: open the service&apos;s page</source>
        <translation>Wo es das gibt: Seite des Dienstes öffnen</translation>
    </message>
    <message>
        <source>Permissions (scopes)</source>
        <translation>Berechtigungen (Scopes)</translation>
    </message>
    <message>
        <source>Ask only for what you need.</source>
        <translation>Fragen Sie nur nach dem, was Sie brauchen.</translation>
    </message>
    <message>
        <source>It expires on</source>
        <translation>Läuft ab am</translation>
    </message>
    <message>
        <source>It has an expiry date</source>
        <translation>Es hat ein Ablaufdatum</translation>
    </message>
    <message>
        <source>Expiry date</source>
        <translation>Ablaufdatum</translation>
    </message>
    <message>
        <source>Expiry</source>
        <translation>Ablauf</translation>
    </message>
    <message>
        <source>Keystead reminds you in time.</source>
        <translation>Keystead erinnert Sie rechtzeitig.</translation>
    </message>
    <message>
        <source>Profile</source>
        <translation>Profil</translation>
    </message>
    <message>
        <source>Tags</source>
        <translation>Schlagwörter</translation>
    </message>
    <message>
        <source>Notes</source>
        <translation>Notizen</translation>
    </message>
    <message>
        <source>Shown openly. Secrets belong in a secret field.</source>
        <translation>Wird offen angezeigt. Geheimnisse gehören in ein Geheimnisfeld.</translation>
    </message>
    <message numerus="yes">
        <source>%n fields need another look</source>
        <translation>
            <numerusform>Ein Feld braucht noch einen Blick</numerusform>
            <numerusform>%n Felder brauchen noch einen Blick</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>keystead::ui::FileLine</name>
    <message>
        <source>Choose…</source>
        <translation>Wählen …</translation>
    </message>
    <message>
        <source>Choose: %1</source>
        <translation>Wählen: %1</translation>
    </message>
</context>
<context>
    <name>keystead::ui::FindDialog</name>
    <message>
        <source>Find secrets on this computer</source>
        <translation>Geheimnisse auf diesem Rechner finden</translation>
    </message>
    <message>
        <source>Keystead looks through known places of your home folder: settings of common tools, project folders, exports of password managers. Never the whole disk, never the network.</source>
        <translation>Keystead durchsucht bekannte Stellen Ihres persönlichen Ordners: Einstellungen verbreiteter Werkzeuge, Projektordner, Exporte von Passwortverwaltungen. Nie die ganze Platte, nie das Netz.</translation>
    </message>
    <message>
        <source>No credentials lie in the open</source>
        <translation>Keine Zugangsdaten liegen offen</translation>
    </message>
    <message>
        <source>None was found in the known places. Other folders were not looked at.</source>
        <translation>An den bekannten Stellen fanden sich keine. Andere Ordner wurden nicht durchsucht.</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Schließen</translation>
    </message>
    <message>
        <source>Search again</source>
        <translation>Noch einmal suchen</translation>
    </message>
    <message>
        <source>Files with credentials</source>
        <translation>Dateien mit Zugangsdaten</translation>
    </message>
    <message>
        <source>Look at this one first…</source>
        <translation>Diese zuerst ansehen…</translation>
    </message>
    <message>
        <source>Take all</source>
        <translation>Alle nehmen</translation>
    </message>
    <message>
        <source>Take none</source>
        <translation>Keine nehmen</translation>
    </message>
    <message>
        <source>After the import the files</source>
        <translation>Nach dem Import</translation>
    </message>
    <message>
        <source>stay as they are</source>
        <translation>bleiben die Dateien, wie sie sind</translation>
    </message>
    <message>
        <source>lose the imported secrets; each file of before is kept in the vault</source>
        <translation>verlieren sie die importierten Geheimnisse; die früheren Dateien bleiben im Tresor</translation>
    </message>
    <message>
        <source>are overwritten and deleted for good</source>
        <translation>werden sie überschrieben und endgültig gelöscht</translation>
    </message>
    <message>
        <source>The search was stopped.</source>
        <translation>Die Suche wurde abgebrochen.</translation>
    </message>
    <message>
        <source>Looking through known places…</source>
        <translation>Bekannte Stellen werden durchsucht…</translation>
    </message>
    <message>
        <source>Not every place was looked at</source>
        <translation>Nicht jede Stelle wurde angesehen</translation>
    </message>
    <message>
        <source>There are more files than one search opens.</source>
        <translation>Es gibt mehr Dateien, als eine Suche öffnet.</translation>
    </message>
    <message numerus="yes">
        <source>Import %n files</source>
        <translation>
            <numerusform>%n Datei importieren</numerusform>
            <numerusform>%n Dateien importieren</numerusform>
        </translation>
    </message>
    <message>
        <source>Import, and take the secrets out of the files?</source>
        <translation>Importieren und die Geheimnisse aus den Dateien entfernen?</translation>
    </message>
    <message>
        <source>%1

Programs that read these files no longer find their credentials there. Each can be put back on the page Import.</source>
        <translation>%1

Programme, die diese Dateien lesen, finden ihre Zugangsdaten dort nicht mehr. Jede lässt sich auf der Seite Import wiederherstellen.</translation>
    </message>
    <message>
        <source>Import and take out</source>
        <translation>Importieren und entfernen</translation>
    </message>
    <message>
        <source>Import, and delete the files for good?</source>
        <translation>Importieren und die Dateien endgültig löschen?</translation>
    </message>
    <message>
        <source>%1

Each file is overwritten and deleted once its credentials are in the vault. There is no undo. A file of which something could not be imported stays.</source>
        <translation>%1

Jede Datei wird überschrieben und gelöscht, sobald ihre Zugangsdaten im Tresor sind. Das lässt sich nicht rückgängig machen. Eine Datei, aus der etwas nicht importiert werden konnte, bleibt.</translation>
    </message>
    <message>
        <source>Import and delete</source>
        <translation>Importieren und löschen</translation>
    </message>
    <message>
        <source>Importing…</source>
        <translation>Import läuft…</translation>
    </message>
    <message>
        <source>Stopped</source>
        <translation>Abgebrochen</translation>
    </message>
    <message numerus="yes">
        <source>%n files were imported before; each can be undone on the page Import.</source>
        <translation>
            <numerusform>%n Datei wurde vorher importiert; das lässt sich auf der Seite Import rückgängig machen.</numerusform>
            <numerusform>%n Dateien wurden vorher importiert; das lässt sich auf der Seite Import rückgängig machen.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n files were imported</source>
        <translation>
            <numerusform>%n Datei wurde importiert</numerusform>
            <numerusform>%n Dateien wurden importiert</numerusform>
        </translation>
    </message>
    <message>
        <source>What became of each stands in its row. Each import can be undone on the page Import.</source>
        <translation>Was aus jeder wurde, steht in ihrer Zeile. Jeder Import lässt sich auf der Seite Import rückgängig machen.</translation>
    </message>
    <message>
        <source>Nothing was imported</source>
        <translation>Nichts wurde importiert</translation>
    </message>
    <message>
        <source>The reason stands in each row.</source>
        <translation>Der Grund steht in jeder Zeile.</translation>
    </message>
    <message numerus="yes">
        <source>%n files were looked at.</source>
        <translation>
            <numerusform>%n Datei wurde angesehen.</numerusform>
            <numerusform>%n Dateien wurden angesehen.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n files hold credentials in the open, where every program that runs as you can read them.</source>
        <translation>
            <numerusform>In %n Datei liegen Zugangsdaten offen, lesbar für jedes Programm, das unter Ihrem Namen läuft.</numerusform>
            <numerusform>In %n Dateien liegen Zugangsdaten offen, lesbar für jedes Programm, das unter Ihrem Namen läuft.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>keystead::ui::FirstRunPage</name>
    <message>
        <source>Welcome</source>
        <translation>Willkommen</translation>
    </message>
    <message>
        <source>Keystead keeps your keys, passwords and sign-ins in one encrypted vault on this computer. Choose how it is opened.</source>
        <translation>Keystead bewahrt Ihre Schlüssel, Passwörter und Anmeldungen in einem verschlüsselten Tresor auf diesem Rechner auf. Wählen Sie, wie er geöffnet wird.</translation>
    </message>
    <message>
        <source>Open with this desktop&apos;s keychain</source>
        <translation>Mit dem Schlüsselbund dieses Desktops öffnen</translation>
    </message>
    <message>
        <source>Opens by itself when you log in. Any program that runs as you can also read an unlocked keychain.</source>
        <translation>Öffnet sich von selbst, wenn Sie sich am Rechner anmelden. Einen offenen Schlüsselbund kann allerdings jedes Programm lesen, das unter Ihrem Benutzer läuft.</translation>
    </message>
    <message>
        <source>Open with a passphrase</source>
        <translation>Mit einer Passphrase öffnen</translation>
    </message>
    <message>
        <source>Works without a keychain and on other computers, and guards reveal and copy. Nobody can reset it.</source>
        <translation>Geht auch ohne Schlüsselbund und auf anderen Rechnern und schützt das Anzeigen und Kopieren. Niemand kann sie zurücksetzen.</translation>
    </message>
    <message>
        <source>Passphrase</source>
        <translation>Passphrase</translation>
    </message>
    <message>
        <source>The same again</source>
        <translation>Noch einmal dieselbe</translation>
    </message>
    <message>
        <source>Repeat the passphrase</source>
        <translation>Passphrase wiederholen</translation>
    </message>
    <message>
        <source>Create the vault</source>
        <translation>Tresor anlegen</translation>
    </message>
    <message>
        <source>Look around with practice data first</source>
        <translation>Erst mit Übungsdaten umsehen</translation>
    </message>
    <message>
        <source>The vault opens by itself, and the passphrase is asked for before a secret is shown.</source>
        <translation>Der Tresor öffnet sich von selbst; vor dem Anzeigen eines Geheimnisses wird nach der Passphrase gefragt.</translation>
    </message>
    <message>
        <source>Without this computer&apos;s keychain the vault cannot be opened: add a passphrase to be safe.</source>
        <translation>Ohne den Schlüsselbund dieses Rechners lässt sich der Tresor nicht öffnen: Mit einer zusätzlichen Passphrase sind Sie auf der sicheren Seite.</translation>
    </message>
    <message>
        <source>You are asked at each start. This is the strongest choice.</source>
        <translation>Sie werden bei jedem Start gefragt. Das ist die sicherste Wahl.</translation>
    </message>
    <message>
        <source>Choose at least one way: there is no vault without a lock.</source>
        <translation>Wählen Sie mindestens einen Weg: Einen Tresor ohne Schloss gibt es nicht.</translation>
    </message>
    <message>
        <source>At least 12 characters; four or five random words are good.</source>
        <translation>Mindestens 12 Zeichen; vier oder fünf zufällige Wörter sind gut.</translation>
    </message>
    <message numerus="yes">
        <source>%n more characters, please.</source>
        <translation>
            <numerusform>Bitte noch %n Zeichen.</numerusform>
            <numerusform>Bitte noch %n Zeichen.</numerusform>
        </translation>
    </message>
    <message>
        <source>Fine. Longer is better.</source>
        <translation>In Ordnung. Länger ist besser.</translation>
    </message>
    <message>
        <source>Good.</source>
        <translation>Gut.</translation>
    </message>
    <message>
        <source>The passphrase is too short.</source>
        <translation>Die Passphrase ist zu kurz.</translation>
    </message>
    <message>
        <source>Use at least 12 characters.</source>
        <translation>Nehmen Sie mindestens 12 Zeichen.</translation>
    </message>
    <message>
        <source>The two passphrases differ.</source>
        <translation>Die beiden Passphrasen unterscheiden sich.</translation>
    </message>
    <message>
        <source>Type the same twice.</source>
        <translation>Geben Sie zweimal dieselbe ein.</translation>
    </message>
    <message>
        <source>Creating the vault…</source>
        <translation>Der Tresor wird angelegt …</translation>
    </message>
    <message>
        <source>Restore a vault from a backup…</source>
        <translation>Einen Tresor aus einer Sicherung wiederherstellen …</translation>
    </message>
</context>
<context>
    <name>keystead::ui::FormDialog</name>
    <message>
        <source>Back</source>
        <translation>Zurück</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>Continue</source>
        <translation>Weiter</translation>
    </message>
</context>
<context>
    <name>keystead::ui::FormField</name>
    <message>
        <source>optional</source>
        <translation>freiwillig</translation>
    </message>
    <message>
        <source>Load from a file…</source>
        <translation>Aus Datei laden …</translation>
    </message>
    <message>
        <source>Load %1 from a file</source>
        <translation>%1 aus einer Datei laden</translation>
    </message>
    <message>
        <source>Show %1 while typing</source>
        <translation>%1 beim Tippen anzeigen</translation>
    </message>
    <message>
        <source>Load %1</source>
        <translation>%1 laden</translation>
    </message>
    <message>
        <source>This file cannot be used.</source>
        <translation>Diese Datei ist nicht brauchbar.</translation>
    </message>
    <message>
        <source>Choose a text file of at most 64 KiB.</source>
        <translation>Wählen Sie eine Textdatei von höchstens 64 KiB.</translation>
    </message>
</context>
<context>
    <name>keystead::ui::FormatModel</name>
    <message>
        <source>Recognise it by itself</source>
        <translation>Von selbst erkennen</translation>
    </message>
    <message>
        <source>By the file&apos;s name and content.</source>
        <translation>An Namen und Inhalt der Datei.</translation>
    </message>
</context>
<context>
    <name>keystead::ui::FoundModel</name>
    <message>
        <source>Other users can read it</source>
        <translation>Andere Benutzer können sie lesen</translation>
    </message>
    <message>
        <source>Cannot be imported</source>
        <translation>Nicht importierbar</translation>
    </message>
    <message>
        <source>Changed %1</source>
        <translation>Geändert am %1</translation>
    </message>
    <message>
        <source>File</source>
        <translation>Datei</translation>
    </message>
    <message>
        <source>Kind</source>
        <translation>Art</translation>
    </message>
    <message>
        <source>Secrets</source>
        <translation>Anzahl</translation>
    </message>
    <message>
        <source>Changed</source>
        <translation>Geändert</translation>
    </message>
    <message>
        <source>Note</source>
        <translation>Hinweis</translation>
    </message>
</context>
<context>
    <name>keystead::ui::GrantActions</name>
    <message>
        <source>“%1” may no longer use “%2”.</source>
        <translation>„%1“ darf „%2“ nicht mehr benutzen.</translation>
    </message>
    <message>
        <source>“%1” keeps its access to “%2”</source>
        <translation>„%1“ behält den Zugriff auf „%2“</translation>
    </message>
    <message>
        <source>“%1” gets its access to “%2” back: %3. What the file holds now is what counts from then on.</source>
        <translation>„%1“ erhält den Zugriff auf „%2“ zurück: %3. Von da an gilt, was die Datei jetzt enthält.</translation>
    </message>
    <message>
        <source>Give back</source>
        <translation>Zurückgeben</translation>
    </message>
    <message>
        <source>“%1” may use “%2” again.</source>
        <translation>„%1“ darf „%2“ wieder benutzen.</translation>
    </message>
    <message>
        <source>“%1” did not get its access back</source>
        <translation>„%1“ hat den Zugriff nicht zurückerhalten</translation>
    </message>
    <message>
        <source>“%1” may use “%2” now.</source>
        <translation>„%1“ darf „%2“ jetzt benutzen.</translation>
    </message>
</context>
<context>
    <name>keystead::ui::HowToDialog</name>
    <message>
        <source>How to use “%1”</source>
        <translation>So wird „%1“ benutzt</translation>
    </message>
    <message>
        <source>None of these texts holds a secret. The first time a program comes, you are asked.</source>
        <translation>Keiner dieser Texte enthält ein Geheimnis. Kommt ein Programm zum ersten Mal, werden Sie gefragt.</translation>
    </message>
    <message>
        <source>For what</source>
        <translation>Wofür</translation>
    </message>
    <message>
        <source>Text to copy</source>
        <translation>Text zum Kopieren</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>Kopieren</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Schließen</translation>
    </message>
    <message>
        <source>The program sees the token</source>
        <translation>Das Programm sieht das Token</translation>
    </message>
    <message>
        <source>The program never sees the token</source>
        <translation>Das Programm sieht das Token nie</translation>
    </message>
    <message>
        <source>Copied</source>
        <translation>Kopiert</translation>
    </message>
</context>
<context>
    <name>keystead::ui::ImportPage</name>
    <message>
        <source>Import</source>
        <translation>Import</translation>
    </message>
    <message>
        <source>Find secrets on this computer…</source>
        <translation>Geheimnisse auf diesem Rechner finden…</translation>
    </message>
    <message>
        <source>Import a file…</source>
        <translation>Datei importieren…</translation>
    </message>
    <message>
        <source>Nothing was imported yet</source>
        <translation>Noch wurde nichts importiert</translation>
    </message>
    <message>
        <source>Keystead reads the files of other programs and password managers, and can look for passwords and tokens that lie in the open on this computer. You see what would happen before it does.</source>
        <translation>Keystead liest die Dateien anderer Programme und Passwortverwaltungen und kann nach Passwörtern und Tokens suchen, die auf diesem Rechner offen liegen. Sie sehen vorher, was geschehen würde.</translation>
    </message>
    <message>
        <source>Imports that were made</source>
        <translation>Bisherige Importe</translation>
    </message>
    <message>
        <source>Undo import…</source>
        <translation>Import rückgängig machen…</translation>
    </message>
    <message>
        <source>Take the secrets out of the file…</source>
        <translation>Geheimnisse aus der Datei entfernen…</translation>
    </message>
    <message>
        <source>Delete the file securely…</source>
        <translation>Datei sicher löschen…</translation>
    </message>
    <message>
        <source>Put the file back…</source>
        <translation>Datei wiederherstellen…</translation>
    </message>
    <message>
        <source>Give up the file of before…</source>
        <translation>Frühere Datei aufgeben…</translation>
    </message>
</context>
<context>
    <name>keystead::ui::ImportWizard</name>
    <message>
        <source>Import</source>
        <translation>Import</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>Back</source>
        <translation>Zurück</translation>
    </message>
    <message>
        <source>Next</source>
        <translation>Weiter</translation>
    </message>
    <message>
        <source>What do you want to import?</source>
        <translation>Was möchten Sie importieren?</translation>
    </message>
    <message>
        <source>Which column is what?</source>
        <translation>Welche Spalte ist was?</translation>
    </message>
    <message>
        <source>%1: how to open it</source>
        <translation>%1: wie es sich öffnet</translation>
    </message>
    <message>
        <source>What would happen</source>
        <translation>Was geschehen würde</translation>
    </message>
    <message>
        <source>Step %1</source>
        <translation>Schritt %1</translation>
    </message>
    <message>
        <source>Step %1 of %2</source>
        <translation>Schritt %1 von %2</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Schließen</translation>
    </message>
    <message>
        <source>Reading the file…</source>
        <translation>Die Datei wird gelesen…</translation>
    </message>
    <message>
        <source>Importing…</source>
        <translation>Import läuft…</translation>
    </message>
    <message numerus="yes">
        <source>Import %n entries</source>
        <translation>
            <numerusform>%n Eintrag importieren</numerusform>
            <numerusform>%n Einträge importieren</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>keystead::ui::ImportWords</name>
    <message>
        <source>line %1</source>
        <translation>Zeile %1</translation>
    </message>
    <message>
        <source>%1, row %2</source>
        <translation>%1, Reihe %2</translation>
    </message>
    <message>
        <source>Passphrase of the export</source>
        <translation>Passphrase des Exports</translation>
    </message>
    <message>
        <source>Key of the old system</source>
        <translation>Schlüssel des alten Systems</translation>
    </message>
    <message>
        <source>Password of the export</source>
        <translation>Passwort des Exports</translation>
    </message>
    <message>
        <source>The master key; each person&apos;s own key is made from it and the user id in the file. Leave it empty for the older files that are not encrypted.</source>
        <translation>Der Hauptschlüssel; daraus und aus der Benutzer-ID in der Datei entsteht der Schlüssel jeder Person. Für die älteren, unverschlüsselten Dateien leer lassen.</translation>
    </message>
    <message>
        <source>The Fernet key, or the master key it is made from.</source>
        <translation>Der Fernet-Schlüssel oder der Hauptschlüssel, aus dem er entsteht.</translation>
    </message>
    <message>
        <source>The encryption key, at least 32 characters.</source>
        <translation>Der Schlüssel der Verschlüsselung, mindestens 32 Zeichen.</translation>
    </message>
    <message>
        <source>The one that was chosen when the export was made.</source>
        <translation>Die, die beim Exportieren gewählt wurde.</translation>
    </message>
    <message>
        <source>Leave it empty where the export is not protected with one.</source>
        <translation>Leer lassen, wenn der Export nicht damit geschützt ist.</translation>
    </message>
    <message>
        <source>New</source>
        <translation>Neu</translation>
    </message>
    <message>
        <source>Merge</source>
        <translation>Ergänzen</translation>
    </message>
    <message>
        <source>Conflict</source>
        <translation>Konflikt</translation>
    </message>
    <message>
        <source>Skip</source>
        <translation>Übergehen</translation>
    </message>
    <message>
        <source>adds %1</source>
        <translation>ergänzt %1</translation>
    </message>
    <message>
        <source>replaces %1</source>
        <translation>ersetzt %1</translation>
    </message>
    <message>
        <source>Left out by you</source>
        <translation>Von Ihnen weggelassen</translation>
    </message>
    <message>
        <source>Is in the vault already as “%1”</source>
        <translation>Ist schon im Tresor als „%1“</translation>
    </message>
    <message>
        <source>The same secret is in the vault as “%1”</source>
        <translation>Dasselbe Geheimnis ist im Tresor als „%1“</translation>
    </message>
    <message>
        <source>The same as %1</source>
        <translation>Dasselbe wie %1</translation>
    </message>
    <message>
        <source>Beside “%1”, which has another secret</source>
        <translation>Neben „%1“ mit anderem Geheimnis</translation>
    </message>
    <message>
        <source>Into “%1”: %2</source>
        <translation>In „%1“: %2</translation>
    </message>
    <message>
        <source>A second entry for the account of “%1”</source>
        <translation>Ein zweiter Eintrag für das Konto von „%1“</translation>
    </message>
    <message>
        <source>“%1” has another secret, which stays</source>
        <translation>„%1“ hat ein anderes Geheimnis, das bleibt</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Name</translation>
    </message>
    <message>
        <source>Service</source>
        <translation>Dienst</translation>
    </message>
    <message>
        <source>Kind of sign-in</source>
        <translation>Art der Anmeldung</translation>
    </message>
    <message>
        <source>Web address</source>
        <translation>Webadresse</translation>
    </message>
    <message>
        <source>Account</source>
        <translation>Konto</translation>
    </message>
    <message>
        <source>User name</source>
        <translation>Benutzername</translation>
    </message>
    <message>
        <source>Password (secret)</source>
        <translation>Passwort (geheim)</translation>
    </message>
    <message>
        <source>Token (secret)</source>
        <translation>Token (geheim)</translation>
    </message>
    <message>
        <source>API key (secret)</source>
        <translation>API-Schlüssel (geheim)</translation>
    </message>
    <message>
        <source>One-time password key (secret)</source>
        <translation>Einmalpasswort-Schlüssel (geheim)</translation>
    </message>
    <message>
        <source>Notes (kept secret)</source>
        <translation>Notizen (bleiben geheim)</translation>
    </message>
    <message>
        <source>Tags</source>
        <translation>Schlagwörter</translation>
    </message>
    <message>
        <source>Permissions</source>
        <translation>Berechtigungen</translation>
    </message>
    <message>
        <source>Expires</source>
        <translation>Läuft ab</translation>
    </message>
    <message>
        <source>Created</source>
        <translation>Angelegt</translation>
    </message>
    <message>
        <source>Pass over</source>
        <translation>Übergehen</translation>
    </message>
    <message>
        <source>empty</source>
        <translation>leer</translation>
    </message>
    <message>
        <source>a web address</source>
        <translation>eine Webadresse</translation>
    </message>
    <message>
        <source>an e-mail address</source>
        <translation>eine E-Mail-Adresse</translation>
    </message>
    <message numerus="yes">
        <source>%n digits</source>
        <translation>
            <numerusform>%n Ziffer</numerusform>
            <numerusform>%n Ziffern</numerusform>
        </translation>
    </message>
    <message>
        <source>a date</source>
        <translation>ein Datum</translation>
    </message>
    <message numerus="yes">
        <source>%n characters</source>
        <translation>
            <numerusform>%n Zeichen</numerusform>
            <numerusform>%n Zeichen</numerusform>
        </translation>
    </message>
    <message>
        <source>Still holds the credentials</source>
        <translation>Enthält die Zugangsdaten noch</translation>
    </message>
    <message>
        <source>Secrets taken out</source>
        <translation>Geheimnisse entfernt</translation>
    </message>
    <message>
        <source>Deleted</source>
        <translation>Gelöscht</translation>
    </message>
    <message numerus="yes">
        <source>%n new</source>
        <translation>
            <numerusform>%n neu</numerusform>
            <numerusform>%n neu</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n merged</source>
        <translation>
            <numerusform>%n ergänzt</numerusform>
            <numerusform>%n ergänzt</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n in conflict</source>
        <translation>
            <numerusform>%n im Konflikt</numerusform>
            <numerusform>%n im Konflikt</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n skipped</source>
        <translation>
            <numerusform>%n übergangen</numerusform>
            <numerusform>%n übergangen</numerusform>
        </translation>
    </message>
    <message>
        <source>nothing</source>
        <translation>nichts</translation>
    </message>
    <message numerus="yes">
        <source>%1 and %n more</source>
        <translation>
            <numerusform>%1 und %n weitere</numerusform>
            <numerusform>%1 und %n weitere</numerusform>
        </translation>
    </message>
    <message>
        <source>This key or password does not open the file.</source>
        <translation>Dieser Schlüssel oder dieses Passwort öffnet die Datei nicht.</translation>
    </message>
    <message>
        <source>Check it letter by letter; nothing was imported.</source>
        <translation>Prüfen Sie Zeichen für Zeichen; importiert wurde nichts.</translation>
    </message>
    <message>
        <source>This file is encrypted.</source>
        <translation>Diese Datei ist verschlüsselt.</translation>
    </message>
    <message>
        <source>Enter its key or password.</source>
        <translation>Geben Sie ihren Schlüssel oder ihr Passwort ein.</translation>
    </message>
    <message>
        <source>No column holds a secret yet.</source>
        <translation>Noch enthält keine Spalte ein Geheimnis.</translation>
    </message>
    <message>
        <source>Say which one is the password, the token or the API key.</source>
        <translation>Sagen Sie, welche das Passwort, das Token oder der API-Schlüssel ist.</translation>
    </message>
    <message>
        <source>Keystead does not recognise this kind of file.</source>
        <translation>Keystead erkennt diese Art Datei nicht.</translation>
    </message>
    <message>
        <source>Choose the format yourself.</source>
        <translation>Wählen Sie das Format selbst.</translation>
    </message>
    <message>
        <source>There is no credential in this file.</source>
        <translation>In dieser Datei sind keine Zugangsdaten.</translation>
    </message>
    <message>
        <source>Is it the right file, and the right format?</source>
        <translation>Ist es die richtige Datei und das richtige Format?</translation>
    </message>
    <message>
        <source>This is a folder.</source>
        <translation>Das ist ein Ordner.</translation>
    </message>
    <message>
        <source>Choose a file in it.</source>
        <translation>Wählen Sie eine Datei darin.</translation>
    </message>
    <message>
        <source>Something that was entered is not right.</source>
        <translation>Etwas Eingegebenes stimmt nicht.</translation>
    </message>
    <message>
        <source>This import was undone, so that the file is the only copy.</source>
        <translation>Dieser Import wurde rückgängig gemacht; die Datei ist die einzige Kopie.</translation>
    </message>
    <message>
        <source>Nothing was changed.</source>
        <translation>Nichts wurde geändert.</translation>
    </message>
    <message>
        <source>Some credentials of the file are not in the vault: they would stay in it.</source>
        <translation>Einige Zugangsdaten der Datei sind nicht im Tresor: Sie blieben darin stehen.</translation>
    </message>
    <message>
        <source>Import them first, or remove them from the file yourself.</source>
        <translation>Importieren Sie sie zuerst, oder entfernen Sie sie selbst aus der Datei.</translation>
    </message>
    <message>
        <source>The file holds more than was imported, so it was not deleted.</source>
        <translation>Die Datei enthält mehr, als importiert wurde; sie wurde deshalb nicht gelöscht.</translation>
    </message>
    <message>
        <source>Take only the imported secrets out of it instead.</source>
        <translation>Entfernen Sie stattdessen nur die importierten Geheimnisse daraus.</translation>
    </message>
    <message>
        <source>The file or the vault has changed since the import.</source>
        <translation>Die Datei oder der Tresor wurde seit dem Import geändert.</translation>
    </message>
    <message>
        <source>Nothing was touched. Import the file again first.</source>
        <translation>Nichts wurde angerührt. Importieren Sie die Datei zuerst noch einmal.</translation>
    </message>
    <message>
        <source>That is not possible now.</source>
        <translation>Das geht jetzt nicht.</translation>
    </message>
    <message>
        <source>What was read is no longer kept.</source>
        <translation>Das Gelesene ist nicht mehr da.</translation>
    </message>
    <message>
        <source>Go back and read the file again.</source>
        <translation>Gehen Sie zurück und lesen Sie die Datei neu ein.</translation>
    </message>
    <message>
        <source>Not every imported secret could be found in the file, so nothing was replaced.</source>
        <translation>Nicht jedes importierte Geheimnis war in der Datei zu finden; ersetzt wurde deshalb nichts.</translation>
    </message>
    <message>
        <source>Delete the file instead, or change it yourself.</source>
        <translation>Löschen Sie stattdessen die Datei, oder ändern Sie sie selbst.</translation>
    </message>
    <message>
        <source>The file is not there.</source>
        <translation>Die Datei ist nicht da.</translation>
    </message>
    <message>
        <source>It may have been moved or deleted.</source>
        <translation>Vielleicht wurde sie verschoben oder gelöscht.</translation>
    </message>
    <message>
        <source>The file cannot be read in this format.</source>
        <translation>Die Datei lässt sich in diesem Format nicht lesen.</translation>
    </message>
    <message>
        <source>The file is larger than Keystead accepts.</source>
        <translation>Die Datei ist größer, als Keystead annimmt.</translation>
    </message>
    <message>
        <source>Keystead cannot do this with this file.</source>
        <translation>Das kann Keystead mit dieser Datei nicht.</translation>
    </message>
    <message>
        <source>The file is not yours alone.</source>
        <translation>Die Datei gehört nicht Ihnen allein.</translation>
    </message>
    <message>
        <source>It is a link, belongs to somebody else or has several names. Nothing was touched.</source>
        <translation>Sie ist ein Verweis, gehört jemand anderem oder hat mehrere Namen. Nichts wurde angerührt.</translation>
    </message>
    <message>
        <source>This import was undone already.</source>
        <translation>Dieser Import ist schon rückgängig gemacht.</translation>
    </message>
    <message>
        <source>The file no longer holds these credentials.</source>
        <translation>Die Datei enthält diese Zugangsdaten nicht mehr.</translation>
    </message>
    <message>
        <source>Put the file back first.</source>
        <translation>Stellen Sie zuerst die Datei wieder her.</translation>
    </message>
    <message>
        <source>Change the file yourself, or import the rest of it first.</source>
        <translation>Ändern Sie die Datei selbst, oder importieren Sie zuerst den Rest.</translation>
    </message>
</context>
<context>
    <name>keystead::ui::Keys</name>
    <message>
        <source>Desktop keychain</source>
        <translation>Schlüsselbund des Desktops</translation>
    </message>
    <message>
        <source>Passphrase</source>
        <translation>Passphrase</translation>
    </message>
    <message>
        <source>Recovery key on paper</source>
        <translation>Wiederherstellungsschlüssel auf Papier</translation>
    </message>
    <message>
        <source>Security token</source>
        <translation>Sicherheitstoken</translation>
    </message>
    <message>
        <source>Keychain and passphrase together</source>
        <translation>Schlüsselbund und Passphrase zusammen</translation>
    </message>
    <message>
        <source>Protects when the disk is stolen and from other users, not from programs that run as you while you are logged in.</source>
        <translation>Schützt bei gestohlenem Datenträger und vor anderen Benutzern, nicht vor Programmen, die in Ihrem Namen laufen, solange Sie angemeldet sind.</translation>
    </message>
    <message>
        <source>Protects from whoever does not know it, on this computer and on any other; nobody can reset it.</source>
        <translation>Schützt vor allen, die sie nicht kennen, auf diesem und jedem anderen Rechner; niemand kann sie zurücksetzen.</translation>
    </message>
    <message>
        <source>Protects you from losing every other way; whoever finds the sheet can open the vault, so keep it in a safe place.</source>
        <translation>Schützt Sie davor, jeden anderen Weg zu verlieren; wer das Blatt findet, kann den Tresor öffnen, also bewahren Sie es sicher auf.</translation>
    </message>
    <message>
        <source>Protects from copying: the key never leaves the card, and a few wrong PINs lock it.</source>
        <translation>Schützt vor dem Kopieren: Der Schlüssel verlässt die Karte nie, und wenige falsche PINs sperren sie.</translation>
    </message>
    <message>
        <source>Protects from programs that read the keychain and from who learns the passphrase: neither opens the vault alone.</source>
        <translation>Schützt vor Programmen, die den Schlüsselbund lesen, und vor dem, der die Passphrase erfährt: Keins von beiden öffnet den Tresor allein.</translation>
    </message>
    <message>
        <source>Opens by itself while the desktop&apos;s keychain is unlocked</source>
        <translation>Öffnet sich von selbst, solange der Schlüsselbund des Desktops entsperrt ist</translation>
    </message>
    <message>
        <source>Needs the passphrase</source>
        <translation>Braucht die Passphrase</translation>
    </message>
    <message>
        <source>Needs the key on the emergency sheet</source>
        <translation>Braucht den Schlüssel auf dem Notfallblatt</translation>
    </message>
    <message>
        <source>Needs this desktop&apos;s keychain and the passphrase</source>
        <translation>Braucht den Schlüsselbund dieses Desktops und die Passphrase</translation>
    </message>
    <message>
        <source>Needs the token “%1” and its PIN</source>
        <translation>Braucht das Token „%1“ und dessen PIN</translation>
    </message>
    <message>
        <source>Argon2id with %1 MiB, not measured</source>
        <translation>Argon2id mit %1 MiB, nicht gemessen</translation>
    </message>
    <message>
        <source>Each guess costs %1 s and %2 MiB (Argon2id)</source>
        <translation>Jeder Rateversuch kostet %1 s und %2 MiB (Argon2id)</translation>
    </message>
    <message>
        <source>This is the last way that opens the vault: without it nobody could, not even you. Add another one first.</source>
        <translation>Das ist der letzte Weg, der den Tresor öffnet: Ohne ihn könnte es niemand mehr, auch Sie nicht. Fügen Sie erst einen anderen hinzu.</translation>
    </message>
    <message>
        <source>Guessed at once</source>
        <translation>Sofort erraten</translation>
    </message>
    <message>
        <source>Very weak</source>
        <translation>Sehr schwach</translation>
    </message>
    <message>
        <source>Weak</source>
        <translation>Schwach</translation>
    </message>
    <message>
        <source>Good</source>
        <translation>Gut</translation>
    </message>
    <message>
        <source>Very good</source>
        <translation>Sehr gut</translation>
    </message>
    <message>
        <source>Add another word or two; uncommon words are better.</source>
        <translation>Fügen Sie ein oder zwei Wörter hinzu; seltene sind besser.</translation>
    </message>
    <message>
        <source>It is built on a word that guessers try early.</source>
        <translation>Sie beruht auf einem Wort, das früh geraten wird.</translation>
    </message>
    <message>
        <source>Signs that look like letters help very little.</source>
        <translation>Zeichen, die wie Buchstaben aussehen, helfen sehr wenig.</translation>
    </message>
    <message>
        <source>Neighbouring keys are guessed early.</source>
        <translation>Benachbarte Tasten werden früh geraten.</translation>
    </message>
    <message>
        <source>Repeats add next to nothing.</source>
        <translation>Wiederholungen bringen fast nichts.</translation>
    </message>
    <message>
        <source>Sequences such as abc or 6543 are guessed early.</source>
        <translation>Folgen wie abc oder 6543 werden früh geraten.</translation>
    </message>
    <message>
        <source>Dates and years are guessed early.</source>
        <translation>Daten und Jahreszahlen werden früh geraten.</translation>
    </message>
    <message>
        <source>Leave out your own name and the name of this program.</source>
        <translation>Lassen Sie Ihren eigenen Namen und den dieses Programms weg.</translation>
    </message>
    <message>
        <source>This is a recovery key, but not the one of this sheet. Nothing was changed.</source>
        <translation>Das ist ein Wiederherstellungsschlüssel, aber nicht der dieses Blatts. Es wurde nichts geändert.</translation>
    </message>
    <message>
        <source>A recovery key has eight groups of eight characters.</source>
        <translation>Ein Wiederherstellungsschlüssel hat acht Gruppen zu acht Zeichen.</translation>
    </message>
    <message>
        <source>Group %1 is not as it is on the sheet. Compare it.</source>
        <translation>Gruppe %1 ist nicht wie auf dem Blatt. Vergleichen Sie sie.</translation>
    </message>
    <message>
        <source>Making a backup first…</source>
        <translation>Zuerst wird gesichert …</translation>
    </message>
    <message>
        <source>Copying the vault under its new key…</source>
        <translation>Der Tresor wird unter dem neuen Schlüssel kopiert …</translation>
    </message>
    <message>
        <source>Putting the copy in place…</source>
        <translation>Die Kopie wird eingesetzt …</translation>
    </message>
    <message>
        <source>Sealing the secrets of “%1” anew…</source>
        <translation>Die Geheimnisse von „%1“ werden neu versiegelt …</translation>
    </message>
    <message>
        <source>The keys were replaced.</source>
        <translation>Die Schlüssel wurden ersetzt.</translation>
    </message>
    <message>
        <source>The keys were not all replaced.</source>
        <translation>Nicht alle Schlüssel wurden ersetzt.</translation>
    </message>
    <message>
        <source>Key of the profile “%1”</source>
        <translation>Schlüssel des Profils „%1“</translation>
    </message>
    <message>
        <source>Vault key</source>
        <translation>Tresorschlüssel</translation>
    </message>
</context>
<context>
    <name>keystead::ui::KeysPage</name>
    <message>
        <source>Keys</source>
        <translation>Schlüssel</translation>
    </message>
    <message>
        <source>“%1” opens the vault from now on.</source>
        <translation>„%1“ öffnet den Tresor von jetzt an.</translation>
    </message>
    <message>
        <source>The recovery key opens the vault from now on.</source>
        <translation>Der Wiederherstellungsschlüssel öffnet den Tresor von jetzt an.</translation>
    </message>
    <message>
        <source>Delete the file once it is printed: %1</source>
        <translation>Löschen Sie die Datei, sobald sie gedruckt ist: %1</translation>
    </message>
    <message>
        <source>The recovery key does not count yet</source>
        <translation>Der Wiederherstellungsschlüssel zählt noch nicht</translation>
    </message>
    <message>
        <source>Type it back from the sheet when you have it at hand.</source>
        <translation>Tippen Sie ihn vom Blatt ab, wenn Sie es zur Hand haben.</translation>
    </message>
    <message>
        <source>Print %1, delete the file, and type the key back from the paper.</source>
        <translation>Drucken Sie %1, löschen Sie die Datei, und tippen Sie den Schlüssel vom Papier ab.</translation>
    </message>
    <message>
        <source>The passphrase was changed.</source>
        <translation>Die Passphrase wurde geändert.</translation>
    </message>
    <message>
        <source>The vault&apos;s keys are replaced now.</source>
        <translation>Die Schlüssel des Tresors werden jetzt ersetzt.</translation>
    </message>
    <message>
        <source>“%1” stays</source>
        <translation>„%1“ bleibt</translation>
    </message>
    <message>
        <source>It will no longer open this vault; the key on the token itself stays there. The vault&apos;s keys are replaced afterwards. The other ways stay.</source>
        <translation>Es öffnet diesen Tresor nicht mehr; der Schlüssel auf dem Token selbst bleibt dort. Danach werden die Schlüssel des Tresors ersetzt. Die anderen Wege bleiben.</translation>
    </message>
    <message>
        <source>It will no longer open this vault. The vault&apos;s keys are replaced afterwards, so that whoever had it learns nothing that is stored later. The other ways stay.</source>
        <translation>Dieser Weg öffnet den Tresor nicht mehr. Danach werden die Schlüssel des Tresors ersetzt, damit niemand, der ihn hatte, später Gespeichertes erfährt. Die anderen Wege bleiben.</translation>
    </message>
    <message>
        <source>Remove “%1”?</source>
        <translation>„%1“ entfernen?</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>Entfernen</translation>
    </message>
    <message>
        <source>“%1” will no longer open this vault. The other ways stay.</source>
        <translation>„%1“ öffnet diesen Tresor nicht mehr. Die anderen Wege bleiben.</translation>
    </message>
    <message>
        <source>“%1” was removed.</source>
        <translation>„%1“ wurde entfernt.</translation>
    </message>
    <message>
        <source>Stopped. The vault is as good as before.</source>
        <translation>Angehalten. Der Tresor ist so gut wie zuvor.</translation>
    </message>
    <message>
        <source>What was begun goes on at the next unlock or request.</source>
        <translation>Was begonnen wurde, geht beim nächsten Öffnen oder auf Wunsch weiter.</translation>
    </message>
    <message>
        <source>Saved.</source>
        <translation>Gespeichert.</translation>
    </message>
</context>
<context>
    <name>keystead::ui::MainActions</name>
    <message>
        <source>Add connection…</source>
        <translation>Verbindung hinzufügen …</translation>
    </message>
    <message>
        <source>Add a connection</source>
        <translation>Eine Verbindung hinzufügen</translation>
    </message>
    <message>
        <source>Search</source>
        <translation>Suchen</translation>
    </message>
    <message>
        <source>Search the connections</source>
        <translation>Die Verbindungen durchsuchen</translation>
    </message>
    <message>
        <source>Test</source>
        <translation>Testen</translation>
    </message>
    <message>
        <source>Ask the service whether the connection works</source>
        <translation>Den Dienst fragen, ob die Verbindung funktioniert</translation>
    </message>
    <message>
        <source>Refresh</source>
        <translation>Erneuern</translation>
    </message>
    <message>
        <source>Fetch a fresh token now</source>
        <translation>Jetzt ein frisches Token holen</translation>
    </message>
    <message>
        <source>Sign in again…</source>
        <translation>Neu anmelden …</translation>
    </message>
    <message>
        <source>Sign in through the browser; name, access and history stay</source>
        <translation>Im Browser anmelden; Name, Zugriffe und Verlauf bleiben erhalten</translation>
    </message>
    <message>
        <source>Copy secret…</source>
        <translation>Geheimnis kopieren …</translation>
    </message>
    <message>
        <source>Copy the main secret for a short while</source>
        <translation>Das wichtigste Geheimnis für kurze Zeit kopieren</translation>
    </message>
    <message>
        <source>Edit…</source>
        <translation>Bearbeiten …</translation>
    </message>
    <message>
        <source>Change name, tags, notes or the stored secret</source>
        <translation>Name, Schlagwörter, Notizen oder Geheimnis ändern</translation>
    </message>
    <message>
        <source>Pause</source>
        <translation>Anhalten</translation>
    </message>
    <message>
        <source>Keep everything, lend nothing</source>
        <translation>Alles behalten, nichts verleihen</translation>
    </message>
    <message>
        <source>Resume</source>
        <translation>Fortsetzen</translation>
    </message>
    <message>
        <source>Lend and refresh again</source>
        <translation>Wieder verleihen und erneuern</translation>
    </message>
    <message>
        <source>End tokens at the service…</source>
        <translation>Token beim Dienst widerrufen …</translation>
    </message>
    <message>
        <source>Ask the service to end the tokens; the connection stays</source>
        <translation>Den Dienst bitten, die Token zu widerrufen; die Verbindung bleibt</translation>
    </message>
    <message>
        <source>Remove…</source>
        <translation>Entfernen …</translation>
    </message>
    <message>
        <source>Remove the connection from the vault</source>
        <translation>Die Verbindung aus dem Tresor entfernen</translation>
    </message>
    <message>
        <source>Export report…</source>
        <translation>Bericht exportieren …</translation>
    </message>
    <message>
        <source>Write the audit trail to a PDF, HTML, CSV or JSON file</source>
        <translation>Das Prüfprotokoll als PDF, HTML, CSV oder JSON schreiben</translation>
    </message>
    <message>
        <source>Verify audit trail</source>
        <translation>Prüfprotokoll überprüfen</translation>
    </message>
    <message>
        <source>Check that no record was changed, removed or added</source>
        <translation>Prüfen, dass kein Eintrag geändert, entfernt oder eingefügt wurde</translation>
    </message>
    <message>
        <source>Connections</source>
        <translation>Verbindungen</translation>
    </message>
    <message>
        <source>Show the connections</source>
        <translation>Die Verbindungen zeigen</translation>
    </message>
    <message>
        <source>Audit trail</source>
        <translation>Prüfprotokoll</translation>
    </message>
    <message>
        <source>Show who used what</source>
        <translation>Zeigen, wer was benutzt hat</translation>
    </message>
    <message>
        <source>Settings</source>
        <translation>Einstellungen</translation>
    </message>
    <message>
        <source>Show the settings</source>
        <translation>Die Einstellungen zeigen</translation>
    </message>
    <message>
        <source>Preferences</source>
        <translation>Einstellungen öffnen</translation>
    </message>
    <message>
        <source>Lock</source>
        <translation>Sperren</translation>
    </message>
    <message>
        <source>Close the vault and forget its keys</source>
        <translation>Den Tresor schließen und seine Schlüssel vergessen</translation>
    </message>
    <message>
        <source>Lock now, cut everything short</source>
        <translation>Sofort sperren, alles abbrechen</translation>
    </message>
    <message>
        <source>Close the vault at once, without waiting for a refresh</source>
        <translation>Den Tresor sofort schließen, ohne auf eine Erneuerung zu warten</translation>
    </message>
    <message>
        <source>Find an action…</source>
        <translation>Befehl suchen …</translation>
    </message>
    <message>
        <source>List every action and its shortcut</source>
        <translation>Alle Befehle und Tastenkürzel auflisten</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>Rückgängig</translation>
    </message>
    <message>
        <source>Take the last step back while it is offered</source>
        <translation>Den letzten Schritt zurücknehmen, solange es angeboten wird</translation>
    </message>
    <message>
        <source>Help and about</source>
        <translation>Hilfe und Über Keystead</translation>
    </message>
    <message>
        <source>What Keystead does, its shortcuts and version</source>
        <translation>Was Keystead tut, Tastenkürzel und Version</translation>
    </message>
    <message>
        <source>Quit</source>
        <translation>Beenden</translation>
    </message>
    <message>
        <source>Lock the vault and end Keystead</source>
        <translation>Den Tresor sperren und Keystead beenden</translation>
    </message>
    <message>
        <source>%1 (%2)</source>
        <translation>%1 (%2)</translation>
    </message>
    <message>
        <source>Import…</source>
        <translation>Importieren…</translation>
    </message>
    <message>
        <source>Take credentials over from a file of another program</source>
        <translation>Zugangsdaten aus der Datei eines anderen Programms übernehmen</translation>
    </message>
    <message>
        <source>Keys</source>
        <translation>Schlüssel</translation>
    </message>
    <message>
        <source>Show the ways to open the vault and the age of its keys</source>
        <translation>Die Wege zum Öffnen des Tresors und das Alter seiner Schlüssel zeigen</translation>
    </message>
    <message>
        <source>Backups</source>
        <translation>Sicherungen</translation>
    </message>
    <message>
        <source>Show the backups, make one or restore one</source>
        <translation>Die Sicherungen zeigen, eine erstellen oder wiederherstellen</translation>
    </message>
    <message>
        <source>Add a way to open the vault…</source>
        <translation>Weg zum Öffnen des Tresors hinzufügen …</translation>
    </message>
    <message>
        <source>Add a passphrase, a recovery key on paper or a token</source>
        <translation>Passphrase, Wiederherstellungsschlüssel auf Papier oder Token hinzufügen</translation>
    </message>
    <message>
        <source>Replace keys…</source>
        <translation>Schlüssel ersetzen …</translation>
    </message>
    <message>
        <source>Seal everything anew under fresh keys</source>
        <translation>Alles unter frischen Schlüsseln neu versiegeln</translation>
    </message>
    <message>
        <source>Back up now…</source>
        <translation>Jetzt sichern …</translation>
    </message>
    <message>
        <source>Write everything into one encrypted file</source>
        <translation>Alles in eine verschlüsselte Datei schreiben</translation>
    </message>
    <message>
        <source>Restore from a backup…</source>
        <translation>Aus einer Sicherung wiederherstellen …</translation>
    </message>
    <message>
        <source>See what a backup would change, then put it in place</source>
        <translation>Sehen, was eine Sicherung ändern würde, und sie dann einsetzen</translation>
    </message>
    <message>
        <source>Find secrets on this computer…</source>
        <translation>Geheimnisse auf diesem Rechner finden…</translation>
    </message>
    <message>
        <source>Look for passwords and tokens that lie in the open in known places</source>
        <translation>An bekannten Stellen nach offen liegenden Passwörtern und Tokens suchen</translation>
    </message>
    <message>
        <source>Move to another profile…</source>
        <translation>In ein anderes Profil verschieben…</translation>
    </message>
    <message>
        <source>Seal the connection anew under another profile&apos;s key</source>
        <translation>Die Verbindung mit dem Schlüssel eines anderen Profils neu versiegeln</translation>
    </message>
    <message>
        <source>Profiles</source>
        <translation>Profile</translation>
    </message>
    <message>
        <source>Show the profiles: move, export, erase</source>
        <translation>Die Profile zeigen: verschieben, exportieren, löschen</translation>
    </message>
    <message>
        <source>Import</source>
        <translation>Import</translation>
    </message>
    <message>
        <source>Show the imports and how to undo them</source>
        <translation>Die Importe zeigen und rückgängig machen</translation>
    </message>
    <message>
        <source>How to use it…</source>
        <translation>So wird sie benutzt …</translation>
    </message>
    <message>
        <source>Texts to copy: command line, Git, Python and others</source>
        <translation>Texte zum Kopieren: Befehlszeile, Git, Python und andere</translation>
    </message>
    <message>
        <source>Programs</source>
        <translation>Programme</translation>
    </message>
    <message>
        <source>Show which program has access to what</source>
        <translation>Zeigt, welches Programm worauf Zugriff hat</translation>
    </message>
    <message>
        <source>Allow a program…</source>
        <translation>Programm zulassen …</translation>
    </message>
    <message>
        <source>Give a program a right to a connection</source>
        <translation>Einem Programm ein Recht an einer Verbindung geben</translation>
    </message>
    <message>
        <source>Answer the program that waits…</source>
        <translation>Dem wartenden Programm antworten …</translation>
    </message>
    <message>
        <source>Bring the question of a program to the front</source>
        <translation>Die Frage eines Programms nach vorn holen</translation>
    </message>
</context>
<context>
    <name>keystead::ui::MainWindow</name>
    <message>
        <source>The warning stays</source>
        <translation>Die Warnung bleibt</translation>
    </message>
    <message>
        <source>Look at the audit trail</source>
        <translation>Prüfprotokoll ansehen</translation>
    </message>
    <message>
        <source>Dismiss</source>
        <translation>Ausblenden</translation>
    </message>
    <message>
        <source>All connections</source>
        <translation>Alle Verbindungen</translation>
    </message>
    <message>
        <source>Practice: nothing here is real, and it is gone when you quit.</source>
        <translation>Übung: Nichts hier ist echt, und beim Beenden ist alles weg.</translation>
    </message>
    <message>
        <source>This vault is older than the last one seen on this computer</source>
        <translation>Dieser Tresor ist älter als der zuletzt hier gesehene</translation>
    </message>
    <message>
        <source>If you did not restore a backup yourself, somebody may have put an old copy in its place. Sign-ins are not refreshed until you decide.</source>
        <translation>Wenn Sie nicht selbst eine Sicherung eingespielt haben, hat vielleicht jemand eine alte Kopie untergeschoben. Bis Sie entscheiden, wird keine Anmeldung erneuert.</translation>
    </message>
    <message>
        <source>The connections could not be read</source>
        <translation>Die Verbindungen konnten nicht gelesen werden</translation>
    </message>
    <message>
        <source>The vault could not be locked</source>
        <translation>Der Tresor konnte nicht gesperrt werden</translation>
    </message>
    <message>
        <source>Sign in again</source>
        <translation>Erneut anmelden</translation>
    </message>
    <message>
        <source>Go on with this vault…</source>
        <translation>Mit diesem Tresor weitermachen …</translation>
    </message>
    <message>
        <source>Restore a backup…</source>
        <translation>Sicherung wiederherstellen …</translation>
    </message>
    <message>
        <source>Replace keys now…</source>
        <translation>Schlüssel jetzt ersetzen …</translation>
    </message>
    <message>
        <source>Later</source>
        <translation>Später</translation>
    </message>
    <message>
        <source>Keys of this vault are due for replacement</source>
        <translation>Schlüssel dieses Tresors sollten ersetzt werden</translation>
    </message>
    <message>
        <source>It takes seconds, and the vault stays in use.</source>
        <translation>Das dauert Sekunden, und der Tresor bleibt in Gebrauch.</translation>
    </message>
    <message>
        <source>Go on with the older vault?</source>
        <translation>Mit dem älteren Tresor weitermachen?</translation>
    </message>
    <message>
        <source>What was added or changed after it was copied is not in it: connections, newer tokens, records of the trail. Tokens that were renewed since may be refused by their services, and you would have to sign in again. The warning stays in the audit trail. If you did not put this copy here yourself, restore a backup instead and change the passphrase.</source>
        <translation>Was nach dieser Kopie hinzukam oder geändert wurde, fehlt darin: Verbindungen, neuere Token, Protokolleinträge. Dienste lehnen Token, die seither erneuert wurden, vielleicht ab; dann müssten Sie sich neu anmelden. Die Warnung bleibt im Prüfprotokoll. Haben Sie diese Kopie nicht selbst hierher gelegt, stellen Sie lieber eine Sicherung wieder her und ändern Sie die Passphrase.</translation>
    </message>
    <message>
        <source>Go on with this vault</source>
        <translation>Mit diesem Tresor weitermachen</translation>
    </message>
    <message>
        <source>It is in the profile “%1” now.</source>
        <translation>Sie ist jetzt im Profil „%1“.</translation>
    </message>
    <message>
        <source>Answer…</source>
        <translation>Antworten …</translation>
    </message>
    <message>
        <source>“%1” was denied: nobody answered within 60 seconds.</source>
        <translation>„%1“ wurde abgelehnt: In 60 Sekunden hat niemand geantwortet.</translation>
    </message>
    <message>
        <source>Your answer to “%1” could not be passed on</source>
        <translation>Ihre Antwort an „%1“ konnte nicht weitergegeben werden</translation>
    </message>
    <message numerus="yes">
        <source>%n programs wait for your answer</source>
        <translation>
            <numerusform>Ein Programm wartet auf Ihre Antwort</numerusform>
            <numerusform>%n Programme warten auf Ihre Antwort</numerusform>
        </translation>
    </message>
    <message>
        <source>The question stands in a window of its own. To it: %1.</source>
        <translation>Die Frage steht in einem eigenen Fenster. Dorthin: %1.</translation>
    </message>
</context>
<context>
    <name>keystead::ui::MethodPage</name>
    <message>
        <source>Recommended</source>
        <translation>Empfohlen</translation>
    </message>
</context>
<context>
    <name>keystead::ui::MoveDialog</name>
    <message>
        <source>Move “%1” to another profile</source>
        <translation>„%1“ in ein anderes Profil verschieben</translation>
    </message>
    <message>
        <source>Move connections</source>
        <translation>Verbindungen verschieben</translation>
    </message>
    <message>
        <source>What moves is sealed anew under the other profile&apos;s key. Names, access and history stay.</source>
        <translation>Verschobenes wird mit dem Schlüssel des anderen Profils neu versiegelt. Namen, Zugriffe und Verlauf bleiben.</translation>
    </message>
    <message>
        <source>To the profile</source>
        <translation>In das Profil</translation>
    </message>
    <message>
        <source>Connections to move</source>
        <translation>Zu verschiebende Verbindungen</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>Move</source>
        <translation>Verschieben</translation>
    </message>
    <message>
        <source>There is no other profile</source>
        <translation>Es gibt kein anderes Profil</translation>
    </message>
    <message>
        <source>Create one on the page Profiles first.</source>
        <translation>Legen Sie zuerst auf der Seite Profile eines an.</translation>
    </message>
    <message>
        <source>Moving…</source>
        <translation>Wird verschoben…</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <translation>%1: %2</translation>
    </message>
    <message>
        <source>its token is being refreshed; try again in a moment.</source>
        <translation>das Token wird gerade erneuert; versuchen Sie es gleich noch einmal.</translation>
    </message>
    <message numerus="yes">
        <source>%n connections stay where they are</source>
        <translation>
            <numerusform>%n Verbindung bleibt, wo sie ist</numerusform>
            <numerusform>%n Verbindungen bleiben, wo sie sind</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>keystead::ui::NewProfileDialog</name>
    <message>
        <source>New profile</source>
        <translation>Neues Profil</translation>
    </message>
    <message>
        <source>A profile has a key of its own: what is in it cannot be opened with another&apos;s. It can be exported and erased as a whole.</source>
        <translation>Ein Profil hat einen eigenen Schlüssel: Was darin ist, lässt sich mit keinem anderen öffnen. Es lässt sich als Ganzes exportieren und löschen.</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Name</translation>
    </message>
    <message>
        <source>For example a person or a client.</source>
        <translation>Zum Beispiel eine Person oder ein Kunde.</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>Create</source>
        <translation>Anlegen</translation>
    </message>
    <message>
        <source>The profile has no name.</source>
        <translation>Das Profil hat keinen Namen.</translation>
    </message>
    <message>
        <source>Give it one.</source>
        <translation>Geben Sie ihm einen.</translation>
    </message>
</context>
<context>
    <name>keystead::ui::OptionsPage</name>
    <message>
        <source>Profile</source>
        <translation>Profil</translation>
    </message>
    <message>
        <source>Where the imported connections go.</source>
        <translation>Wohin die importierten Verbindungen kommen.</translation>
    </message>
    <message>
        <source>The usual ways do not open it: say how it is encrypted</source>
        <translation>Die üblichen Wege öffnen es nicht: angeben, wie es verschlüsselt ist</translation>
    </message>
    <message>
        <source>How the key is made</source>
        <translation>Wie der Schlüssel entsteht</translation>
    </message>
    <message>
        <source>key, raw32, sha256, pbkdf2-sha256, pbkdf2-sha512 or scrypt, with its rounds.</source>
        <translation>key, raw32, sha256, pbkdf2-sha256, pbkdf2-sha512 oder scrypt, mit den Runden.</translation>
    </message>
    <message>
        <source>Salt</source>
        <translation>Salt</translation>
    </message>
    <message>
        <source>user_id, file, none, text:… or hex:…</source>
        <translation>user_id, file, none, text:… oder hex:…</translation>
    </message>
    <message>
        <source>Order of the parts</source>
        <translation>Reihenfolge der Teile</translation>
    </message>
    <message>
        <source>Where nonce, tag and data stand.</source>
        <translation>Wo Nonce, Tag und Daten stehen.</translation>
    </message>
    <message>
        <source>Length of the nonce</source>
        <translation>Länge der Nonce</translation>
    </message>
    <message>
        <source>12 or 16 bytes.</source>
        <translation>12 oder 16 Byte.</translation>
    </message>
    <message>
        <source>Name of the table</source>
        <translation>Name der Tabelle</translation>
    </message>
    <message>
        <source>Where it has another name than usual.</source>
        <translation>Wenn sie anders heißt als üblich.</translation>
    </message>
    <message>
        <source>The file is encrypted.</source>
        <translation>Die Datei ist verschlüsselt.</translation>
    </message>
    <message>
        <source>Enter its key or password.</source>
        <translation>Geben Sie ihren Schlüssel oder ihr Passwort ein.</translation>
    </message>
</context>
<context>
    <name>keystead::ui::OtherWaysDialog</name>
    <message>
        <source>Open the vault another way</source>
        <translation>Den Tresor anders öffnen</translation>
    </message>
    <message>
        <source>Way to open the vault</source>
        <translation>Weg zum Öffnen des Tresors</translation>
    </message>
    <message>
        <source>Security token “%1”</source>
        <translation>Sicherheitstoken „%1“</translation>
    </message>
    <message>
        <source>Use the last try: if the PIN is wrong, the token is locked</source>
        <translation>Den letzten Versuch nutzen: Ist die PIN falsch, wird das Token gesperrt</translation>
    </message>
    <message>
        <source>Unlock</source>
        <translation>Entsperren</translation>
    </message>
    <message>
        <source>PIN (leave it empty where it is typed on the reader)</source>
        <translation>PIN (leer lassen, wenn sie am Leser eingegeben wird)</translation>
    </message>
    <message>
        <source>Recovery key from the emergency sheet</source>
        <translation>Wiederherstellungsschlüssel vom Notfallblatt</translation>
    </message>
    <message>
        <source>Type the recovery key from its sheet.</source>
        <translation>Tippen Sie den Wiederherstellungsschlüssel vom Blatt ab.</translation>
    </message>
    <message>
        <source>Asking the token…</source>
        <translation>Das Token wird gefragt …</translation>
    </message>
    <message>
        <source>Opening…</source>
        <translation>Wird geöffnet …</translation>
    </message>
    <message>
        <source>One try is left.</source>
        <translation>Ein Versuch ist übrig.</translation>
    </message>
    <message>
        <source>Tick that it shall be used, if you are sure of the PIN.</source>
        <translation>Kreuzen Sie an, dass er genutzt werden soll, wenn Sie der PIN sicher sind.</translation>
    </message>
    <message>
        <source>This recovery key does not open this vault.</source>
        <translation>Dieser Wiederherstellungsschlüssel öffnet diesen Tresor nicht.</translation>
    </message>
    <message>
        <source>Is it the sheet of another one?</source>
        <translation>Gehört das Blatt zu einem anderen?</translation>
    </message>
</context>
<context>
    <name>keystead::ui::PaperField</name>
    <message>
        <source>Choose…</source>
        <translation>Wählen…</translation>
    </message>
    <message>
        <source>Two files are written: .pdf and .json.</source>
        <translation>Zwei Dateien entstehen: .pdf und .json.</translation>
    </message>
    <message>
        <source>Where the files go</source>
        <translation>Wohin die Dateien kommen</translation>
    </message>
    <message>
        <source>There is no file name.</source>
        <translation>Der Dateiname fehlt.</translation>
    </message>
    <message>
        <source>Choose where the files go.</source>
        <translation>Wählen Sie, wohin die Dateien kommen.</translation>
    </message>
    <message>
        <source>This folder does not exist.</source>
        <translation>Diesen Ordner gibt es nicht.</translation>
    </message>
    <message>
        <source>Choose another one.</source>
        <translation>Wählen Sie einen anderen.</translation>
    </message>
    <message>
        <source>A file of this name is there and would be replaced.</source>
        <translation>Eine Datei dieses Namens gibt es schon; sie würde ersetzt.</translation>
    </message>
</context>
<context>
    <name>keystead::ui::PassphraseFields</name>
    <message>
        <source>New passphrase</source>
        <translation>Neue Passphrase</translation>
    </message>
    <message>
        <source>The same again</source>
        <translation>Noch einmal dieselbe</translation>
    </message>
    <message>
        <source>Repeat the passphrase</source>
        <translation>Passphrase wiederholen</translation>
    </message>
    <message>
        <source>Use it although it is weak</source>
        <translation>Trotz Schwäche verwenden</translation>
    </message>
    <message numerus="yes">
        <source>At least %n characters; four or five random words are good. Nobody can reset it.</source>
        <translation>
            <numerusform>Mindestens %n Zeichen; vier oder fünf zufällige Wörter sind gut. Niemand kann sie zurücksetzen.</numerusform>
            <numerusform>Mindestens %n Zeichen; vier oder fünf zufällige Wörter sind gut. Niemand kann sie zurücksetzen.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n more characters, please.</source>
        <translation>
            <numerusform>Bitte noch %n Zeichen.</numerusform>
            <numerusform>Bitte noch %n Zeichen.</numerusform>
        </translation>
    </message>
    <message>
        <source>It takes very long to guess.</source>
        <translation>Sie zu erraten dauert sehr lange.</translation>
    </message>
    <message>
        <source>The passphrase is too short.</source>
        <translation>Die Passphrase ist zu kurz.</translation>
    </message>
    <message numerus="yes">
        <source>Use at least %n characters.</source>
        <translation>
            <numerusform>Nehmen Sie mindestens %n Zeichen.</numerusform>
            <numerusform>Nehmen Sie mindestens %n Zeichen.</numerusform>
        </translation>
    </message>
    <message>
        <source>The passphrase is quickly guessed.</source>
        <translation>Die Passphrase ist schnell erraten.</translation>
    </message>
    <message>
        <source>Make it longer, or tick that you want it all the same.</source>
        <translation>Machen Sie sie länger, oder kreuzen Sie an, dass Sie sie trotzdem wollen.</translation>
    </message>
    <message>
        <source>The two passphrases differ.</source>
        <translation>Die beiden Passphrasen sind verschieden.</translation>
    </message>
    <message>
        <source>Type the same twice.</source>
        <translation>Geben Sie zweimal dieselbe ein.</translation>
    </message>
</context>
<context>
    <name>keystead::ui::PlanModel</name>
    <message>
        <source>%1 at %2</source>
        <translation>%1 auf %2</translation>
    </message>
    <message>
        <source>Passed over</source>
        <translation>Nicht gelesen</translation>
    </message>
    <message>
        <source>%1 · %2 · from %3</source>
        <translation>%1 · %2 · aus %3</translation>
    </message>
    <message>
        <source>What happens</source>
        <translation>Was geschieht</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Name</translation>
    </message>
    <message>
        <source>Service</source>
        <translation>Dienst</translation>
    </message>
    <message>
        <source>Account</source>
        <translation>Konto</translation>
    </message>
    <message>
        <source>Why, or from where</source>
        <translation>Warum oder woher</translation>
    </message>
</context>
<context>
    <name>keystead::ui::PreviewPart</name>
    <message numerus="yes">
        <source>Backup of %1 with %n connections</source>
        <translation>
            <numerusform>Sicherung vom %1 mit %n Verbindung</numerusform>
            <numerusform>Sicherung vom %1 mit %n Verbindungen</numerusform>
        </translation>
    </message>
    <message>
        <source>%1, Keystead %2</source>
        <translation>%1, Keystead %2</translation>
    </message>
    <message numerus="yes">
        <source>%n connections come back</source>
        <translation>
            <numerusform>%n Verbindung kommt zurück</numerusform>
            <numerusform>%n Verbindungen kommen zurück</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n connections go</source>
        <translation>
            <numerusform>%n Verbindung geht</numerusform>
            <numerusform>%n Verbindungen gehen</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n connections change back</source>
        <translation>
            <numerusform>%n Verbindung wird wieder wie damals</numerusform>
            <numerusform>%n Verbindungen werden wieder wie damals</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n connections stay as they are.</source>
        <translation>
            <numerusform>%n Verbindung bleibt, wie sie ist.</numerusform>
            <numerusform>%n Verbindungen bleiben, wie sie sind.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n sign-ins may be in use on another computer since. They wait until you say that they are not.</source>
        <translation>
            <numerusform>%n Anmeldung wird seither vielleicht auf einem anderen Rechner benutzt. Sie wartet, bis Sie sagen, dass es nicht so ist.</numerusform>
            <numerusform>%n Anmeldungen werden seither vielleicht auf einem anderen Rechner benutzt. Sie warten, bis Sie sagen, dass es nicht so ist.</numerusform>
        </translation>
    </message>
    <message>
        <source>The ways to open the vault stay as they are now.</source>
        <translation>Die Wege zum Öffnen des Tresors bleiben, wie sie jetzt sind.</translation>
    </message>
    <message>
        <source>The vault then opens with this desktop&apos;s keychain and with what opens the backup.</source>
        <translation>Der Tresor öffnet sich dann mit dem Schlüsselbund dieses Desktops und mit dem, was die Sicherung öffnet.</translation>
    </message>
    <message>
        <source>Nothing is deleted: what stands here now is kept in %1.</source>
        <translation>Nichts wird gelöscht: Was jetzt hier steht, wird in %1 aufgehoben.</translation>
    </message>
    <message>
        <source>Another vault stands here</source>
        <translation>Hier steht ein anderer Tresor</translation>
    </message>
    <message>
        <source>It is kept aside as a whole, and the one of the backup takes its place.</source>
        <translation>Er wird als Ganzes aufgehoben, und der aus der Sicherung tritt an seine Stelle.</translation>
    </message>
    <message>
        <source>What stands here could not be compared</source>
        <translation>Was hier steht, ließ sich nicht vergleichen</translation>
    </message>
    <message>
        <source>There is no vault here yet</source>
        <translation>Hier ist noch kein Tresor</translation>
    </message>
    <message>
        <source>The one of the backup is put here.</source>
        <translation>Der aus der Sicherung kommt hierher.</translation>
    </message>
    <message numerus="yes">
        <source>and %n more</source>
        <translation>
            <numerusform>und %n weitere</numerusform>
            <numerusform>und %n weitere</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n records leave the audit trail; the restore itself is on record.</source>
        <translation>
            <numerusform>%n Eintrag verlässt das Prüfprotokoll; die Wiederherstellung selbst steht darin.</numerusform>
            <numerusform>%n Einträge verlassen das Prüfprotokoll; die Wiederherstellung selbst steht darin.</numerusform>
        </translation>
    </message>
    <message>
        <source>They are of %1 to %2.</source>
        <translation>Sie sind vom %1 bis %2.</translation>
    </message>
</context>
<context>
    <name>keystead::ui::Problems</name>
    <message>
        <source>Ask only for the scopes that are needed.</source>
        <translation>Fragen Sie nur nach den nötigen Berechtigungen.</translation>
    </message>
    <message>
        <source>Check that the right text was pasted.</source>
        <translation>Prüfen Sie, ob der richtige Text eingefügt wurde.</translation>
    </message>
    <message>
        <source>Choose a provider from the list.</source>
        <translation>Wählen Sie einen Anbieter aus der Liste.</translation>
    </message>
    <message>
        <source>Choose another way to sign in.</source>
        <translation>Wählen Sie eine andere Art der Anmeldung.</translation>
    </message>
    <message>
        <source>Copy the client id again, without spaces.</source>
        <translation>Kopieren Sie die Client-ID noch einmal, ohne Leerzeichen.</translation>
    </message>
    <message>
        <source>Fill in the secret fields again.</source>
        <translation>Füllen Sie die Geheimnisfelder noch einmal aus.</translation>
    </message>
    <message>
        <source>Give at least one secret field, for example --secret secret.</source>
        <translation>Geben Sie mindestens ein Geheimnisfeld an.</translation>
    </message>
    <message>
        <source>Give the client secret that belongs to the client id.</source>
        <translation>Geben Sie das Client-Geheimnis zur Client-ID an.</translation>
    </message>
    <message>
        <source>Give the connection a name of 1 to 100 characters.</source>
        <translation>Geben Sie der Verbindung einen Namen von 1 bis 100 Zeichen.</translation>
    </message>
    <message>
        <source>Give the secret itself.</source>
        <translation>Geben Sie das Geheimnis selbst an.</translation>
    </message>
    <message>
        <source>Leave it in once.</source>
        <translation>Lassen Sie es nur einmal stehen.</translation>
    </message>
    <message>
        <source>Leave out the /: it separates profile and name.</source>
        <translation>Lassen Sie das / weg: Es trennt Profil und Namen.</translation>
    </message>
    <message>
        <source>Register an application at the provider and give its client id.</source>
        <translation>Registrieren Sie beim Anbieter eine Anwendung und geben Sie deren Client-ID an.</translation>
    </message>
    <message>
        <source>Remove it or the space.</source>
        <translation>Entfernen Sie es oder das Leerzeichen.</translation>
    </message>
    <message>
        <source>Remove it.</source>
        <translation>Entfernen Sie es.</translation>
    </message>
    <message>
        <source>Remove some.</source>
        <translation>Entfernen Sie einige.</translation>
    </message>
    <message>
        <source>Remove the OAuth client.</source>
        <translation>Entfernen Sie den OAuth-Client.</translation>
    </message>
    <message>
        <source>Remove the space at its edge.</source>
        <translation>Entfernen Sie das Leerzeichen am Rand.</translation>
    </message>
    <message>
        <source>The private key is encrypted: give its passphrase.</source>
        <translation>Der private Schlüssel ist verschlüsselt: Geben Sie seine Passphrase an.</translation>
    </message>
    <message>
        <source>Use 1 to 40 characters a tag.</source>
        <translation>Nehmen Sie 1 bis 40 Zeichen je Schlagwort.</translation>
    </message>
    <message>
        <source>Use 1 to 40 characters: a-z, 0-9 and underscore.</source>
        <translation>Nehmen Sie 1 bis 40 Zeichen: a-z, 0-9 und Unterstrich.</translation>
    </message>
    <message>
        <source>Use one or the other.</source>
        <translation>Nehmen Sie das eine oder das andere.</translation>
    </message>
    <message>
        <source>Use plain text of at most 1000 characters.</source>
        <translation>Nehmen Sie einfachen Text von höchstens 1000 Zeichen.</translation>
    </message>
    <message>
        <source>Use plain text of at most 10000 characters.</source>
        <translation>Nehmen Sie einfachen Text von höchstens 10000 Zeichen.</translation>
    </message>
    <message>
        <source>Use plain text of at most 200 characters.</source>
        <translation>Nehmen Sie einfachen Text von höchstens 200 Zeichen.</translation>
    </message>
    <message>
        <source>Write each scope without spaces, quotes and backslashes.</source>
        <translation>Schreiben Sie jede Berechtigung ohne Leerzeichen, Anführungszeichen und Backslashes.</translation>
    </message>
    <message>
        <source>Give a value for &quot;%1&quot;, for example %2.</source>
        <translation>Geben Sie einen Wert für „%1“ an, zum Beispiel %2.</translation>
    </message>
    <message>
        <source>Give a value for &quot;%1&quot;.</source>
        <translation>Geben Sie einen Wert für „%1“ an.</translation>
    </message>
    <message>
        <source>Use one of: %1.</source>
        <translation>Möglich sind: %1.</translation>
    </message>
    <message>
        <source>Write the ASCII form of the name, after checking that it is the one you mean: %1.</source>
        <translation>Schreiben Sie die ASCII-Form des Namens, nachdem Sie geprüft haben, dass er der gemeinte ist: %1.</translation>
    </message>
    <message>
        <source>Give only the host name, and :port where it is not the usual one, for example %1.</source>
        <translation>Geben Sie nur den Hostnamen an, und :Port, wenn es nicht der übliche ist, zum Beispiel %1.</translation>
    </message>
    <message>
        <source>Give only the host name, and :port where it is not the usual one.</source>
        <translation>Geben Sie nur den Hostnamen an, und :Port, wenn es nicht der übliche ist.</translation>
    </message>
    <message>
        <source>Use https, or set %1 to yes to allow http on this machine&apos;s own addresses.</source>
        <translation>Verwenden Sie https, oder setzen Sie %1 auf „ja“, um http für die eigenen Adressen dieses Rechners zu erlauben.</translation>
    </message>
    <message>
        <source>Give the whole address beginning with https://, for example %1.</source>
        <translation>Geben Sie die ganze Adresse an, beginnend mit https://, zum Beispiel %1.</translation>
    </message>
    <message>
        <source>Give the whole address beginning with https://.</source>
        <translation>Geben Sie die ganze Adresse an, beginnend mit https://.</translation>
    </message>
    <message>
        <source>Use only letters, digits, dots, underscores and hyphens, for example %1.</source>
        <translation>Verwenden Sie nur Buchstaben, Ziffern, Punkte, Unterstriche und Bindestriche, zum Beispiel %1.</translation>
    </message>
    <message>
        <source>Use only letters, digits, dots, underscores and hyphens.</source>
        <translation>Verwenden Sie nur Buchstaben, Ziffern, Punkte, Unterstriche und Bindestriche.</translation>
    </message>
    <message>
        <source>Check that &quot;%1&quot; was copied whole, without spaces or line breaks. It looks like %2.</source>
        <translation>Prüfen Sie, ob „%1“ ganz kopiert wurde, ohne Leerzeichen und Zeilenumbrüche. Es sieht aus wie %2.</translation>
    </message>
    <message>
        <source>Check that &quot;%1&quot; was copied whole, without spaces or line breaks.</source>
        <translation>Prüfen Sie, ob „%1“ ganz kopiert wurde, ohne Leerzeichen und Zeilenumbrüche.</translation>
    </message>
    <message>
        <source>Paste the whole PEM text, from -----BEGIN to -----END, of a certificate.</source>
        <translation>Fügen Sie den ganzen PEM-Text eines Zertifikats ein, von -----BEGIN bis -----END.</translation>
    </message>
    <message>
        <source>Paste the whole PEM text, from -----BEGIN to -----END, of a private key.</source>
        <translation>Fügen Sie den ganzen PEM-Text eines privaten Schlüssels ein, von -----BEGIN bis -----END.</translation>
    </message>
    <message>
        <source>Use an address with the same scheme, host and port as %1.</source>
        <translation>Verwenden Sie eine Adresse mit demselben Schema, Host und Port wie %1.</translation>
    </message>
</context>
<context>
    <name>keystead::ui::ProfileModel</name>
    <message>
        <source>Name</source>
        <translation>Name</translation>
    </message>
    <message>
        <source>Connections</source>
        <translation>Verbindungen</translation>
    </message>
    <message>
        <source>Created</source>
        <translation>Angelegt</translation>
    </message>
</context>
<context>
    <name>keystead::ui::ProfilesPage</name>
    <message>
        <source>Profiles</source>
        <translation>Profile</translation>
    </message>
    <message>
        <source>New profile…</source>
        <translation>Neues Profil…</translation>
    </message>
    <message>
        <source>Each has a key of its own. What is in one cannot be opened with another&apos;s, and one can be exported or erased as a whole.</source>
        <translation>Jedes hat einen eigenen Schlüssel. Was in einem ist, lässt sich mit keinem anderen öffnen, und eines lässt sich als Ganzes exportieren oder löschen.</translation>
    </message>
    <message>
        <source>Move connections…</source>
        <translation>Verbindungen verschieben…</translation>
    </message>
    <message>
        <source>Export all that is stored…</source>
        <translation>Alles Gespeicherte exportieren…</translation>
    </message>
    <message>
        <source>Erase…</source>
        <translation>Löschen…</translation>
    </message>
    <message>
        <source>There is no other profile</source>
        <translation>Es gibt kein anderes Profil</translation>
    </message>
    <message>
        <source>“%1” was created</source>
        <translation>„%1“ ist angelegt</translation>
    </message>
    <message numerus="yes">
        <source>%n connections were moved to “%1”</source>
        <translation>
            <numerusform>%n Verbindung wurde nach „%1“ verschoben</numerusform>
            <numerusform>%n Verbindungen wurden nach „%1“ verschoben</numerusform>
        </translation>
    </message>
    <message>
        <source>“%1” was erased</source>
        <translation>„%1“ ist gelöscht</translation>
    </message>
</context>
<context>
    <name>keystead::ui::ProgramCard</name>
    <message>
        <source>Show in the audit trail</source>
        <translation>Im Protokoll zeigen</translation>
    </message>
    <message>
        <source>Allow more…</source>
        <translation>Mehr erlauben …</translation>
    </message>
    <message>
        <source>Take access away</source>
        <translation>Zugriff entziehen</translation>
    </message>
    <message>
        <source>%1 and “%2”</source>
        <translation>%1 und „%2“</translation>
    </message>
    <message>
        <source>File</source>
        <translation>Datei</translation>
    </message>
    <message>
        <source>Run by</source>
        <translation>Ausgeführt von</translation>
    </message>
    <message>
        <source>Known by</source>
        <translation>Erkannt an</translation>
    </message>
    <message numerus="yes">
        <source>and %n more rights</source>
        <translation>
            <numerusform>und %n weiteres Recht</numerusform>
            <numerusform>und %n weitere Rechte</numerusform>
        </translation>
    </message>
    <message>
        <source>given %1</source>
        <translation>gegeben am %1</translation>
    </message>
    <message>
        <source>because: %1</source>
        <translation>weil: %1</translation>
    </message>
    <message>
        <source>May</source>
        <translation>Darf</translation>
    </message>
    <message>
        <source>nothing; it is asked for when it comes again</source>
        <translation>nichts; kommt es wieder, wird gefragt</translation>
    </message>
    <message>
        <source>Denied</source>
        <translation>Abgelehnt</translation>
    </message>
    <message numerus="yes">
        <source>%n attempts</source>
        <translation>
            <numerusform>%n Versuch</numerusform>
            <numerusform>%n Versuche</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>keystead::ui::ProgramModel</name>
    <message>
        <source>never</source>
        <translation>nie</translation>
    </message>
    <message numerus="yes">
        <source>%n uses</source>
        <translation>
            <numerusform>%n Nutzung</numerusform>
            <numerusform>%n Nutzungen</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>in the last %n days</source>
        <translation>
            <numerusform>am letzten Tag</numerusform>
            <numerusform>in den letzten %n Tagen</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>denied %n times</source>
        <translation>
            <numerusform>einmal abgelehnt</numerusform>
            <numerusform>%n-mal abgelehnt</numerusform>
        </translation>
    </message>
    <message>
        <source>Program</source>
        <translation>Programm</translation>
    </message>
    <message>
        <source>Connection</source>
        <translation>Verbindung</translation>
    </message>
    <message>
        <source>May</source>
        <translation>Darf</translation>
    </message>
    <message>
        <source>For how long</source>
        <translation>Wie lange</translation>
    </message>
    <message>
        <source>Last used</source>
        <translation>Zuletzt benutzt</translation>
    </message>
    <message>
        <source>Uses</source>
        <translation>Nutzungen</translation>
    </message>
    <message>
        <source>Denied</source>
        <translation>Abgelehnt</translation>
    </message>
</context>
<context>
    <name>keystead::ui::Programs</name>
    <message>
        <source>Unknown program</source>
        <translation>Unbekanntes Programm</translation>
    </message>
    <message>
        <source>Flatpak %1</source>
        <translation>Flatpak %1</translation>
    </message>
    <message>
        <source>Snap %1</source>
        <translation>Snap %1</translation>
    </message>
    <message>
        <source>Package %1</source>
        <translation>Paket %1</translation>
    </message>
    <message>
        <source>Script, run by %1</source>
        <translation>Skript, ausgeführt von %1</translation>
    </message>
    <message>
        <source>Not from a package</source>
        <translation>Nicht aus einem Paket</translation>
    </message>
    <message>
        <source>a hidden program</source>
        <translation>ein verborgenes Programm</translation>
    </message>
    <message>
        <source>Started by %1</source>
        <translation>Gestartet von %1</translation>
    </message>
    <message>
        <source>read the token</source>
        <translation>Token lesen</translation>
    </message>
    <message>
        <source>read %1</source>
        <translation>%1 lesen</translation>
    </message>
    <message>
        <source>make requests</source>
        <translation>Anfragen stellen</translation>
    </message>
    <message>
        <source>nothing</source>
        <translation>nichts</translation>
    </message>
    <message>
        <source>once</source>
        <translation>einmal</translation>
    </message>
    <message>
        <source>until you log out</source>
        <translation>bis zur Abmeldung</translation>
    </message>
    <message>
        <source>for a while</source>
        <translation>eine Zeit lang</translation>
    </message>
    <message>
        <source>always</source>
        <translation>immer</translation>
    </message>
    <message>
        <source>over</source>
        <translation>abgelaufen</translation>
    </message>
    <message>
        <source>%1 more</source>
        <translation>noch %1</translation>
    </message>
    <message>
        <source>at most %1 uses in %2</source>
        <translation>höchstens %1 Nutzungen in %2</translation>
    </message>
    <message>
        <source>wants to read the token of</source>
        <translation>möchte das Token lesen von</translation>
    </message>
    <message>
        <source>wants to read “%1” of</source>
        <translation>möchte „%1“ lesen von</translation>
    </message>
    <message>
        <source>wants a request to be made with</source>
        <translation>möchte eine Anfrage stellen lassen mit</translation>
    </message>
    <message>
        <source>It will be able to read the token, keep it and pass it on.</source>
        <translation>Es wird das Token lesen, behalten und weitergeben können.</translation>
    </message>
    <message>
        <source>It will be able to read this secret, keep it and pass it on.</source>
        <translation>Es wird dieses Geheimnis lesen, behalten und weitergeben können.</translation>
    </message>
    <message>
        <source>Keystead makes the request. The program gets the answer and will not see the token.</source>
        <translation>Keystead stellt die Anfrage. Das Programm erhält die Antwort und sieht das Token nicht.</translation>
    </message>
    <message>
        <source>profile %1</source>
        <translation>Profil %1</translation>
    </message>
    <message>
        <source>wants you to let a program use</source>
        <translation>möchte, dass Sie einem Programm Zugang geben zu</translation>
    </message>
    <message>
        <source>This is a right, not one use: it is added exactly as it stands here, and you can take it away on the programs page.</source>
        <translation>Das ist ein Recht, nicht eine Nutzung: Es gilt genau so, wie es hier steht, und Sie können es auf der Seite „Programme“ wieder nehmen.</translation>
    </message>
</context>
<context>
    <name>keystead::ui::ProgramsPage</name>
    <message>
        <source>Programs</source>
        <translation>Programme</translation>
    </message>
    <message>
        <source>Allow a program…</source>
        <translation>Programm zulassen …</translation>
    </message>
    <message>
        <source>Search programs and connections</source>
        <translation>Programme und Verbindungen suchen</translation>
    </message>
    <message>
        <source>Uses of which days</source>
        <translation>Nutzungen welcher Tage</translation>
    </message>
    <message>
        <source>Last 90 days</source>
        <translation>Letzte 90 Tage</translation>
    </message>
    <message>
        <source>Last 30 days</source>
        <translation>Letzte 30 Tage</translation>
    </message>
    <message>
        <source>Settings…</source>
        <translation>Einstellungen …</translation>
    </message>
    <message>
        <source>Programs and what they may</source>
        <translation>Programme und was sie dürfen</translation>
    </message>
    <message>
        <source>No program has access yet</source>
        <translation>Noch kein Programm hat Zugriff</translation>
    </message>
    <message>
        <source>A program names a connection and gets its token, or has Keystead make the request and never sees it. The first time it comes you are asked; what you allow stands here, with how often it is used, and you can take it back at any time.</source>
        <translation>Ein Programm nennt eine Verbindung und erhält ihr Token, oder es lässt Keystead die Anfrage stellen und sieht es nie. Beim ersten Mal werden Sie gefragt; was Sie erlauben, steht hier, mit der Häufigkeit der Nutzung, und Sie können es jederzeit zurücknehmen.</translation>
    </message>
    <message>
        <source>Nothing found</source>
        <translation>Nichts gefunden</translation>
    </message>
    <message>
        <source>No program here matches what you typed.</source>
        <translation>Kein Programm passt zu Ihrer Eingabe.</translation>
    </message>
    <message>
        <source>Clear the search</source>
        <translation>Suche leeren</translation>
    </message>
    <message>
        <source>Take access away</source>
        <translation>Zugriff entziehen</translation>
    </message>
    <message>
        <source>Allow more…</source>
        <translation>Mehr erlauben …</translation>
    </message>
    <message>
        <source>Show in the audit trail</source>
        <translation>Im Protokoll zeigen</translation>
    </message>
    <message>
        <source>Copy the path</source>
        <translation>Pfad kopieren</translation>
    </message>
    <message>
        <source>Asking is off</source>
        <translation>Die Rückfrage ist aus</translation>
    </message>
    <message>
        <source>Any program that runs as you may read every connection while the vault is unlocked. What stands here limits nothing until asking is on again.</source>
        <translation>Jedes Programm, das unter Ihrem Namen läuft, darf jede Verbindung lesen, solange der Tresor offen ist. Was hier steht, begrenzt nichts, bis die Rückfrage wieder an ist.</translation>
    </message>
    <message numerus="yes">
        <source>%n entries</source>
        <translation>
            <numerusform>%n Eintrag</numerusform>
            <numerusform>%n Einträge</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>keystead::ui::ProgressOverlay</name>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <translation>%1 von %2</translation>
    </message>
</context>
<context>
    <name>keystead::ui::ProofDialog</name>
    <message>
        <source>Confirm it is you</source>
        <translation>Bestätigen Sie, dass Sie es sind</translation>
    </message>
    <message>
        <source>Please confirm</source>
        <translation>Bitte bestätigen</translation>
    </message>
    <message>
        <source>Passphrase of the vault</source>
        <translation>Passphrase des Tresors</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>Enter the passphrase of the vault.</source>
        <translation>Geben Sie die Passphrase des Tresors ein.</translation>
    </message>
</context>
<context>
    <name>keystead::ui::ProviderModel</name>
    <message>
        <source>Code hosting</source>
        <translation>Code-Hosting</translation>
    </message>
    <message>
        <source>Banking</source>
        <translation>Bank</translation>
    </message>
    <message>
        <source>Cloud</source>
        <translation>Cloud</translation>
    </message>
    <message>
        <source>Identity</source>
        <translation>Identität</translation>
    </message>
    <message>
        <source>Productivity</source>
        <translation>Produktivität</translation>
    </message>
    <message>
        <source>Commerce</source>
        <translation>Handel</translation>
    </message>
    <message>
        <source>Developer</source>
        <translation>Entwicklung</translation>
    </message>
    <message>
        <source>Mail</source>
        <translation>E-Mail</translation>
    </message>
    <message>
        <source>Practice</source>
        <translation>Übung</translation>
    </message>
    <message>
        <source>Any service</source>
        <translation>Beliebiger Dienst</translation>
    </message>
</context>
<context>
    <name>keystead::ui::ProviderPage</name>
    <message>
        <source>Search for a service or a kind of sign-in</source>
        <translation>Nach Dienst oder Art der Anmeldung suchen</translation>
    </message>
    <message>
        <source>Search for a service</source>
        <translation>Nach einem Dienst suchen</translation>
    </message>
    <message>
        <source>Services</source>
        <translation>Dienste</translation>
    </message>
    <message>
        <source>No such service</source>
        <translation>Kein solcher Dienst</translation>
    </message>
    <message>
        <source>Take one of the entries for any service: a key, a password, a token or a browser sign-in at an address of your own.</source>
        <translation>Nehmen Sie einen der Einträge für beliebige Dienste: Schlüssel, Passwort, Token oder Browser-Anmeldung bei einer eigenen Adresse.</translation>
    </message>
    <message>
        <source>Show the entries for any service</source>
        <translation>Einträge für beliebige Dienste zeigen</translation>
    </message>
</context>
<context>
    <name>keystead::ui::RecordCard</name>
    <message>
        <source>The selected record</source>
        <translation>Der gewählte Eintrag</translation>
    </message>
</context>
<context>
    <name>keystead::ui::Records</name>
    <message>
        <source>Accepted</source>
        <translation>Hingenommen</translation>
    </message>
    <message>
        <source>Account</source>
        <translation>Konto</translation>
    </message>
    <message>
        <source>Cause</source>
        <translation>Ursache</translation>
    </message>
    <message>
        <source>Change</source>
        <translation>Änderung</translation>
    </message>
    <message>
        <source>Changed</source>
        <translation>Geändert</translation>
    </message>
    <message>
        <source>Error</source>
        <translation>Fehler</translation>
    </message>
    <message>
        <source>Count</source>
        <translation>Anzahl</translation>
    </message>
    <message>
        <source>Number of events</source>
        <translation>Anzahl der Ereignisse</translation>
    </message>
    <message>
        <source>Failed attempts</source>
        <translation>Fehlversuche</translation>
    </message>
    <message>
        <source>Field</source>
        <translation>Feld</translation>
    </message>
    <message>
        <source>Finding</source>
        <translation>Befund</translation>
    </message>
    <message>
        <source>Format</source>
        <translation>Format</translation>
    </message>
    <message>
        <source>Kind</source>
        <translation>Art</translation>
    </message>
    <message>
        <source>By</source>
        <translation>Mit</translation>
    </message>
    <message>
        <source>Reason</source>
        <translation>Grund</translation>
    </message>
    <message>
        <source>Number of records</source>
        <translation>Anzahl der Einträge</translation>
    </message>
    <message>
        <source>Refreshed before</source>
        <translation>Vorher erneuert</translation>
    </message>
    <message>
        <source>At the service</source>
        <translation>Beim Dienst</translation>
    </message>
    <message>
        <source>Shown to the person</source>
        <translation>Der Person gezeigt</translation>
    </message>
    <message>
        <source>New refresh token</source>
        <translation>Neues Erneuerungstoken</translation>
    </message>
    <message>
        <source>Permissions not granted</source>
        <translation>Nicht gewährte Berechtigungen</translation>
    </message>
    <message>
        <source>Record concerned</source>
        <translation>Betroffener Eintrag</translation>
    </message>
    <message>
        <source>HTTP status</source>
        <translation>HTTP-Status</translation>
    </message>
    <message>
        <source>Outcome uncertain</source>
        <translation>Ausgang ungewiss</translation>
    </message>
    <message>
        <source>Removal undone</source>
        <translation>Entfernen zurückgenommen</translation>
    </message>
    <message>
        <source>Result</source>
        <translation>Ergebnis</translation>
    </message>
    <message>
        <source>Trail was whole</source>
        <translation>Protokoll war vollständig</translation>
    </message>
    <message>
        <source>While the vault was</source>
        <translation>Während der Tresor</translation>
    </message>
    <message>
        <source>not used for a while</source>
        <translation>längere Zeit unbenutzt</translation>
    </message>
    <message>
        <source>a program was replaced by another one</source>
        <translation>ein Programm wurde durch ein anderes ersetzt</translation>
    </message>
    <message>
        <source>another account answered than before</source>
        <translation>ein anderes Konto als zuvor hat geantwortet</translation>
    </message>
    <message>
        <source>expired</source>
        <translation>abgelaufen</translation>
    </message>
    <message>
        <source>several failed unlocks in a row</source>
        <translation>mehrere Fehlversuche beim Entsperren nacheinander</translation>
    </message>
    <message>
        <source>desktop keychain</source>
        <translation>Schlüsselbund des Desktops</translation>
    </message>
    <message>
        <source>locked</source>
        <translation>gesperrt war</translation>
    </message>
    <message>
        <source>name</source>
        <translation>Name</translation>
    </message>
    <message>
        <source>no</source>
        <translation>nein</translation>
    </message>
    <message>
        <source>not asked to end the tokens</source>
        <translation>nicht gebeten, die Tokens zu beenden</translation>
    </message>
    <message>
        <source>cannot end them from here</source>
        <translation>kann sie von hier aus nicht beenden</translation>
    </message>
    <message>
        <source>notes</source>
        <translation>Notizen</translation>
    </message>
    <message>
        <source>locked at once on request</source>
        <translation>auf Wunsch sofort gesperrt</translation>
    </message>
    <message>
        <source>passphrase</source>
        <translation>Passphrase</translation>
    </message>
    <message>
        <source>paused</source>
        <translation>pausiert</translation>
    </message>
    <message>
        <source>repeatedly refused</source>
        <translation>wiederholt abgelehnt</translation>
    </message>
    <message>
        <source>asked for</source>
        <translation>angefordert</translation>
    </message>
    <message>
        <source>resumed</source>
        <translation>fortgesetzt</translation>
    </message>
    <message>
        <source>the tokens are ended</source>
        <translation>die Tokens sind beendet</translation>
    </message>
    <message>
        <source>did not confirm</source>
        <translation>hat nicht bestätigt</translation>
    </message>
    <message>
        <source>the vault was put back to an older copy</source>
        <translation>der Tresor wurde auf eine ältere Kopie zurückgesetzt</translation>
    </message>
    <message>
        <source>permissions</source>
        <translation>Berechtigungen</translation>
    </message>
    <message>
        <source>the screen was locked</source>
        <translation>der Bildschirm wurde gesperrt</translation>
    </message>
    <message>
        <source>Keystead was closed</source>
        <translation>Keystead wurde geschlossen</translation>
    </message>
    <message>
        <source>a way to open the vault was changed</source>
        <translation>ein Weg, den Tresor zu öffnen, wurde geändert</translation>
    </message>
    <message>
        <source>the computer went to sleep</source>
        <translation>der Rechner ging in den Ruhezustand</translation>
    </message>
    <message>
        <source>tags</source>
        <translation>Schlagwörter</translation>
    </message>
    <message>
        <source>the trail was changed from outside</source>
        <translation>das Protokoll wurde von außen verändert</translation>
    </message>
    <message>
        <source>the security token was taken out</source>
        <translation>das Sicherheitstoken wurde entfernt</translation>
    </message>
    <message>
        <source>an answer came from another issuer</source>
        <translation>eine Antwort kam von einem anderen Aussteller</translation>
    </message>
    <message>
        <source>an answer belonged to no sign-in</source>
        <translation>eine Antwort gehörte zu keiner Anmeldung</translation>
    </message>
    <message>
        <source>another person took the desktop</source>
        <translation>eine andere Person hat den Desktop übernommen</translation>
    </message>
    <message>
        <source>more happened while locked than could be noted</source>
        <translation>während der Sperre geschah mehr, als vermerkt werden konnte</translation>
    </message>
    <message>
        <source>a used-up token was used once more</source>
        <translation>ein verbrauchtes Token wurde noch einmal benutzt</translation>
    </message>
    <message>
        <source>unlocked</source>
        <translation>entsperrt war</translation>
    </message>
    <message>
        <source>yes</source>
        <translation>ja</translation>
    </message>
    <message>
        <source>because nobody used it</source>
        <translation>weil niemand ihn benutzt hat</translation>
    </message>
    <message>
        <source>while handing over to another Keystead</source>
        <translation>bei der Übergabe an ein anderes Keystead</translation>
    </message>
    <message>
        <source>while the vault was locked</source>
        <translation>während der Tresor gesperrt war</translation>
    </message>
    <message>
        <source>while closing</source>
        <translation>beim Schließen</translation>
    </message>
    <message>
        <source>through the socket for programs</source>
        <translation>über den Socket für Programme</translation>
    </message>
    <message>
        <source>by itself, in time</source>
        <translation>von selbst, rechtzeitig</translation>
    </message>
    <message>
        <source>while verifying the trail</source>
        <translation>beim Prüfen des Protokolls</translation>
    </message>
    <message>
        <source>in the window</source>
        <translation>im Fenster</translation>
    </message>
    <message>
        <source>%1 (process %2)</source>
        <translation>%1 (Prozess %2)</translation>
    </message>
    <message>
        <source>through %1</source>
        <translation>über %1</translation>
    </message>
    <message>
        <source>Time</source>
        <translation>Zeit</translation>
    </message>
    <message>
        <source>Exactly, in UTC: %1</source>
        <translation>Genau, in UTC: %1</translation>
    </message>
    <message>
        <source>Connection</source>
        <translation>Verbindung</translation>
    </message>
    <message>
        <source>Who</source>
        <translation>Wer</translation>
    </message>
    <message>
        <source>Took</source>
        <translation>Dauer</translation>
    </message>
    <message>
        <source>Record</source>
        <translation>Eintrag</translation>
    </message>
    <message>
        <source>number %1, fingerprint %2</source>
        <translation>Nummer %1, Fingerabdruck %2</translation>
    </message>
    <message>
        <source>Proof</source>
        <translation>Nachweis</translation>
    </message>
    <message>
        <source>Noted while the vault was locked: not proven by the chain.</source>
        <translation>Während der Sperre vermerkt: nicht durch die Kette belegt.</translation>
    </message>
</context>
<context>
    <name>keystead::ui::RemoveDialog</name>
    <message>
        <source>Remove connection</source>
        <translation>Verbindung entfernen</translation>
    </message>
    <message>
        <source>Remove “%1”?</source>
        <translation>„%1“ entfernen?</translation>
    </message>
    <message>
        <source>Its secrets are deleted from this vault. Programs that use it stop working. Its history stays in the audit trail.</source>
        <translation>Die Geheimnisse werden aus diesem Tresor gelöscht. Programme, die sie benutzen, funktionieren dann nicht mehr. Der Verlauf bleibt im Prüfprotokoll.</translation>
    </message>
    <message>
        <source>Ended tokens are worthless at once, and the removal cannot be undone. If the service does not confirm, the connection stays and you are told.</source>
        <translation>Widerrufene Token sind sofort wertlos, und das Entfernen lässt sich dann nicht rückgängig machen. Bestätigt der Dienst nicht, bleibt die Verbindung, und Sie erfahren es.</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>Entfernen</translation>
    </message>
    <message>
        <source>Also end its tokens at the service (%1)</source>
        <translation>Auch ihre Token beim Dienst (%1) beenden</translation>
    </message>
    <message>
        <source>The service (%1) offers no way to end this credential from here. Delete it there too if it should stop working.</source>
        <translation>Der Dienst (%1) bietet keinen Weg, diesen Zugang von hier aus zu beenden. Löschen Sie ihn auch dort, wenn er nicht mehr funktionieren soll.</translation>
    </message>
</context>
<context>
    <name>keystead::ui::Report</name>
    <message>
        <source>Audit report</source>
        <translation>Prüfbericht</translation>
    </message>
    <message>
        <source>Page %1 of %2</source>
        <translation>Seite %1 von %2</translation>
    </message>
    <message>
        <source>Vault</source>
        <translation>Tresor</translation>
    </message>
    <message>
        <source>Vault id</source>
        <translation>Tresor-Kennung</translation>
    </message>
    <message>
        <source>Audit key</source>
        <translation>Prüfschlüssel</translation>
    </message>
    <message>
        <source>Generated</source>
        <translation>Erstellt</translation>
    </message>
    <message>
        <source>Period</source>
        <translation>Zeitraum</translation>
    </message>
    <message>
        <source>from %1</source>
        <translation>ab %1</translation>
    </message>
    <message>
        <source>until %1</source>
        <translation>bis %1</translation>
    </message>
    <message>
        <source>the whole trail</source>
        <translation>das ganze Protokoll</translation>
    </message>
    <message>
        <source>Records</source>
        <translation>Einträge</translation>
    </message>
    <message>
        <source>%1, numbered %2 to %3</source>
        <translation>%1, Nummer %2 bis %3</translation>
    </message>
    <message>
        <source>Filters</source>
        <translation>Filter</translation>
    </message>
    <message>
        <source>none: every record</source>
        <translation>keine: jeder Eintrag</translation>
    </message>
    <message>
        <source>Times</source>
        <translation>Zeiten</translation>
    </message>
    <message>
        <source>First record</source>
        <translation>Erster Eintrag</translation>
    </message>
    <message>
        <source>Last record</source>
        <translation>Letzter Eintrag</translation>
    </message>
    <message>
        <source>Verification of the trail</source>
        <translation>Überprüfung des Protokolls</translation>
    </message>
    <message>
        <source>Verified</source>
        <translation>Überprüft</translation>
    </message>
    <message>
        <source>Not intact</source>
        <translation>Nicht unversehrt</translation>
    </message>
    <message>
        <source>All %1 records of the trail are signed, unchanged and in place.</source>
        <translation>Alle %1 Einträge des Protokolls sind signiert, unverändert und an ihrem Platz.</translation>
    </message>
    <message>
        <source>The trail is not as it was written, first at record %1.</source>
        <translation>Das Protokoll ist nicht mehr, wie es geschrieben wurde, zuerst bei Eintrag %1.</translation>
    </message>
    <message>
        <source>Head of the chain</source>
        <translation>Ende der Kette</translation>
    </message>
    <message>
        <source>Totals</source>
        <translation>Summen</translation>
    </message>
    <message>
        <source>By action</source>
        <translation>Nach Vorgang</translation>
    </message>
    <message>
        <source>By outcome</source>
        <translation>Nach Ergebnis</translation>
    </message>
    <message>
        <source>By connection</source>
        <translation>Nach Verbindung</translation>
    </message>
    <message>
        <source>By program</source>
        <translation>Nach Programm</translation>
    </message>
    <message>
        <source>%1 others</source>
        <translation>%1 weitere</translation>
    </message>
    <message>
        <source>no connection</source>
        <translation>keine Verbindung</translation>
    </message>
    <message>
        <source>no program</source>
        <translation>kein Programm</translation>
    </message>
    <message>
        <source>No record matches these filters.</source>
        <translation>Kein Eintrag passt zu diesen Filtern.</translation>
    </message>
    <message>
        <source>No.</source>
        <translation>Nr.</translation>
    </message>
    <message>
        <source>Time</source>
        <translation>Zeit</translation>
    </message>
    <message>
        <source>Action</source>
        <translation>Vorgang</translation>
    </message>
    <message>
        <source>Connection</source>
        <translation>Verbindung</translation>
    </message>
    <message>
        <source>Actor</source>
        <translation>Wer</translation>
    </message>
    <message>
        <source>Outcome</source>
        <translation>Ergebnis</translation>
    </message>
    <message>
        <source>Duration</source>
        <translation>Dauer</translation>
    </message>
    <message>
        <source>Detail</source>
        <translation>Einzelheiten</translation>
    </message>
    <message>
        <source>not authenticated: recorded while the vault was locked</source>
        <translation>nicht bewiesen: notiert, während der Tresor gesperrt war</translation>
    </message>
    <message>
        <source>End of report</source>
        <translation>Ende des Berichts</translation>
    </message>
    <message>
        <source>Person</source>
        <translation>Person</translation>
    </message>
    <message>
        <source>Program</source>
        <translation>Programm</translation>
    </message>
    <message>
        <source>Edited</source>
        <translation>Geändert</translation>
    </message>
    <message>
        <source>Removed</source>
        <translation>Entfernt</translation>
    </message>
    <message>
        <source>Reordered</source>
        <translation>Umgestellt</translation>
    </message>
    <message>
        <source>Inserted</source>
        <translation>Eingefügt</translation>
    </message>
    <message>
        <source>Bad signature</source>
        <translation>Falsche Signatur</translation>
    </message>
    <message>
        <source>Cut off</source>
        <translation>Abgeschnitten</translation>
    </message>
    <message>
        <source>Rolled back</source>
        <translation>Zurückgesetzt</translation>
    </message>
    <message>
        <source>Damaged</source>
        <translation>Beschädigt</translation>
    </message>
</context>
<context>
    <name>keystead::ui::RestoreDialog</name>
    <message>
        <source>Repair the vault from a backup</source>
        <translation>Den Tresor aus einer Sicherung reparieren</translation>
    </message>
    <message>
        <source>Restore from a backup</source>
        <translation>Aus einer Sicherung wiederherstellen</translation>
    </message>
    <message>
        <source>Nothing is changed before you have seen what would change.</source>
        <translation>Nichts wird geändert, bevor Sie gesehen haben, was sich ändern würde.</translation>
    </message>
    <message>
        <source>A backup file</source>
        <translation>Eine Sicherungsdatei</translation>
    </message>
    <message>
        <source>An automatic backup of this vault</source>
        <translation>Eine automatische Sicherung dieses Tresors</translation>
    </message>
    <message>
        <source>File of the backup</source>
        <translation>Datei der Sicherung</translation>
    </message>
    <message>
        <source>Automatic backups</source>
        <translation>Automatische Sicherungen</translation>
    </message>
    <message>
        <source>An automatic backup opens with this vault&apos;s own keys. Enter its passphrase.</source>
        <translation>Eine automatische Sicherung öffnet sich mit den Schlüsseln dieses Tresors. Geben Sie seine Passphrase ein.</translation>
    </message>
    <message>
        <source>An automatic backup opens with this vault&apos;s own keys. Enter its passphrase, or leave it empty to use this desktop&apos;s keychain.</source>
        <translation>Eine automatische Sicherung öffnet sich mit den Schlüsseln dieses Tresors. Geben Sie seine Passphrase ein, oder lassen Sie das Feld leer, um den Schlüsselbund dieses Desktops zu benutzen.</translation>
    </message>
    <message>
        <source>Passphrase of the vault</source>
        <translation>Passphrase des Tresors</translation>
    </message>
    <message>
        <source>An automatic backup of this vault (there is none)</source>
        <translation>Eine automatische Sicherung dieses Tresors (es gibt keine)</translation>
    </message>
    <message>
        <source>%1 – %2, %3</source>
        <translation>%1 – %2, %3</translation>
    </message>
    <message>
        <source>Continue</source>
        <translation>Weiter</translation>
    </message>
    <message>
        <source>What opens the backup?</source>
        <translation>Was öffnet die Sicherung?</translation>
    </message>
    <message>
        <source>See what would change</source>
        <translation>Zeigen, was sich ändern würde</translation>
    </message>
    <message>
        <source>What would change</source>
        <translation>Was sich ändern würde</translation>
    </message>
    <message>
        <source>Repair with this backup</source>
        <translation>Mit dieser Sicherung reparieren</translation>
    </message>
    <message>
        <source>Restore this backup</source>
        <translation>Diese Sicherung wiederherstellen</translation>
    </message>
    <message>
        <source>Restored</source>
        <translation>Wiederhergestellt</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Schließen</translation>
    </message>
    <message>
        <source>Choose a backup first.</source>
        <translation>Wählen Sie zuerst eine Sicherung.</translation>
    </message>
    <message>
        <source>There is no such file.</source>
        <translation>Diese Datei gibt es nicht.</translation>
    </message>
    <message>
        <source>Choose another one.</source>
        <translation>Wählen Sie eine andere.</translation>
    </message>
    <message>
        <source>Enter the passphrase of the vault.</source>
        <translation>Geben Sie die Passphrase des Tresors ein.</translation>
    </message>
    <message>
        <source>Opening the backup and comparing…</source>
        <translation>Die Sicherung wird geöffnet und verglichen …</translation>
    </message>
    <message>
        <source>Another vault takes the place of the one that is open.</source>
        <translation>Ein anderer Tresor tritt an die Stelle des offenen.</translation>
    </message>
    <message>
        <source>Restore</source>
        <translation>Wiederherstellen</translation>
    </message>
    <message>
        <source>Repairing…</source>
        <translation>Wird repariert …</translation>
    </message>
    <message>
        <source>Restoring…</source>
        <translation>Wird wiederhergestellt …</translation>
    </message>
    <message>
        <source>Stopped; everything is as it was.</source>
        <translation>Abgebrochen; alles ist wie zuvor.</translation>
    </message>
</context>
<context>
    <name>keystead::ui::RestoredPart</name>
    <message>
        <source>The backup is in place</source>
        <translation>Die Sicherung ist eingesetzt</translation>
    </message>
    <message>
        <source>What stood here before is in %1.</source>
        <translation>Was vorher hier stand, ist in %1.</translation>
    </message>
    <message numerus="yes">
        <source>%n sign-ins are perhaps used elsewhere</source>
        <translation>
            <numerusform>%n Anmeldung wird vielleicht anderswo benutzt</numerusform>
            <numerusform>%n Anmeldungen werden vielleicht anderswo benutzt</numerusform>
        </translation>
    </message>
    <message>
        <source>Two computers that renew one sign-in end it for both, so these are not renewed yet. If the other computer is gone or no longer uses them, use them here again. Else sign in again: that is always safe.</source>
        <translation>Zwei Rechner, die eine Anmeldung erneuern, beenden sie für beide; darum werden diese noch nicht erneuert. Gibt es den anderen Rechner nicht mehr oder benutzt er sie nicht mehr, benutzen Sie sie hier wieder. Sonst melden Sie sich neu an: Das ist immer sicher.</translation>
    </message>
    <message>
        <source>Use it here again</source>
        <translation>Hier wieder benutzen</translation>
    </message>
    <message>
        <source>Use “%1” here again</source>
        <translation>„%1“ hier wieder benutzen</translation>
    </message>
    <message>
        <source>In use here</source>
        <translation>Hier in Gebrauch</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>Erneut versuchen</translation>
    </message>
</context>
<context>
    <name>keystead::ui::ResultPage</name>
    <message>
        <source>Undo import…</source>
        <translation>Import rückgängig machen…</translation>
    </message>
    <message>
        <source>Take the secrets out of it…</source>
        <translation>Geheimnisse daraus entfernen…</translation>
    </message>
    <message>
        <source>Delete it securely…</source>
        <translation>Sicher löschen…</translation>
    </message>
    <message>
        <source>Put the file back…</source>
        <translation>Datei wiederherstellen…</translation>
    </message>
    <message>
        <source>The import was undone</source>
        <translation>Der Import ist rückgängig gemacht</translation>
    </message>
    <message>
        <source>The import is done</source>
        <translation>Der Import ist fertig</translation>
    </message>
    <message>
        <source>Every program that runs as you can read them there.</source>
        <translation>Jedes Programm, das unter Ihrem Namen läuft, kann sie dort lesen.</translation>
    </message>
    <message numerus="yes">
        <source>%n entries were passed over: they exist only in this file.</source>
        <translation>
            <numerusform>%n Eintrag wurde nicht gelesen: Er steht nur in dieser Datei.</numerusform>
            <numerusform>%n Einträge wurden nicht gelesen: Sie stehen nur in dieser Datei.</numerusform>
        </translation>
    </message>
    <message>
        <source>“%1” still holds the credentials</source>
        <translation>„%1“ enthält die Zugangsdaten noch</translation>
    </message>
    <message>
        <source>“%1” no longer holds the credentials</source>
        <translation>„%1“ enthält die Zugangsdaten nicht mehr</translation>
    </message>
    <message>
        <source>The file of before is kept in the vault until you give it up (page Import).</source>
        <translation>Die frühere Datei bleibt im Tresor, bis Sie sie aufgeben (Seite Import).</translation>
    </message>
</context>
<context>
    <name>keystead::ui::ReviewPage</name>
    <message>
        <source>Where the vault has another secret for the same account:</source>
        <translation>Wenn der Tresor für dasselbe Konto ein anderes Geheimnis hat:</translation>
    </message>
    <message>
        <source>Keep the vault&apos;s</source>
        <translation>Das des Tresors behalten</translation>
    </message>
    <message>
        <source>Take the file&apos;s; the vault&apos;s is kept aside</source>
        <translation>Das der Datei nehmen; das andere bleibt verwahrt</translation>
    </message>
    <message>
        <source>Keep both, as two connections</source>
        <translation>Beide behalten, als zwei Verbindungen</translation>
    </message>
    <message>
        <source>Which rows are shown</source>
        <translation>Welche Zeilen gezeigt werden</translation>
    </message>
    <message>
        <source>Take all</source>
        <translation>Alle nehmen</translation>
    </message>
    <message>
        <source>Take none</source>
        <translation>Keine nehmen</translation>
    </message>
    <message>
        <source>What would happen</source>
        <translation>Was geschehen würde</translation>
    </message>
    <message>
        <source>A row without its tick is left out. Nothing on this page is secret.</source>
        <translation>Eine Zeile ohne Haken wird weggelassen. Nichts auf dieser Seite ist geheim.</translation>
    </message>
    <message>
        <source>New (%1)</source>
        <translation>Neu (%1)</translation>
    </message>
    <message>
        <source>Merged (%1)</source>
        <translation>Ergänzt (%1)</translation>
    </message>
    <message>
        <source>In conflict (%1)</source>
        <translation>Im Konflikt (%1)</translation>
    </message>
    <message>
        <source>Skipped (%1)</source>
        <translation>Übergangen (%1)</translation>
    </message>
    <message>
        <source>Passed over (%1)</source>
        <translation>Nicht gelesen (%1)</translation>
    </message>
    <message>
        <source>All rows (%1)</source>
        <translation>Alle Zeilen (%1)</translation>
    </message>
    <message>
        <source>%1 new, %2 merged, %3 in conflict, %4 skipped</source>
        <translation>%1 neu, %2 ergänzt, %3 im Konflikt, %4 übergangen</translation>
    </message>
    <message numerus="yes">
        <source>%n entries of the file cannot be taken over</source>
        <translation>
            <numerusform>%n Eintrag der Datei lässt sich nicht übernehmen</numerusform>
            <numerusform>%n Einträge der Datei lassen sich nicht übernehmen</numerusform>
        </translation>
    </message>
    <message>
        <source>There is nothing to take over</source>
        <translation>Es gibt nichts zu übernehmen</translation>
    </message>
    <message>
        <source>About this file</source>
        <translation>Zu dieser Datei</translation>
    </message>
    <message>
        <source>What is passed over stays in the file; the reasons stand below.</source>
        <translation>Was nicht übernommen wird, bleibt in der Datei; die Gründe stehen unten.</translation>
    </message>
</context>
<context>
    <name>keystead::ui::RotateDialog</name>
    <message>
        <source>Replace keys</source>
        <translation>Schlüssel ersetzen</translation>
    </message>
    <message>
        <source>What is stored is sealed anew under fresh keys. The vault stays in use meanwhile, every way to open it stays, and it can be stopped at any time. Before the vault key is replaced an automatic backup is made.</source>
        <translation>Alles Gespeicherte wird unter frischen Schlüsseln neu versiegelt. Der Tresor bleibt dabei in Gebrauch, jeder Weg, ihn zu öffnen, bleibt, und es lässt sich jederzeit anhalten. Vor dem Ersetzen des Tresorschlüssels wird automatisch gesichert.</translation>
    </message>
    <message>
        <source>%1 – due</source>
        <translation>%1 – fällig</translation>
    </message>
    <message>
        <source>Replace</source>
        <translation>Ersetzen</translation>
    </message>
    <message>
        <source>Tick at least one key.</source>
        <translation>Kreuzen Sie mindestens einen Schlüssel an.</translation>
    </message>
    <message>
        <source>The chosen keys will be replaced.</source>
        <translation>Die gewählten Schlüssel werden ersetzt.</translation>
    </message>
    <message>
        <source>Starting…</source>
        <translation>Wird begonnen …</translation>
    </message>
</context>
<context>
    <name>keystead::ui::RotationSection</name>
    <message>
        <source>Keys inside the vault</source>
        <translation>Schlüssel im Tresor</translation>
    </message>
    <message>
        <source>A fresh key ends what an old copy of the vault, or of a key, is still good for.</source>
        <translation>Ein frischer Schlüssel beendet, wozu eine alte Kopie des Tresors oder eines Schlüssels noch taugt.</translation>
    </message>
    <message>
        <source>Replace keys now…</source>
        <translation>Schlüssel jetzt ersetzen …</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>Anhalten</translation>
    </message>
    <message>
        <source>When keys get old</source>
        <translation>Wenn Schlüssel alt werden</translation>
    </message>
    <message>
        <source>A key that was used very often is replaced in any case, long before its limit.</source>
        <translation>Ein sehr oft benutzter Schlüssel wird auf jeden Fall ersetzt, lange vor seiner Grenze.</translation>
    </message>
    <message>
        <source>Do nothing</source>
        <translation>Nichts tun</translation>
    </message>
    <message>
        <source>Remind me</source>
        <translation>Mich erinnern</translation>
    </message>
    <message>
        <source>Replace them by itself</source>
        <translation>Von selbst ersetzen</translation>
    </message>
    <message>
        <source>A key is old</source>
        <translation>Ein Schlüssel ist alt</translation>
    </message>
    <message>
        <source>after 1 month</source>
        <translation>nach 1 Monat</translation>
    </message>
    <message>
        <source>after 3 months</source>
        <translation>nach 3 Monaten</translation>
    </message>
    <message>
        <source>after 6 months</source>
        <translation>nach 6 Monaten</translation>
    </message>
    <message>
        <source>after 1 year</source>
        <translation>nach 1 Jahr</translation>
    </message>
    <message>
        <source>after 2 years</source>
        <translation>nach 2 Jahren</translation>
    </message>
    <message numerus="yes">
        <source>after %n months</source>
        <translation>
            <numerusform>nach %n Monat</numerusform>
            <numerusform>nach %n Monaten</numerusform>
        </translation>
    </message>
    <message>
        <source>Key</source>
        <translation>Schlüssel</translation>
    </message>
    <message>
        <source>Generation</source>
        <translation>Generation</translation>
    </message>
    <message>
        <source>Since</source>
        <translation>Seit</translation>
    </message>
    <message>
        <source>Seals made</source>
        <translation>Versiegelungen</translation>
    </message>
    <message>
        <source>Next due</source>
        <translation>Fällig</translation>
    </message>
    <message>
        <source>under 0.1 % of the limit</source>
        <translation>unter 0,1 % der Grenze</translation>
    </message>
    <message>
        <source>%1 % of the limit</source>
        <translation>%1 % der Grenze</translation>
    </message>
    <message>
        <source>%1 (%2)</source>
        <translation>%1 (%2)</translation>
    </message>
    <message>
        <source>A key seals at most 4,294,967,296 times and is replaced at half of that.</source>
        <translation>Ein Schlüssel versiegelt höchstens 4.294.967.296-mal und wird bei der Hälfte ersetzt.</translation>
    </message>
    <message>
        <source>Being replaced</source>
        <translation>Wird ersetzt</translation>
    </message>
    <message>
        <source>Due now</source>
        <translation>Jetzt fällig</translation>
    </message>
    <message>
        <source>never</source>
        <translation>nie</translation>
    </message>
    <message>
        <source>Key %1 of %2. %3</source>
        <translation>Schlüssel %1 von %2. %3</translation>
    </message>
</context>
<context>
    <name>keystead::ui::RunActions</name>
    <message numerus="yes">
        <source>and %n more</source>
        <translation>
            <numerusform>und %n weitere</numerusform>
            <numerusform>und %n weitere</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>The %n connections it made are removed from the vault.</source>
        <translation>
            <numerusform>Die %n Verbindung, die er angelegt hat, wird aus dem Tresor entfernt.</numerusform>
            <numerusform>Die %n Verbindungen, die er angelegt hat, werden aus dem Tresor entfernt.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>The %n it added to become what they were.</source>
        <translation>
            <numerusform>Die %n, die er ergänzt hat, wird, was sie war.</numerusform>
            <numerusform>Die %n, die er ergänzt hat, werden, was sie waren.</numerusform>
        </translation>
    </message>
    <message>
        <source>The file no longer holds these credentials: the vault has the only copy. What is removed is lost for good.</source>
        <translation>Die Datei enthält diese Zugangsdaten nicht mehr: Der Tresor hat die einzige Kopie. Was entfernt wird, ist endgültig verloren.</translation>
    </message>
    <message>
        <source>What was changed since stays.</source>
        <translation>Was seither geändert wurde, bleibt.</translation>
    </message>
    <message>
        <source>Undo this import?</source>
        <translation>Diesen Import rückgängig machen?</translation>
    </message>
    <message>
        <source>Remove for good</source>
        <translation>Endgültig entfernen</translation>
    </message>
    <message>
        <source>Undo import</source>
        <translation>Rückgängig machen</translation>
    </message>
    <message>
        <source>Undoing the import…</source>
        <translation>Der Import wird rückgängig gemacht…</translation>
    </message>
    <message numerus="yes">
        <source>%n removed</source>
        <translation>
            <numerusform>%n entfernt</numerusform>
            <numerusform>%n entfernt</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n restored</source>
        <translation>
            <numerusform>%n wiederhergestellt</numerusform>
            <numerusform>%n wiederhergestellt</numerusform>
        </translation>
    </message>
    <message>
        <source>Changed since the import, and therefore kept: %1.</source>
        <translation>Seit dem Import geändert und deshalb behalten: %1.</translation>
    </message>
    <message>
        <source>The import was undone</source>
        <translation>Der Import ist rückgängig gemacht</translation>
    </message>
    <message>
        <source>Delete the source securely?</source>
        <translation>Die Quelle sicher löschen?</translation>
    </message>
    <message>
        <source>%1

The file is overwritten and deleted. This is final: there is no undo, and it is not in the wastebasket. Copies, backups and snapshots of it are not reached.</source>
        <translation>%1

Die Datei wird überschrieben und gelöscht. Das ist endgültig: Es lässt sich nicht rückgängig machen, und im Papierkorb liegt sie nicht. Kopien, Sicherungen und Snapshots werden nicht erreicht.</translation>
    </message>
    <message>
        <source>Delete for good</source>
        <translation>Endgültig löschen</translation>
    </message>
    <message>
        <source>Overwriting and deleting…</source>
        <translation>Überschreiben und löschen…</translation>
    </message>
    <message numerus="yes">
        <source>%n files were deleted</source>
        <translation>
            <numerusform>%n Datei wurde gelöscht</numerusform>
            <numerusform>%n Dateien wurden gelöscht</numerusform>
        </translation>
    </message>
    <message>
        <source>Take the secrets out of the file?</source>
        <translation>Die Geheimnisse aus der Datei entfernen?</translation>
    </message>
    <message>
        <source>%1

Every imported secret in it is replaced by “moved-to-keystead”. Programs that read the file no longer find their credentials there. The file of before is kept in the vault until you give it up.</source>
        <translation>%1

Jedes importierte Geheimnis darin wird durch „moved-to-keystead“ ersetzt. Programme, die die Datei lesen, finden ihre Zugangsdaten dort nicht mehr. Die frühere Datei bleibt im Tresor, bis Sie sie aufgeben.</translation>
    </message>
    <message>
        <source>Take them out</source>
        <translation>Entfernen</translation>
    </message>
    <message>
        <source>Replacing the secrets…</source>
        <translation>Die Geheimnisse werden ersetzt…</translation>
    </message>
    <message>
        <source>The secrets were taken out of the file</source>
        <translation>Die Geheimnisse sind aus der Datei entfernt</translation>
    </message>
    <message>
        <source>Put the file back as it was?</source>
        <translation>Die Datei wiederherstellen, wie sie war?</translation>
    </message>
    <message>
        <source>%1

The secrets stand in it again, readable for every program that runs as you.</source>
        <translation>%1

Die Geheimnisse stehen wieder darin, lesbar für jedes Programm, das unter Ihrem Namen läuft.</translation>
    </message>
    <message>
        <source>Put it back</source>
        <translation>Wiederherstellen</translation>
    </message>
    <message>
        <source>Putting the file back…</source>
        <translation>Die Datei wird wiederhergestellt…</translation>
    </message>
    <message>
        <source>The file is as it was</source>
        <translation>Die Datei ist, wie sie war</translation>
    </message>
    <message>
        <source>Give up what is kept of before?</source>
        <translation>Das Aufbewahrte aufgeben?</translation>
    </message>
    <message>
        <source>The file of before the import, and secrets that the import replaced, are deleted from the vault. From then on they cannot be put back.</source>
        <translation>Die Datei von vor dem Import und Geheimnisse, die der Import ersetzt hat, werden aus dem Tresor gelöscht. Danach lassen sie sich nicht mehr wiederherstellen.</translation>
    </message>
    <message>
        <source>Give it up</source>
        <translation>Aufgeben</translation>
    </message>
    <message>
        <source>Giving up what was kept…</source>
        <translation>Das Aufbewahrte wird gelöscht…</translation>
    </message>
    <message>
        <source>What was kept of before is gone</source>
        <translation>Das Aufbewahrte ist gelöscht</translation>
    </message>
    <message>
        <source>The file is put back as it was first, with the secrets in it.</source>
        <translation>Zuvor wird die Datei wiederhergestellt, wie sie war, mit den Geheimnissen darin.</translation>
    </message>
</context>
<context>
    <name>keystead::ui::RunModel</name>
    <message>
        <source>Undone on %1</source>
        <translation>Rückgängig gemacht am %1</translation>
    </message>
    <message>
        <source>When</source>
        <translation>Wann</translation>
    </message>
    <message>
        <source>From</source>
        <translation>Woher</translation>
    </message>
    <message>
        <source>Format</source>
        <translation>Format</translation>
    </message>
    <message>
        <source>Result</source>
        <translation>Ergebnis</translation>
    </message>
    <message>
        <source>The file</source>
        <translation>Die Datei</translation>
    </message>
</context>
<context>
    <name>keystead::ui::ScopesSection</name>
    <message>
        <source>Permissions</source>
        <translation>Berechtigungen</translation>
    </message>
    <message>
        <source>%1 (missing)</source>
        <translation>%1 (fehlt)</translation>
    </message>
    <message>
        <source>Asked for</source>
        <translation>Angefragt</translation>
    </message>
    <message>
        <source>Asked for and granted</source>
        <translation>Angefragt und gewährt</translation>
    </message>
    <message>
        <source>Asked for, not granted</source>
        <translation>Angefragt, nicht gewährt</translation>
    </message>
    <message>
        <source>Granted without being asked for</source>
        <translation>Ungefragt gewährt</translation>
    </message>
    <message numerus="yes">
        <source>%n asked for; what is granted shows after the sign-in.</source>
        <translation>
            <numerusform>%n angefragt; was gewährt ist, zeigt sich nach der Anmeldung.</numerusform>
            <numerusform>%n angefragt; was gewährt ist, zeigt sich nach der Anmeldung.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n asked for but not granted.</source>
        <translation>
            <numerusform>%n angefragt, aber nicht gewährt.</numerusform>
            <numerusform>%n angefragt, aber nicht gewährt.</numerusform>
        </translation>
    </message>
    <message>
        <source>Everything asked for was granted.</source>
        <translation>Alles Angefragte wurde gewährt.</translation>
    </message>
    <message numerus="yes">
        <source>%n granted beyond that.</source>
        <translation>
            <numerusform>%n darüber hinaus gewährt.</numerusform>
            <numerusform>%n darüber hinaus gewährt.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>keystead::ui::SecretField</name>
    <message>
        <source>Reveal %1</source>
        <translation>%1 anzeigen</translation>
    </message>
    <message>
        <source>Copy %1</source>
        <translation>%1 kopieren</translation>
    </message>
    <message>
        <source>%1, hidden</source>
        <translation>%1, verborgen</translation>
    </message>
    <message>
        <source>hides in %1 s</source>
        <translation>verschwindet in %1 s</translation>
    </message>
    <message>
        <source>%1, shown</source>
        <translation>%1, angezeigt</translation>
    </message>
    <message>
        <source>Hide %1</source>
        <translation>%1 verbergen</translation>
    </message>
</context>
<context>
    <name>keystead::ui::SecretInput</name>
    <message numerus="yes">
        <source>%n characters, hidden</source>
        <translation>
            <numerusform>%n Zeichen, verborgen</numerusform>
            <numerusform>%n Zeichen, verborgen</numerusform>
        </translation>
    </message>
    <message>
        <source>Secret field.</source>
        <translation>Geheimes Feld.</translation>
    </message>
</context>
<context>
    <name>keystead::ui::SecretsSection</name>
    <message>
        <source>Secrets</source>
        <translation>Geheimnisse</translation>
    </message>
    <message>
        <source>Nothing is stored yet. Sign in to get tokens.</source>
        <translation>Noch ist nichts gespeichert. Melden Sie sich an, um Token zu bekommen.</translation>
    </message>
</context>
<context>
    <name>keystead::ui::SettingsPage</name>
    <message>
        <source>Settings</source>
        <translation>Einstellungen</translation>
    </message>
    <message>
        <source>Appearance</source>
        <translation>Darstellung</translation>
    </message>
    <message>
        <source>Colours</source>
        <translation>Farben</translation>
    </message>
    <message>
        <source>As the desktop</source>
        <translation>Wie der Desktop</translation>
    </message>
    <message>
        <source>Light</source>
        <translation>Hell</translation>
    </message>
    <message>
        <source>Dark</source>
        <translation>Dunkel</translation>
    </message>
    <message>
        <source>Language</source>
        <translation>Sprache</translation>
    </message>
    <message>
        <source>Takes effect at the next start.</source>
        <translation>Gilt ab dem nächsten Start.</translation>
    </message>
    <message>
        <source>Keep running in the tray when the window is closed</source>
        <translation>Nach dem Schließen des Fensters im Hintergrund weiterlaufen</translation>
    </message>
    <message>
        <source>Tokens stay fresh and programs keep their access.</source>
        <translation>Token bleiben frisch, und Programme behalten ihren Zugriff.</translation>
    </message>
    <message>
        <source>Show desktop notifications</source>
        <translation>Benachrichtigungen anzeigen</translation>
    </message>
    <message>
        <source>One for each connection that needs you, and for security alerts.</source>
        <translation>Eine für jede Verbindung, die Sie braucht, und für Sicherheitswarnungen.</translation>
    </message>
    <message>
        <source>Safety</source>
        <translation>Sicherheit</translation>
    </message>
    <message>
        <source>Lock the vault when unused</source>
        <translation>Tresor bei Nichtbenutzung sperren</translation>
    </message>
    <message>
        <source>Programs are refused while it is locked.</source>
        <translation>Solange er gesperrt ist, werden Programme abgewiesen.</translation>
    </message>
    <message>
        <source>Never</source>
        <translation>Nie</translation>
    </message>
    <message>
        <source>After 5 minutes</source>
        <translation>Nach 5 Minuten</translation>
    </message>
    <message>
        <source>After 15 minutes</source>
        <translation>Nach 15 Minuten</translation>
    </message>
    <message>
        <source>After 1 hour</source>
        <translation>Nach 1 Stunde</translation>
    </message>
    <message>
        <source>After 8 hours</source>
        <translation>Nach 8 Stunden</translation>
    </message>
    <message>
        <source>Lock the vault with the screen</source>
        <translation>Tresor mit dem Bildschirm sperren</translation>
    </message>
    <message>
        <source>Lock the vault before the computer sleeps</source>
        <translation>Tresor sperren, bevor der Rechner schläft</translation>
    </message>
    <message>
        <source>Lock the vault when another user takes over the screen</source>
        <translation>Tresor sperren, wenn ein anderer Benutzer den Bildschirm übernimmt</translation>
    </message>
    <message>
        <source>Lock the vault when its security token is pulled</source>
        <translation>Tresor sperren, wenn sein Sicherheitstoken abgezogen wird</translation>
    </message>
    <message>
        <source>Clear copied secrets</source>
        <translation>Kopierte Geheimnisse löschen</translation>
    </message>
    <message>
        <source>After 10 seconds</source>
        <translation>Nach 10 Sekunden</translation>
    </message>
    <message>
        <source>After 20 seconds</source>
        <translation>Nach 20 Sekunden</translation>
    </message>
    <message>
        <source>After 1 minute</source>
        <translation>Nach 1 Minute</translation>
    </message>
    <message>
        <source>Freshness</source>
        <translation>Frische</translation>
    </message>
    <message>
        <source>Refresh tokens ahead of time</source>
        <translation>Token vorzeitig erneuern</translation>
    </message>
    <message>
        <source>Tokens that live shorter are refreshed after four fifths of their life.</source>
        <translation>Kurzlebigere Token werden nach vier Fünfteln ihrer Laufzeit erneuert.</translation>
    </message>
    <message>
        <source>1 minute</source>
        <translation>1 Minute</translation>
    </message>
    <message>
        <source>5 minutes</source>
        <translation>5 Minuten</translation>
    </message>
    <message>
        <source>10 minutes</source>
        <translation>10 Minuten</translation>
    </message>
    <message>
        <source>30 minutes</source>
        <translation>30 Minuten</translation>
    </message>
    <message>
        <source>1 hour</source>
        <translation>1 Stunde</translation>
    </message>
    <message>
        <source>Call it “Expiring soon”</source>
        <translation>Als „Läuft bald ab“ anzeigen</translation>
    </message>
    <message>
        <source>For keys, certificates and sign-ins that nothing renews by itself.</source>
        <translation>Für Schlüssel, Zertifikate und Anmeldungen, die sich nicht von selbst erneuern.</translation>
    </message>
    <message>
        <source>3 days ahead</source>
        <translation>3 Tage vorher</translation>
    </message>
    <message>
        <source>7 days ahead</source>
        <translation>7 Tage vorher</translation>
    </message>
    <message>
        <source>14 days ahead</source>
        <translation>14 Tage vorher</translation>
    </message>
    <message>
        <source>30 days ahead</source>
        <translation>30 Tage vorher</translation>
    </message>
    <message>
        <source>Vault</source>
        <translation>Tresor</translation>
    </message>
    <message>
        <source>Check the vault</source>
        <translation>Tresor prüfen</translation>
    </message>
    <message>
        <source>Read every page, seal and record and compare the anchors</source>
        <translation>Alle Seiten, Siegel und Einträge lesen und mit den Ankern vergleichen</translation>
    </message>
    <message>
        <source>Saved.</source>
        <translation>Gespeichert.</translation>
    </message>
    <message>
        <source>Folder: %1</source>
        <translation>Ordner: %1</translation>
    </message>
    <message>
        <source>Checking the vault…</source>
        <translation>Der Tresor wird geprüft …</translation>
    </message>
    <message>
        <source>The vault is sound</source>
        <translation>Der Tresor ist in Ordnung</translation>
    </message>
    <message numerus="yes">
        <source>%n checks passed.</source>
        <translation>
            <numerusform>%n Prüfung bestanden.</numerusform>
            <numerusform>%n Prüfungen bestanden.</numerusform>
        </translation>
    </message>
    <message>
        <source>The check found faults</source>
        <translation>Die Prüfung hat Fehler gefunden</translation>
    </message>
    <message>
        <source>Lock at once, whatever runs: %1. For a key of the whole desktop, bind one to “keystead-cli vault lock --now” in the desktop&apos;s settings.</source>
        <translation>Sofort sperren, was auch läuft: %1. Für eine Taste des ganzen Desktops legen Sie in dessen Einstellungen „keystead-cli vault lock --now“ auf eine.</translation>
    </message>
    <message>
        <source>Keys…</source>
        <translation>Schlüssel …</translation>
    </message>
    <message>
        <source>Ways to open the vault, and replacing its keys</source>
        <translation>Wege zum Öffnen des Tresors, und Ersetzen seiner Schlüssel</translation>
    </message>
    <message>
        <source>Backups…</source>
        <translation>Sicherungen …</translation>
    </message>
    <message>
        <source>Make a backup, or restore one</source>
        <translation>Eine Sicherung erstellen oder wiederherstellen</translation>
    </message>
    <message>
        <source>Programs</source>
        <translation>Programme</translation>
    </message>
    <message>
        <source>Ask before a program gets a credential</source>
        <translation>Fragen, bevor ein Programm Zugangsdaten erhält</translation>
    </message>
    <message>
        <source>A program without a right waits until you answer. Nobody there, or no answer within 60 seconds: it is denied.</source>
        <translation>Ein Programm ohne Recht wartet, bis Sie antworten. Ist niemand da oder kommt in 60 Sekunden keine Antwort, wird es abgelehnt.</translation>
    </message>
    <message>
        <source>Keep a program&apos;s rights when its package is updated</source>
        <translation>Rechte eines Programms behalten, wenn sein Paket aktualisiert wird</translation>
    </message>
    <message>
        <source>Only for programs that the system&apos;s package manager owns. Any other program that changes is asked for again.</source>
        <translation>Nur für Programme der Paketverwaltung des Systems. Bei jedem anderen Programm, das sich ändert, wird wieder gefragt.</translation>
    </message>
    <message>
        <source>Offer the local HTTP endpoint</source>
        <translation>Die lokale HTTP-Schnittstelle anbieten</translation>
    </message>
    <message>
        <source>Programs that speak HTTP send their request to an address of this computer, and Keystead adds the credential. Each program needs a key of its own.</source>
        <translation>Programme, die HTTP sprechen, schicken ihre Anfrage an eine Adresse dieses Rechners, und Keystead fügt die Zugangsdaten hinzu. Jedes Programm braucht einen eigenen Schlüssel.</translation>
    </message>
    <message>
        <source>Stop asking for programs?</source>
        <translation>Bei Programmen nicht mehr fragen?</translation>
    </message>
    <message>
        <source>Any program that runs as you may then read every token and every secret field of every connection while the vault is unlocked, without a question. Each use stays on record. Rights that you gave stay, but limit nothing.</source>
        <translation>Jedes Programm, das unter Ihrem Namen läuft, darf dann ohne Rückfrage jedes Token und jedes geheime Feld jeder Verbindung lesen, solange der Tresor offen ist. Jede Nutzung bleibt im Protokoll. Rechte, die Sie gegeben haben, bleiben, begrenzen aber nichts.</translation>
    </message>
    <message>
        <source>Stop asking</source>
        <translation>Nicht mehr fragen</translation>
    </message>
</context>
<context>
    <name>keystead::ui::Sidebar</name>
    <message>
        <source>Categories</source>
        <translation>Gruppen</translation>
    </message>
</context>
<context>
    <name>keystead::ui::SidebarModel</name>
    <message numerus="yes">
        <source>%1, %n connections</source>
        <translation>
            <numerusform>%1, %n Verbindung</numerusform>
            <numerusform>%1, %n Verbindungen</numerusform>
        </translation>
    </message>
    <message>
        <source>All connections</source>
        <translation>Alle Verbindungen</translation>
    </message>
    <message>
        <source>Needs attention</source>
        <translation>Braucht Sie</translation>
    </message>
    <message>
        <source>Expiring soon</source>
        <translation>Läuft bald ab</translation>
    </message>
    <message>
        <source>Kind</source>
        <translation>Art</translation>
    </message>
    <message>
        <source>Profile</source>
        <translation>Profil</translation>
    </message>
    <message>
        <source>Tags</source>
        <translation>Schlagwörter</translation>
    </message>
</context>
<context>
    <name>keystead::ui::SignInDialog</name>
    <message>
        <source>Sign in</source>
        <translation>Anmelden</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
</context>
<context>
    <name>keystead::ui::SignInPanel</name>
    <message>
        <source>Time left to sign in</source>
        <translation>Verbleibende Zeit zum Anmelden</translation>
    </message>
    <message>
        <source>Open the browser again</source>
        <translation>Browser noch einmal öffnen</translation>
    </message>
    <message>
        <source>Copy the link</source>
        <translation>Link kopieren</translation>
    </message>
    <message>
        <source>For a browser on another computer or in another profile</source>
        <translation>Für einen Browser auf einem anderen Rechner oder in einem anderen Profil</translation>
    </message>
    <message>
        <source>Signed in on another computer?</source>
        <translation>Auf einem anderen Rechner angemeldet?</translation>
    </message>
    <message>
        <source>The browser there ends on a page that it cannot open. Copy its address and paste it here.</source>
        <translation>Der Browser dort endet auf einer Seite, die er nicht öffnen kann. Kopieren Sie deren Adresse und fügen Sie sie hier ein.</translation>
    </message>
    <message>
        <source>http://127.0.0.1:…</source>
        <translation>http://127.0.0.1:…</translation>
    </message>
    <message>
        <source>Address of the last page</source>
        <translation>Adresse der letzten Seite</translation>
    </message>
    <message>
        <source>Continue</source>
        <translation>Weiter</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>Noch einmal versuchen</translation>
    </message>
    <message>
        <source>Link copied</source>
        <translation>Link kopiert</translation>
    </message>
    <message>
        <source>Getting ready…</source>
        <translation>Wird vorbereitet …</translation>
    </message>
    <message>
        <source>Signed in.</source>
        <translation>Angemeldet.</translation>
    </message>
    <message>
        <source>your browser</source>
        <translation>Ihrem Browser</translation>
    </message>
    <message>
        <source>This did not work out. Nothing that was stored before is lost.</source>
        <translation>Das hat nicht geklappt. Von dem, was schon gespeichert war, ist nichts verloren.</translation>
    </message>
    <message>
        <source>Waiting for the browser · %1:%2 left</source>
        <translation>Warten auf den Browser · noch %1:%2</translation>
    </message>
    <message>
        <source>Waiting for the sign-in in the browser</source>
        <translation>Warten auf die Anmeldung im Browser</translation>
    </message>
    <message>
        <source>%1: sign in in the browser</source>
        <translation>%1: Anmeldung im Browser</translation>
    </message>
    <message>
        <source>The sign-in page (%1) is open in %2. Sign in there with the account that “%3” is for.</source>
        <translation>Die Anmeldeseite (%1) ist in %2 geöffnet. Melden Sie sich dort mit dem Konto an, für das „%3“ gedacht ist.</translation>
    </message>
    <message>
        <source>The sign-in page (%1) is open in %2. Sign in there as %3, for “%4”.</source>
        <translation>Die Anmeldeseite (%1) ist in %2 geöffnet. Melden Sie sich dort als %3 an, für „%4“.</translation>
    </message>
    <message>
        <source>Stop waiting for the browser?</source>
        <translation>Nicht länger auf den Browser warten?</translation>
    </message>
    <message>
        <source>The page in the browser then leads nowhere. The connection stays and can be signed in to later.</source>
        <translation>Die Seite im Browser führt dann ins Leere. Die Verbindung bleibt; die Anmeldung lässt sich später nachholen.</translation>
    </message>
    <message>
        <source>Stop waiting</source>
        <translation>Nicht länger warten</translation>
    </message>
</context>
<context>
    <name>keystead::ui::SlotsSection</name>
    <message>
        <source>Ways to open the vault</source>
        <translation>Wege zum Öffnen des Tresors</translation>
    </message>
    <message>
        <source>Any one of these opens the vault. Have at least two: one for every day, and one for the day when that is lost.</source>
        <translation>Jeder davon öffnet den Tresor. Haben Sie mindestens zwei: einen für jeden Tag und einen für den Tag, an dem der verloren ist.</translation>
    </message>
    <message>
        <source>Add a way to open it…</source>
        <translation>Weg hinzufügen …</translation>
    </message>
    <message>
        <source>Not confirmed yet</source>
        <translation>Noch nicht bestätigt</translation>
    </message>
    <message>
        <source>since %1</source>
        <translation>seit %1</translation>
    </message>
    <message>
        <source>The key was never typed back, so nobody knows whether the sheet can be read. It does not count yet.</source>
        <translation>Der Schlüssel wurde nie abgetippt; niemand weiß, ob das Blatt lesbar ist. Er zählt noch nicht.</translation>
    </message>
    <message>
        <source>%1 (%2)</source>
        <translation>%1 (%2)</translation>
    </message>
    <message>
        <source>Type it back…</source>
        <translation>Abtippen …</translation>
    </message>
    <message>
        <source>Change passphrase…</source>
        <translation>Passphrase ändern …</translation>
    </message>
    <message>
        <source>Remove…</source>
        <translation>Entfernen …</translation>
    </message>
</context>
<context>
    <name>keystead::ui::Snippets</name>
    <message>
        <source>Command line</source>
        <translation>Befehlszeile</translation>
    </message>
    <message>
        <source>Keystead makes the request with the credential and prints the answer. The program that asks never sees the token.</source>
        <translation>Keystead stellt die Anfrage mit den Zugangsdaten und gibt die Antwort aus. Das fragende Programm sieht das Token nie.</translation>
    </message>
    <message>
        <source>For bash and zsh. curl gets the token by a pipe, never on its command line. Prefer “Command line” where you can: there no program sees it.</source>
        <translation>Für bash und zsh. curl erhält das Token durch eine Pipe, nie auf seiner Befehlszeile. Nehmen Sie lieber „Befehlszeile“, wo es geht: Dort sieht es kein Programm.</translation>
    </message>
    <message>
        <source>The first line tells Git once to ask Keystead for this service: it shows the change and can undo it. Then clone and push as usual.</source>
        <translation>Die erste Zeile sagt Git einmalig, dass es Keystead nach diesem Dienst fragt: Sie zeigt die Änderung und kann sie zurücknehmen. Danach klonen und übertragen Sie wie gewohnt.</translation>
    </message>
    <message>
        <source>A container gets the token in its environment, for as long as it runs. For registries, “keystead-cli setup docker” lets docker ask Keystead itself.</source>
        <translation>Ein Container erhält das Token in seiner Umgebung, solange er läuft. Für Registries lässt „keystead-cli setup docker“ docker selbst bei Keystead fragen.</translation>
    </message>
    <message>
        <source>Any program</source>
        <translation>Jedes Programm</translation>
    </message>
    <message>
        <source>Runs a program with the secret in its environment and masks it in what the program prints. Nothing is written to a file.</source>
        <translation>Startet ein Programm mit dem Geheimnis in seiner Umgebung und verdeckt es in dessen Ausgaben. In keine Datei wird etwas geschrieben.</translation>
    </message>
    <message>
        <source>Writes a profile whose credentials come from Keystead: it shows the change and can undo it.</source>
        <translation>Schreibt ein Profil, dessen Zugangsdaten von Keystead kommen: Der Befehl zeigt die Änderung und kann sie zurücknehmen.</translation>
    </message>
    <message>
        <source>Writes a user whose token comes from Keystead: it shows the change and can undo it.</source>
        <translation>Schreibt einen Benutzer, dessen Token von Keystead kommt: Der Befehl zeigt die Änderung und kann sie zurücknehmen.</translation>
    </message>
    <message>
        <source>Keystead makes the request and asks you about the script the first time. The script never sees the token.</source>
        <translation>Keystead stellt die Anfrage und fragt Sie beim ersten Mal nach dem Skript. Das Skript sieht das Token nie.</translation>
    </message>
    <message>
        <source>Base URL</source>
        <translation>Basisadresse</translation>
    </message>
    <message>
        <source>For programs that know only a base URL and a key. The endpoint is switched on once in the settings; the key is good for the program that fetches it and what it starts. The program never sees the token.</source>
        <translation>Für Programme, die nur eine Basisadresse und einen Schlüssel kennen. Der Endpunkt wird einmal in den Einstellungen eingeschaltet; der Schlüssel gilt für das Programm, das ihn holt, und was es startet. Das Token sieht das Programm nie.</translation>
    </message>
</context>
<context>
    <name>keystead::ui::SourcePage</name>
    <message>
        <source>File</source>
        <translation>Datei</translation>
    </message>
    <message>
        <source>File to import</source>
        <translation>Zu importierende Datei</translation>
    </message>
    <message>
        <source>Drop a file here, or choose one</source>
        <translation>Datei hierher ziehen oder wählen</translation>
    </message>
    <message>
        <source>Choose a file…</source>
        <translation>Datei wählen…</translation>
    </message>
    <message>
        <source>A folder…</source>
        <translation>Ordner…</translation>
    </message>
    <message>
        <source>For the .cred files of a whole folder</source>
        <translation>Für die .cred-Dateien eines ganzen Ordners</translation>
    </message>
    <message>
        <source>Format</source>
        <translation>Format</translation>
    </message>
    <message>
        <source>Search for a program or a kind of file</source>
        <translation>Nach einem Programm oder einer Art Datei suchen</translation>
    </message>
    <message>
        <source>Search for a format</source>
        <translation>Nach einem Format suchen</translation>
    </message>
    <message>
        <source>Formats</source>
        <translation>Formate</translation>
    </message>
    <message>
        <source>Folder to import</source>
        <translation>Zu importierender Ordner</translation>
    </message>
    <message>
        <source>Nothing is imported before you have seen what would happen.</source>
        <translation>Importiert wird erst, wenn Sie gesehen haben, was geschehen würde.</translation>
    </message>
    <message>
        <source>The file is only read. Deleting it is offered at the end, and never done by itself.</source>
        <translation>Die Datei wird nur gelesen. Das Löschen wird am Ende angeboten und geschieht nie von selbst.</translation>
    </message>
    <message>
        <source>Keystead does not recognise this kind of file</source>
        <translation>Keystead erkennt diese Art Datei nicht</translation>
    </message>
    <message>
        <source>Choose its format in the list below.</source>
        <translation>Wählen Sie ihr Format in der Liste unten.</translation>
    </message>
    <message>
        <source>Recognised: %1</source>
        <translation>Erkannt: %1</translation>
    </message>
    <message>
        <source>Read as: %1</source>
        <translation>Gelesen als: %1</translation>
    </message>
    <message>
        <source>As you chose it below.</source>
        <translation>Wie Sie es unten gewählt haben.</translation>
    </message>
</context>
<context>
    <name>keystead::ui::States</name>
    <message>
        <source>Nobody has signed in yet.</source>
        <translation>Bisher hat sich niemand angemeldet.</translation>
    </message>
    <message>
        <source>Sign in once; from then on Keystead keeps it fresh.</source>
        <translation>Melden Sie sich einmal an; ab dann hält Keystead die Verbindung frisch.</translation>
    </message>
    <message>
        <source>What is stored here has expired.</source>
        <translation>Was hier gespeichert ist, ist abgelaufen.</translation>
    </message>
    <message>
        <source>Refresh it now; Keystead also tries by itself.</source>
        <translation>Erneuern Sie es jetzt; Keystead versucht es auch von selbst.</translation>
    </message>
    <message>
        <source>Sign in again or replace the secret; name, access and history stay.</source>
        <translation>Melden Sie sich neu an oder ersetzen Sie das Geheimnis; Name, Zugriffe und Verlauf bleiben erhalten.</translation>
    </message>
    <message>
        <source>Paused: nothing is lent and nothing is refreshed.</source>
        <translation>Angehalten: Nichts wird verliehen, nichts erneuert.</translation>
    </message>
    <message>
        <source>Everything is kept. Resume whenever you like.</source>
        <translation>Alles bleibt erhalten. Setzen Sie fort, wann Sie möchten.</translation>
    </message>
    <message>
        <source>The service no longer accepts these tokens.</source>
        <translation>Der Dienst nimmt diese Token nicht mehr an.</translation>
    </message>
    <message>
        <source>Sign in again to use it once more, or remove it.</source>
        <translation>Melden Sie sich neu an, um die Verbindung wieder zu benutzen, oder entfernen Sie sie.</translation>
    </message>
    <message>
        <source>The last refresh failed: %1</source>
        <translation>Das letzte Erneuern schlug fehl: %1</translation>
    </message>
    <message>
        <source>It expires soon and nothing renews it by itself.</source>
        <translation>Es läuft bald ab und erneuert sich nicht von selbst.</translation>
    </message>
    <message>
        <source>Replace it in time.</source>
        <translation>Ersetzen Sie es rechtzeitig.</translation>
    </message>
</context>
<context>
    <name>keystead::ui::StrengthMeter</name>
    <message>
        <source>Strength: %1</source>
        <translation>Stärke: %1</translation>
    </message>
    <message>
        <source>Strength: nothing typed yet</source>
        <translation>Stärke: noch nichts eingegeben</translation>
    </message>
</context>
<context>
    <name>keystead::ui::SubjectExportDialog</name>
    <message>
        <source>Export all that is stored on “%1”</source>
        <translation>Alles exportieren, was über „%1“ gespeichert ist</translation>
    </message>
    <message>
        <source>Connections, accounts, OAuth clients, times and every record of the audit trail. The secrets themselves are not in it, only which there are.</source>
        <translation>Verbindungen, Konten, OAuth-Clients, Zeiten und jeder Eintrag des Protokolls. Die Geheimnisse selbst sind nicht darin, nur welche es gibt.</translation>
    </message>
    <message>
        <source>Files</source>
        <translation>Dateien</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>Export…</source>
        <translation>Exportieren…</translation>
    </message>
    <message>
        <source>All that is stored on “%1”, except the secrets, is written to files that anybody who gets them can read.</source>
        <translation>Alles, was über „%1“ gespeichert ist, außer den Geheimnissen, wird in Dateien geschrieben, die jeder lesen kann, der sie bekommt.</translation>
    </message>
    <message>
        <source>Export</source>
        <translation>Exportieren</translation>
    </message>
    <message>
        <source>Writing the export…</source>
        <translation>Der Export wird geschrieben…</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Schließen</translation>
    </message>
    <message>
        <source>%1 connections and %2 records were written</source>
        <translation>%1 Verbindungen und %2 Einträge wurden geschrieben</translation>
    </message>
</context>
<context>
    <name>keystead::ui::TagEditor</name>
    <message>
        <source>Type and press Enter</source>
        <translation>Tippen und Eingabetaste drücken</translation>
    </message>
    <message>
        <source>Remove %1</source>
        <translation>%1 entfernen</translation>
    </message>
</context>
<context>
    <name>keystead::ui::Text</name>
    <message>
        <source>API key</source>
        <translation>API-Schlüssel</translation>
    </message>
    <message>
        <source>Access token</source>
        <translation>Zugriffstoken</translation>
    </message>
    <message>
        <source>Browser sign-in</source>
        <translation>Browser-Anmeldung</translation>
    </message>
    <message>
        <source>Client credentials</source>
        <translation>Client-Zugangsdaten</translation>
    </message>
    <message>
        <source>Signing key (JWT)</source>
        <translation>Signierschlüssel (JWT)</translation>
    </message>
    <message>
        <source>Certificate</source>
        <translation>Zertifikat</translation>
    </message>
    <message>
        <source>Custom fields</source>
        <translation>Eigene Felder</translation>
    </message>
    <message>
        <source>A key that you made at the service. It stays valid until you or the service end it.</source>
        <translation>Ein Schlüssel, den Sie beim Dienst erzeugt haben. Er gilt, bis Sie oder der Dienst ihn widerrufen.</translation>
    </message>
    <message>
        <source>The classic pair. Prefer another way where the service offers one.</source>
        <translation>Das klassische Paar. Nehmen Sie lieber einen anderen Weg, wenn der Dienst einen anbietet.</translation>
    </message>
    <message>
        <source>A token that you copied from the service, sent with each request.</source>
        <translation>Ein beim Dienst kopiertes Token, das jeder Anfrage beigelegt wird.</translation>
    </message>
    <message>
        <source>You sign in at the service in your browser; Keystead keeps the tokens fresh.</source>
        <translation>Sie melden sich im Browser beim Dienst an; Keystead hält die Token frisch.</translation>
    </message>
    <message>
        <source>For programs without a person: a client ID and its secret fetch short-lived tokens.</source>
        <translation>Für Programme ohne Person: Client-ID und Geheimnis holen kurzlebige Token.</translation>
    </message>
    <message>
        <source>A private key signs short-lived tokens. The key itself is never sent.</source>
        <translation>Ein privater Schlüssel signiert kurzlebige Token. Er selbst wird nie gesendet.</translation>
    </message>
    <message>
        <source>A client certificate and its private key.</source>
        <translation>Ein Client-Zertifikat mit seinem privaten Schlüssel.</translation>
    </message>
    <message>
        <source>Any named secrets that belong together.</source>
        <translation>Beliebige benannte Geheimnisse, die zusammengehören.</translation>
    </message>
    <message>
        <source>Not signed in</source>
        <translation>Nicht angemeldet</translation>
    </message>
    <message>
        <source>Active</source>
        <translation>Aktiv</translation>
    </message>
    <message>
        <source>Refreshing</source>
        <translation>Erneuert gerade</translation>
    </message>
    <message>
        <source>Refreshed</source>
        <translation>Erneuert</translation>
    </message>
    <message>
        <source>Syncing</source>
        <translation>Gleicht ab</translation>
    </message>
    <message>
        <source>Expired</source>
        <translation>Abgelaufen</translation>
    </message>
    <message>
        <source>Sign-in needed</source>
        <translation>Anmeldung nötig</translation>
    </message>
    <message>
        <source>Paused</source>
        <translation>Angehalten</translation>
    </message>
    <message>
        <source>Revoked</source>
        <translation>Widerrufen</translation>
    </message>
    <message>
        <source>You</source>
        <translation>Sie</translation>
    </message>
    <message>
        <source>Unknown program</source>
        <translation>Unbekanntes Programm</translation>
    </message>
    <message>
        <source>It works</source>
        <translation>Es funktioniert</translation>
    </message>
    <message>
        <source>The service refuses this credential</source>
        <translation>Der Dienst lehnt diese Zugangsdaten ab</translation>
    </message>
    <message>
        <source>It works, but permissions are missing</source>
        <translation>Es funktioniert, aber Berechtigungen fehlen</translation>
    </message>
    <message>
        <source>The service cannot be reached</source>
        <translation>Der Dienst ist nicht erreichbar</translation>
    </message>
    <message>
        <source>The connection to the service is not trustworthy</source>
        <translation>Der Verbindung zum Dienst ist nicht zu trauen</translation>
    </message>
    <message>
        <source>The service has a fault of its own</source>
        <translation>Der Dienst hat selbst eine Störung</translation>
    </message>
    <message>
        <source>There is no test for this service</source>
        <translation>Für diesen Dienst gibt es keinen Test</translation>
    </message>
    <message>
        <source>Record %1 was changed after it was written.</source>
        <translation>Eintrag %1 wurde nachträglich geändert.</translation>
    </message>
    <message>
        <source>Record %1 is missing.</source>
        <translation>Eintrag %1 fehlt.</translation>
    </message>
    <message>
        <source>Record %1 stands in the wrong place.</source>
        <translation>Eintrag %1 steht an der falschen Stelle.</translation>
    </message>
    <message>
        <source>Record %1 was inserted later.</source>
        <translation>Eintrag %1 wurde nachträglich eingefügt.</translation>
    </message>
    <message>
        <source>The signature of record %1 is not ours.</source>
        <translation>Die Signatur von Eintrag %1 stammt nicht von diesem Tresor.</translation>
    </message>
    <message>
        <source>The end of the trail was cut off at record %1.</source>
        <translation>Das Ende des Protokolls wurde bei Eintrag %1 abgeschnitten.</translation>
    </message>
    <message>
        <source>The vault was put back to an older copy; record %1 is the first that is gone.</source>
        <translation>Der Tresor wurde auf eine ältere Kopie zurückgesetzt; Eintrag %1 ist der erste fehlende.</translation>
    </message>
    <message>
        <source>Record %1 cannot be read.</source>
        <translation>Eintrag %1 ist nicht lesbar.</translation>
    </message>
    <message>
        <source>Password</source>
        <translation>Passwort</translation>
    </message>
    <message>
        <source>Refresh token</source>
        <translation>Erneuerungstoken</translation>
    </message>
    <message>
        <source>ID token</source>
        <translation>ID-Token</translation>
    </message>
    <message>
        <source>Client secret</source>
        <translation>Client-Geheimnis</translation>
    </message>
    <message>
        <source>Private key</source>
        <translation>Privater Schlüssel</translation>
    </message>
    <message>
        <source>Key passphrase</source>
        <translation>Passphrase des Schlüssels</translation>
    </message>
    <message>
        <source>Secret</source>
        <translation>Geheimnis</translation>
    </message>
    <message>
        <source>%1 s</source>
        <translation>%1 s</translation>
    </message>
    <message>
        <source>%1 min</source>
        <translation>%1 Min.</translation>
    </message>
    <message>
        <source>%1 h</source>
        <translation>%1 Std.</translation>
    </message>
    <message numerus="yes">
        <source>%n days</source>
        <translation>
            <numerusform>%n Tag</numerusform>
            <numerusform>%n Tagen</numerusform>
        </translation>
    </message>
    <message>
        <source>just now</source>
        <translation>gerade eben</translation>
    </message>
    <message>
        <source>%1 ago</source>
        <translation>vor %1</translation>
    </message>
    <message>
        <source>never</source>
        <translation>nie</translation>
    </message>
    <message>
        <source>expired</source>
        <translation>abgelaufen</translation>
    </message>
    <message>
        <source>in %1</source>
        <translation>in %1</translation>
    </message>
    <message>
        <source>%1 µs</source>
        <translation>%1 µs</translation>
    </message>
    <message>
        <source>%1 ms</source>
        <translation>%1 ms</translation>
    </message>
    <message>
        <source>only tested</source>
        <translation>nur getestet</translation>
    </message>
    <message>
        <source>Name and password</source>
        <translation>Name und Passwort</translation>
    </message>
    <message>
        <source>under 1 ms</source>
        <translation>unter 1 ms</translation>
    </message>
</context>
<context>
    <name>keystead::ui::TimelineSection</name>
    <message>
        <source>Timeline</source>
        <translation>Verlauf</translation>
    </message>
    <message>
        <source>Show all in the audit trail</source>
        <translation>Alle im Prüfprotokoll zeigen</translation>
    </message>
    <message>
        <source>Nothing has happened yet.</source>
        <translation>Bisher ist nichts geschehen.</translation>
    </message>
</context>
<context>
    <name>keystead::ui::TokenFields</name>
    <message>
        <source>Security token</source>
        <translation>Sicherheitstoken</translation>
    </message>
    <message>
        <source>Look again</source>
        <translation>Erneut suchen</translation>
    </message>
    <message>
        <source>PIN</source>
        <translation>PIN</translation>
    </message>
    <message>
        <source>PIN of the token</source>
        <translation>PIN des Tokens</translation>
    </message>
    <message>
        <source>Use the last try: if the PIN is wrong, the token is locked</source>
        <translation>Den letzten Versuch nutzen: Ist die PIN falsch, wird das Token gesperrt</translation>
    </message>
    <message>
        <source>Looking for tokens…</source>
        <translation>Token werden gesucht …</translation>
    </message>
    <message>
        <source>%1 – %2, serial %3</source>
        <translation>%1 – %2, Seriennummer %3</translation>
    </message>
    <message>
        <source>No PKCS#11 module is set up on this computer. Install the one of your token&apos;s maker, then look again.</source>
        <translation>Auf diesem Rechner ist kein PKCS#11-Modul eingerichtet. Installieren Sie das des Herstellers Ihres Tokens und suchen Sie erneut.</translation>
    </message>
    <message>
        <source>No token was found. Plug it in, then look again.</source>
        <translation>Kein Token gefunden. Stecken Sie es ein und suchen Sie erneut.</translation>
    </message>
    <message>
        <source>A new key is made on it that never leaves it. Any other keys there are left alone.</source>
        <translation>Darauf wird ein neuer Schlüssel erzeugt, der es nie verlässt. Andere Schlüssel dort bleiben, wie sie sind.</translation>
    </message>
    <message>
        <source>Its PIN is locked. Unlock it with the token&apos;s own tool and its PUK.</source>
        <translation>Seine PIN ist gesperrt. Entsperren Sie sie mit dem Werkzeug des Tokens und seiner PUK.</translation>
    </message>
    <message>
        <source>It has no PIN yet. Set one with the token&apos;s own tool.</source>
        <translation>Es hat noch keine PIN. Setzen Sie eine mit dem Werkzeug des Tokens.</translation>
    </message>
    <message>
        <source>You will be asked for the PIN on the reader.</source>
        <translation>Nach der PIN fragt der Leser.</translation>
    </message>
    <message>
        <source>A wrong PIN was given before. Few tries are left.</source>
        <translation>Zuvor wurde eine falsche PIN eingegeben. Wenige Versuche sind übrig.</translation>
    </message>
    <message>
        <source>It is tried once and never again by itself.</source>
        <translation>Sie wird einmal versucht und nie von selbst noch einmal.</translation>
    </message>
    <message>
        <source>No token is chosen.</source>
        <translation>Kein Token ist gewählt.</translation>
    </message>
    <message>
        <source>Plug one in and look again.</source>
        <translation>Stecken Sie eins ein und suchen Sie erneut.</translation>
    </message>
    <message>
        <source>This token cannot be used as it is.</source>
        <translation>Dieses Token ist so nicht zu gebrauchen.</translation>
    </message>
    <message>
        <source>One try is left.</source>
        <translation>Ein Versuch ist übrig.</translation>
    </message>
    <message>
        <source>Tick that it shall be used, if you are sure of the PIN.</source>
        <translation>Kreuzen Sie an, dass er genutzt werden soll, wenn Sie der PIN sicher sind.</translation>
    </message>
    <message>
        <source>Enter the PIN of the token.</source>
        <translation>Geben Sie die PIN des Tokens ein.</translation>
    </message>
</context>
<context>
    <name>keystead::ui::Trail</name>
    <message>
        <source>New connection</source>
        <translation>Neue Verbindung</translation>
    </message>
    <message>
        <source>Connection added</source>
        <translation>Verbindung hinzugefügt</translation>
    </message>
    <message>
        <source>Connection could not be added</source>
        <translation>Verbindung konnte nicht hinzugefügt werden</translation>
    </message>
    <message>
        <source>Adding a connection denied</source>
        <translation>Hinzufügen einer Verbindung verweigert</translation>
    </message>
    <message>
        <source>Removal of a connection</source>
        <translation>Entfernen einer Verbindung</translation>
    </message>
    <message>
        <source>Connection removed</source>
        <translation>Verbindung entfernt</translation>
    </message>
    <message>
        <source>Connection could not be removed</source>
        <translation>Verbindung konnte nicht entfernt werden</translation>
    </message>
    <message>
        <source>Removal of a connection denied</source>
        <translation>Entfernen einer Verbindung verweigert</translation>
    </message>
    <message>
        <source>Sign-in</source>
        <translation>Anmeldung</translation>
    </message>
    <message>
        <source>Signed in</source>
        <translation>Angemeldet</translation>
    </message>
    <message>
        <source>Sign-in failed</source>
        <translation>Anmeldung fehlgeschlagen</translation>
    </message>
    <message>
        <source>Sign-in denied</source>
        <translation>Anmeldung verweigert</translation>
    </message>
    <message>
        <source>Token refresh</source>
        <translation>Token-Erneuerung</translation>
    </message>
    <message>
        <source>Token refreshed</source>
        <translation>Token erneuert</translation>
    </message>
    <message>
        <source>Token refresh failed</source>
        <translation>Token-Erneuerung fehlgeschlagen</translation>
    </message>
    <message>
        <source>Token refresh denied</source>
        <translation>Token-Erneuerung verweigert</translation>
    </message>
    <message>
        <source>Storing a secret</source>
        <translation>Speichern eines Geheimnisses</translation>
    </message>
    <message>
        <source>Secret stored</source>
        <translation>Geheimnis gespeichert</translation>
    </message>
    <message>
        <source>Secret could not be stored</source>
        <translation>Geheimnis konnte nicht gespeichert werden</translation>
    </message>
    <message>
        <source>Storing a secret denied</source>
        <translation>Speichern eines Geheimnisses verweigert</translation>
    </message>
    <message>
        <source>Reading a secret</source>
        <translation>Lesen eines Geheimnisses</translation>
    </message>
    <message>
        <source>Secret read</source>
        <translation>Geheimnis gelesen</translation>
    </message>
    <message>
        <source>Secret could not be read</source>
        <translation>Geheimnis konnte nicht gelesen werden</translation>
    </message>
    <message>
        <source>Reading a secret denied</source>
        <translation>Lesen eines Geheimnisses verweigert</translation>
    </message>
    <message>
        <source>Deleting a secret</source>
        <translation>Löschen eines Geheimnisses</translation>
    </message>
    <message>
        <source>Secret deleted</source>
        <translation>Geheimnis gelöscht</translation>
    </message>
    <message>
        <source>Secret could not be deleted</source>
        <translation>Geheimnis konnte nicht gelöscht werden</translation>
    </message>
    <message>
        <source>Deleting a secret denied</source>
        <translation>Löschen eines Geheimnisses verweigert</translation>
    </message>
    <message>
        <source>List of accounts</source>
        <translation>Kontenliste</translation>
    </message>
    <message>
        <source>Accounts listed</source>
        <translation>Konten aufgelistet</translation>
    </message>
    <message>
        <source>Accounts could not be listed</source>
        <translation>Konten konnten nicht aufgelistet werden</translation>
    </message>
    <message>
        <source>List of accounts denied</source>
        <translation>Kontenliste verweigert</translation>
    </message>
    <message>
        <source>Fetching transactions</source>
        <translation>Abruf von Umsätzen</translation>
    </message>
    <message>
        <source>Transactions fetched</source>
        <translation>Umsätze abgerufen</translation>
    </message>
    <message>
        <source>Transactions could not be fetched</source>
        <translation>Umsätze konnten nicht abgerufen werden</translation>
    </message>
    <message>
        <source>Fetching transactions denied</source>
        <translation>Abruf von Umsätzen verweigert</translation>
    </message>
    <message>
        <source>Synchronisation</source>
        <translation>Abgleich</translation>
    </message>
    <message>
        <source>Synchronised</source>
        <translation>Abgeglichen</translation>
    </message>
    <message>
        <source>Synchronisation failed</source>
        <translation>Abgleich fehlgeschlagen</translation>
    </message>
    <message>
        <source>Synchronisation denied</source>
        <translation>Abgleich verweigert</translation>
    </message>
    <message>
        <source>Security alert</source>
        <translation>Sicherheitswarnung</translation>
    </message>
    <message>
        <source>Unlocking the vault</source>
        <translation>Entsperren des Tresors</translation>
    </message>
    <message>
        <source>Vault unlocked</source>
        <translation>Tresor entsperrt</translation>
    </message>
    <message>
        <source>Vault could not be unlocked</source>
        <translation>Tresor konnte nicht entsperrt werden</translation>
    </message>
    <message>
        <source>Unlocking the vault denied</source>
        <translation>Entsperren des Tresors verweigert</translation>
    </message>
    <message>
        <source>Failed unlock</source>
        <translation>Fehlgeschlagenes Entsperren</translation>
    </message>
    <message>
        <source>Unlock failed</source>
        <translation>Entsperren fehlgeschlagen</translation>
    </message>
    <message>
        <source>Locking the vault</source>
        <translation>Sperren des Tresors</translation>
    </message>
    <message>
        <source>Vault locked</source>
        <translation>Tresor gesperrt</translation>
    </message>
    <message>
        <source>Vault could not be locked</source>
        <translation>Tresor konnte nicht gesperrt werden</translation>
    </message>
    <message>
        <source>Locking the vault denied</source>
        <translation>Sperren des Tresors verweigert</translation>
    </message>
    <message>
        <source>Failed sign-in</source>
        <translation>Fehlgeschlagene Anmeldung</translation>
    </message>
    <message>
        <source>Connection test</source>
        <translation>Verbindungstest</translation>
    </message>
    <message>
        <source>Connection tested</source>
        <translation>Verbindung getestet</translation>
    </message>
    <message>
        <source>Connection test failed</source>
        <translation>Verbindungstest fehlgeschlagen</translation>
    </message>
    <message>
        <source>Connection test denied</source>
        <translation>Verbindungstest verweigert</translation>
    </message>
    <message>
        <source>New grant</source>
        <translation>Neue Freigabe</translation>
    </message>
    <message>
        <source>Grant added</source>
        <translation>Freigabe hinzugefügt</translation>
    </message>
    <message>
        <source>Grant could not be added</source>
        <translation>Freigabe konnte nicht hinzugefügt werden</translation>
    </message>
    <message>
        <source>New grant denied</source>
        <translation>Neue Freigabe verweigert</translation>
    </message>
    <message>
        <source>Removal of a grant</source>
        <translation>Entzug einer Freigabe</translation>
    </message>
    <message>
        <source>Grant removed</source>
        <translation>Freigabe entzogen</translation>
    </message>
    <message>
        <source>Grant could not be removed</source>
        <translation>Freigabe konnte nicht entzogen werden</translation>
    </message>
    <message>
        <source>Removal of a grant denied</source>
        <translation>Entzug einer Freigabe verweigert</translation>
    </message>
    <message>
        <source>Denied access</source>
        <translation>Verweigerter Zugriff</translation>
    </message>
    <message>
        <source>Access denied</source>
        <translation>Zugriff verweigert</translation>
    </message>
    <message>
        <source>Change of settings</source>
        <translation>Änderung von Einstellungen</translation>
    </message>
    <message>
        <source>Settings changed</source>
        <translation>Einstellungen geändert</translation>
    </message>
    <message>
        <source>Settings could not be changed</source>
        <translation>Einstellungen konnten nicht geändert werden</translation>
    </message>
    <message>
        <source>Change of settings denied</source>
        <translation>Änderung von Einstellungen verweigert</translation>
    </message>
    <message>
        <source>Report</source>
        <translation>Bericht</translation>
    </message>
    <message>
        <source>Report exported</source>
        <translation>Bericht exportiert</translation>
    </message>
    <message>
        <source>Report could not be exported</source>
        <translation>Bericht konnte nicht exportiert werden</translation>
    </message>
    <message>
        <source>Report denied</source>
        <translation>Bericht verweigert</translation>
    </message>
    <message>
        <source>Key rotation</source>
        <translation>Schlüsselwechsel</translation>
    </message>
    <message>
        <source>Key rotated</source>
        <translation>Schlüssel gewechselt</translation>
    </message>
    <message>
        <source>Key rotation failed</source>
        <translation>Schlüsselwechsel fehlgeschlagen</translation>
    </message>
    <message>
        <source>Key rotation denied</source>
        <translation>Schlüsselwechsel verweigert</translation>
    </message>
    <message>
        <source>Backup</source>
        <translation>Sicherung</translation>
    </message>
    <message>
        <source>Backup made</source>
        <translation>Sicherung angelegt</translation>
    </message>
    <message>
        <source>Backup failed</source>
        <translation>Sicherung fehlgeschlagen</translation>
    </message>
    <message>
        <source>Backup denied</source>
        <translation>Sicherung verweigert</translation>
    </message>
    <message>
        <source>Restoring the vault</source>
        <translation>Wiederherstellen des Tresors</translation>
    </message>
    <message>
        <source>Vault restored</source>
        <translation>Tresor wiederhergestellt</translation>
    </message>
    <message>
        <source>Vault could not be restored</source>
        <translation>Tresor konnte nicht wiederhergestellt werden</translation>
    </message>
    <message>
        <source>Restoring the vault denied</source>
        <translation>Wiederherstellen des Tresors verweigert</translation>
    </message>
    <message>
        <source>Import</source>
        <translation>Import</translation>
    </message>
    <message>
        <source>Import done</source>
        <translation>Import abgeschlossen</translation>
    </message>
    <message>
        <source>Import failed</source>
        <translation>Import fehlgeschlagen</translation>
    </message>
    <message>
        <source>Import denied</source>
        <translation>Import verweigert</translation>
    </message>
    <message>
        <source>Success</source>
        <translation>Erfolg</translation>
    </message>
    <message>
        <source>Failed</source>
        <translation>Fehlgeschlagen</translation>
    </message>
    <message>
        <source>Denied</source>
        <translation>Verweigert</translation>
    </message>
</context>
<context>
    <name>keystead::ui::UndoBar</name>
    <message>
        <source>Undo</source>
        <translation>Rückgängig</translation>
    </message>
    <message>
        <source>Dismiss</source>
        <translation>Ausblenden</translation>
    </message>
</context>
<context>
    <name>keystead::ui::UnlockPage</name>
    <message>
        <source>The vault is locked</source>
        <translation>Der Tresor ist gesperrt</translation>
    </message>
    <message>
        <source>Passphrase</source>
        <translation>Passphrase</translation>
    </message>
    <message>
        <source>Passphrase of the vault</source>
        <translation>Passphrase des Tresors</translation>
    </message>
    <message>
        <source>Unlock</source>
        <translation>Entsperren</translation>
    </message>
    <message>
        <source>Open with the desktop&apos;s keychain</source>
        <translation>Mit dem Schlüsselbund öffnen</translation>
    </message>
    <message numerus="yes">
        <source>Too many attempts. Wait %n seconds.</source>
        <translation>
            <numerusform>Zu viele Versuche. Warten Sie %n Sekunde.</numerusform>
            <numerusform>Zu viele Versuche. Warten Sie %n Sekunden.</numerusform>
        </translation>
    </message>
    <message>
        <source>Enter your passphrase to open it.</source>
        <translation>Geben Sie Ihre Passphrase ein, um ihn zu öffnen.</translation>
    </message>
    <message>
        <source>It opens with this desktop&apos;s keychain.</source>
        <translation>Er öffnet sich mit dem Schlüsselbund dieses Desktops.</translation>
    </message>
    <message>
        <source>Enter the passphrase of the vault.</source>
        <translation>Geben Sie die Passphrase des Tresors ein.</translation>
    </message>
    <message>
        <source>Opening…</source>
        <translation>Wird geöffnet …</translation>
    </message>
    <message>
        <source>Use a recovery key or a security token…</source>
        <translation>Wiederherstellungsschlüssel oder Token benutzen …</translation>
    </message>
    <message>
        <source>Restore from a backup…</source>
        <translation>Aus einer Sicherung wiederherstellen …</translation>
    </message>
    <message>
        <source>It opens with a recovery key or a security token.</source>
        <translation>Er öffnet sich mit einem Wiederherstellungsschlüssel oder Token.</translation>
    </message>
</context>
<context>
    <name>keystead::ui::UnusablePage</name>
    <message>
        <source>This vault cannot be opened</source>
        <translation>Dieser Tresor lässt sich nicht öffnen</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>Noch einmal versuchen</translation>
    </message>
    <message>
        <source>Keystead has not changed anything and will not make a new vault in its place.</source>
        <translation>Keystead hat nichts verändert und legt an dieser Stelle keinen neuen Tresor an.</translation>
    </message>
    <message>
        <source>Folder: %1</source>
        <translation>Ordner: %1</translation>
    </message>
    <message>
        <source>Details: %1</source>
        <translation>Einzelheiten: %1</translation>
    </message>
    <message>
        <source>Repair from a backup…</source>
        <translation>Aus einer Sicherung reparieren …</translation>
    </message>
    <message>
        <source>Check what is damaged…</source>
        <translation>Prüfen, was beschädigt ist …</translation>
    </message>
    <message>
        <source>A repair keeps what stands here now and shows first what would change.</source>
        <translation>Eine Reparatur hebt auf, was jetzt hier steht, und zeigt erst, was sich ändern würde.</translation>
    </message>
    <message>
        <source>There are no automatic backups beside it. Use a backup file of your own.</source>
        <translation>Daneben liegen keine automatischen Sicherungen. Nehmen Sie eine eigene Sicherungsdatei.</translation>
    </message>
    <message>
        <source>Automatic backups beside it</source>
        <translation>Automatische Sicherungen daneben</translation>
    </message>
    <message>
        <source>%1 – %2, %3</source>
        <translation>%1 – %2, %3</translation>
    </message>
    <message>
        <source>Use it…</source>
        <translation>Benutzen …</translation>
    </message>
    <message>
        <source>Use the backup of %1</source>
        <translation>Die Sicherung vom %1 benutzen</translation>
    </message>
    <message numerus="yes">
        <source>and %n older ones</source>
        <translation>
            <numerusform>und %n ältere</numerusform>
            <numerusform>und %n ältere</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>keystead::ui::UseList</name>
    <message>
        <source>Looking for programs that use it…</source>
        <translation>Programme, die sie benutzen, werden gesucht …</translation>
    </message>
    <message numerus="yes">
        <source>%n programs used it in the last 90 days and would stop working:</source>
        <translation>
            <numerusform>Ein Programm hat sie in den letzten 90 Tagen benutzt und würde nicht mehr funktionieren:</numerusform>
            <numerusform>%n Programme haben sie in den letzten 90 Tagen benutzt und würden nicht mehr funktionieren:</numerusform>
        </translation>
    </message>
    <message>
        <source>No program has used it in the last 90 days.</source>
        <translation>Kein Programm hat sie in den letzten 90 Tagen benutzt.</translation>
    </message>
    <message numerus="yes">
        <source>No program has used it in the last 90 days; %n may.</source>
        <translation>
            <numerusform>Kein Programm hat sie in den letzten 90 Tagen benutzt; eines darf es.</numerusform>
            <numerusform>Kein Programm hat sie in den letzten 90 Tagen benutzt; %n dürfen es.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n uses</source>
        <translation>
            <numerusform>%n Nutzung</numerusform>
            <numerusform>%n Nutzungen</numerusform>
        </translation>
    </message>
    <message>
        <source>may: %1</source>
        <translation>darf: %1</translation>
    </message>
    <message>
        <source>last %1</source>
        <translation>zuletzt %1</translation>
    </message>
    <message numerus="yes">
        <source>and %n more</source>
        <translation>
            <numerusform>und %n weiteres</numerusform>
            <numerusform>und %n weitere</numerusform>
        </translation>
    </message>
</context>
</TS>
