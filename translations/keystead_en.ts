<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en_GB" sourcelanguage="en">
    <context>
        <name>keystead::app::Tray</name>
        <message numerus="yes">
            <source>Keystead: %n connections need you</source>
            <translation>
                <numerusform>Keystead: %n connection needs you</numerusform>
                <numerusform>Keystead: %n connections need you</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>Keystead: %n programs wait for your answer</source>
            <translation>
                <numerusform>Keystead: a program waits for your answer</numerusform>
                <numerusform>Keystead: %n programs wait for your answer</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>keystead::ui::AccessSection</name>
        <message numerus="yes">
            <source>and %n more</source>
            <translation>
                <numerusform>and %n more</numerusform>
                <numerusform>and %n more</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n uses</source>
            <translation>
                <numerusform>%n use</numerusform>
                <numerusform>%n uses</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>keystead::ui::AuditPage</name>
        <message numerus="yes">
            <source>%n records</source>
            <translation>
                <numerusform>%n record</numerusform>
                <numerusform>%n records</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>All %n records are in order, unchanged and signed by this vault.</source>
            <translation>
                <numerusform>The one record is unchanged and signed by this vault.</numerusform>
                <numerusform>All %n records are in order, unchanged and signed by this vault.</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>keystead::ui::ExportDialog</name>
        <message numerus="yes">
            <source>%n records as filtered, with a title page, totals and the result of the verification.</source>
            <translation>
                <numerusform>%n record as filtered, with a title page, totals and the result of the verification.</numerusform>
                <numerusform>%n records as filtered, with a title page, totals and the result of the verification.</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n records as filtered, with totals and the result of the verification.</source>
            <translation>
                <numerusform>%n record as filtered, with totals and the result of the verification.</numerusform>
                <numerusform>%n records as filtered, with totals and the result of the verification.</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n records as filtered, one in each row, and nothing else.</source>
            <translation>
                <numerusform>%n record as filtered, and nothing else.</numerusform>
                <numerusform>%n records as filtered, one in each row, and nothing else.</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n records as filtered, with totals, the result of the verification and a signature.</source>
            <translation>
                <numerusform>%n record as filtered, with totals, the result of the verification and a signature.</numerusform>
                <numerusform>%n records as filtered, with totals, the result of the verification and a signature.</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n records written</source>
            <translation>
                <numerusform>%n record written</numerusform>
                <numerusform>%n records written</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>keystead::ui::FieldsPage</name>
        <message numerus="yes">
            <source>%n fields need another look</source>
            <translation>
                <numerusform>One field needs another look</numerusform>
                <numerusform>%n fields need another look</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>keystead::ui::FirstRunPage</name>
        <message numerus="yes">
            <source>%n more characters, please.</source>
            <translation>
                <numerusform>%n more character, please.</numerusform>
                <numerusform>%n more characters, please.</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>keystead::ui::ScopesSection</name>
        <message numerus="yes">
            <source>%n asked for; what is granted shows after the sign-in.</source>
            <translation>
                <numerusform>%n asked for; what is granted shows after the sign-in.</numerusform>
                <numerusform>%n asked for; what is granted shows after the sign-in.</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n asked for but not granted.</source>
            <translation>
                <numerusform>%n asked for but not granted.</numerusform>
                <numerusform>%n asked for but not granted.</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n granted beyond that.</source>
            <translation>
                <numerusform>%n granted beyond that.</numerusform>
                <numerusform>%n granted beyond that.</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>keystead::ui::SecretInput</name>
        <message numerus="yes">
            <source>%n characters, hidden</source>
            <translation>
                <numerusform>%n character, hidden</numerusform>
                <numerusform>%n characters, hidden</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>keystead::ui::SettingsPage</name>
        <message numerus="yes">
            <source>%n checks passed.</source>
            <translation>
                <numerusform>%n check passed.</numerusform>
                <numerusform>%n checks passed.</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>keystead::ui::SidebarModel</name>
        <message numerus="yes">
            <source>%1, %n connections</source>
            <translation>
                <numerusform>%1, %n connection</numerusform>
                <numerusform>%1, %n connections</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>keystead::ui::Text</name>
        <message numerus="yes">
            <source>%n days</source>
            <translation>
                <numerusform>%n day</numerusform>
                <numerusform>%n days</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>keystead::ui::UnlockPage</name>
        <message numerus="yes">
            <source>Too many attempts. Wait %n seconds.</source>
            <translation>
                <numerusform>Too many attempts. Wait %n second.</numerusform>
                <numerusform>Too many attempts. Wait %n seconds.</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>keystead::ui::ImportWizard</name>
        <message numerus="yes">
            <source>Import %n entries</source>
            <translation>
                <numerusform>Import %n entry</numerusform>
                <numerusform>Import %n entries</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>Import %n</source>
            <translation>
                <numerusform>Import %n</numerusform>
                <numerusform>Import %n</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>keystead::ui::ImportWords</name>
        <message numerus="yes">
            <source>%1 and %n more</source>
            <translation>
                <numerusform>%1 and %n more</numerusform>
                <numerusform>%1 and %n more</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n skipped</source>
            <translation>
                <numerusform>%n skipped</numerusform>
                <numerusform>%n skipped</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n in conflict</source>
            <translation>
                <numerusform>%n in conflict</numerusform>
                <numerusform>%n in conflict</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n merged</source>
            <translation>
                <numerusform>%n merged</numerusform>
                <numerusform>%n merged</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n new</source>
            <translation>
                <numerusform>%n new</numerusform>
                <numerusform>%n new</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n characters</source>
            <translation>
                <numerusform>%n character</numerusform>
                <numerusform>%n characters</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n digits</source>
            <translation>
                <numerusform>%n digit</numerusform>
                <numerusform>%n digits</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>keystead::ui::ResultPage</name>
        <message numerus="yes">
            <source>%n entries were passed over: they exist only in this file.</source>
            <translation>
                <numerusform>%n entry was passed over: it exists only in this file.</numerusform>
                <numerusform>%n entries were passed over: they exist only in this file.</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>keystead::ui::ReviewPage</name>
        <message numerus="yes">
            <source>%n entries of the file cannot be taken over</source>
            <translation>
                <numerusform>%n entry of the file cannot be taken over</numerusform>
                <numerusform>%n entries of the file cannot be taken over</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>keystead::ui::RunActions</name>
        <message numerus="yes">
            <source>%n files were deleted</source>
            <translation>
                <numerusform>%n file was deleted</numerusform>
                <numerusform>%n files were deleted</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n restored</source>
            <translation>
                <numerusform>%n restored</numerusform>
                <numerusform>%n restored</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n removed</source>
            <translation>
                <numerusform>%n removed</numerusform>
                <numerusform>%n removed</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>The %n it added to become what they were.</source>
            <translation>
                <numerusform>The %n it added to becomes what it was.</numerusform>
                <numerusform>The %n it added to become what they were.</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>The %n connections it made are removed from the vault.</source>
            <translation>
                <numerusform>The %n connection it made is removed from the vault.</numerusform>
                <numerusform>The %n connections it made are removed from the vault.</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>and %n more</source>
            <translation>
                <numerusform>and %n more</numerusform>
                <numerusform>and %n more</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>keystead::ui::BackupsPage</name>
        <message numerus="yes">
            <source>%1 (%2, %n connections). Keep it on another disk.</source>
            <translation>
                <numerusform>%1 (%2, %n connection). Keep it on another disk.</numerusform>
                <numerusform>%1 (%2, %n connections). Keep it on another disk.</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>keystead::ui::PassphraseFields</name>
        <message numerus="yes">
            <source>Use at least %n characters.</source>
            <translation>
                <numerusform>Use at least %n character.</numerusform>
                <numerusform>Use at least %n characters.</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n more characters, please.</source>
            <translation>
                <numerusform>%n more character, please.</numerusform>
                <numerusform>%n more characters, please.</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>At least %n characters; four or five random words are good. Nobody can reset it.</source>
            <translation>
                <numerusform>At least %n character; four or five random words are good. Nobody can reset it.</numerusform>
                <numerusform>At least %n characters; four or five random words are good. Nobody can reset it.</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>keystead::ui::PreviewPart</name>
        <message numerus="yes">
            <source>%n records leave the audit trail; the restore itself is on record.</source>
            <translation>
                <numerusform>%n record leaves the audit trail; the restore itself is on record.</numerusform>
                <numerusform>%n records leave the audit trail; the restore itself is on record.</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>and %n more</source>
            <translation>
                <numerusform>and %n more</numerusform>
                <numerusform>and %n more</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n sign-ins may be in use on another computer since. They wait until you say that they are not.</source>
            <translation>
                <numerusform>%n sign-in may be in use on another computer since. It waits until you say that it is not.</numerusform>
                <numerusform>%n sign-ins may be in use on another computer since. They wait until you say that they are not.</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n connections stay as they are.</source>
            <translation>
                <numerusform>%n connection stays as it is.</numerusform>
                <numerusform>%n connections stay as they are.</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n connections change back</source>
            <translation>
                <numerusform>%n connection changes back</numerusform>
                <numerusform>%n connections change back</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n connections go</source>
            <translation>
                <numerusform>%n connection goes</numerusform>
                <numerusform>%n connections go</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n connections come back</source>
            <translation>
                <numerusform>%n connection comes back</numerusform>
                <numerusform>%n connections come back</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>Backup of %1 with %n connections</source>
            <translation>
                <numerusform>Backup of %1 with %n connection</numerusform>
                <numerusform>Backup of %1 with %n connections</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>keystead::ui::RestoredPart</name>
        <message numerus="yes">
            <source>%n sign-ins are perhaps used elsewhere</source>
            <translation>
                <numerusform>%n sign-in is perhaps used elsewhere</numerusform>
                <numerusform>%n sign-ins are perhaps used elsewhere</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>keystead::ui::RotationSection</name>
        <message numerus="yes">
            <source>after %n months</source>
            <translation>
                <numerusform>after %n month</numerusform>
                <numerusform>after %n months</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>keystead::ui::UnusablePage</name>
        <message numerus="yes">
            <source>and %n older ones</source>
            <translation>
                <numerusform>and %n older one</numerusform>
                <numerusform>and %n older ones</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>keystead::ui::BatchImport</name>
        <message numerus="yes">
            <source>%n passed over</source>
            <translation>
                <numerusform>%n passed over</numerusform>
                <numerusform>%n passed over</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>keystead::ui::EraseDialog</name>
        <message numerus="yes">
            <source>its %n connections, and its OAuth clients</source>
            <translation>
                <numerusform>its %n connection, and its OAuth clients</numerusform>
                <numerusform>its %n connections, and its OAuth clients</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>and %n more</source>
            <translation>
                <numerusform>and %n more</numerusform>
                <numerusform>and %n more</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>keystead::ui::FindDialog</name>
        <message numerus="yes">
            <source>%n files were imported</source>
            <translation>
                <numerusform>%n file was imported</numerusform>
                <numerusform>%n files were imported</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n files were imported before; each can be undone on the page Import.</source>
            <translation>
                <numerusform>%n file was imported before; it can be undone on the page Import.</numerusform>
                <numerusform>%n files were imported before; each can be undone on the page Import.</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>Import %n files</source>
            <translation>
                <numerusform>Import %n file</numerusform>
                <numerusform>Import %n files</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n files hold credentials in the open, where every program that runs as you can read them.</source>
            <translation>
                <numerusform>%n file holds credentials in the open, where every program that runs as you can read them.</numerusform>
                <numerusform>%n files hold credentials in the open, where every program that runs as you can read them.</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n files were looked at.</source>
            <translation>
                <numerusform>%n file was looked at.</numerusform>
                <numerusform>%n files were looked at.</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>keystead::ui::MoveDialog</name>
        <message numerus="yes">
            <source>%n connections stay where they are</source>
            <translation>
                <numerusform>%n connection stays where it is</numerusform>
                <numerusform>%n connections stay where they are</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>keystead::ui::ProfilesPage</name>
        <message numerus="yes">
            <source>%n connections were moved to “%1”</source>
            <translation>
                <numerusform>%n connection was moved to “%1”</numerusform>
                <numerusform>%n connections were moved to “%1”</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>keystead::ui::ApprovalDialog</name>
        <message numerus="yes">
            <source>Without an answer it is denied in %n seconds.</source>
            <translation>
                <numerusform>Without an answer it is denied in %n second.</numerusform>
                <numerusform>Without an answer it is denied in %n seconds.</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>Denied %n times in the last ten minutes.</source>
            <translation>
                <numerusform>Denied once in the last ten minutes.</numerusform>
                <numerusform>Denied %n times in the last ten minutes.</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n calls wait for this.</source>
            <translation>
                <numerusform>%n call waits for this.</numerusform>
                <numerusform>%n calls wait for this.</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>keystead::ui::MainWindow</name>
        <message numerus="yes">
            <source>%n programs wait for your answer</source>
            <translation>
                <numerusform>A program waits for your answer</numerusform>
                <numerusform>%n programs wait for your answer</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>keystead::ui::ProgramCard</name>
        <message numerus="yes">
            <source>and %n more rights</source>
            <translation>
                <numerusform>and %n more right</numerusform>
                <numerusform>and %n more rights</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n attempts</source>
            <translation>
                <numerusform>%n attempt</numerusform>
                <numerusform>%n attempts</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>keystead::ui::ProgramModel</name>
        <message numerus="yes">
            <source>%n uses</source>
            <translation>
                <numerusform>%n use</numerusform>
                <numerusform>%n uses</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>in the last %n days</source>
            <translation>
                <numerusform>in the last day</numerusform>
                <numerusform>in the last %n days</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>denied %n times</source>
            <translation>
                <numerusform>denied once</numerusform>
                <numerusform>denied %n times</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>keystead::ui::ProgramsPage</name>
        <message numerus="yes">
            <source>%n entries</source>
            <translation>
                <numerusform>%n entry</numerusform>
                <numerusform>%n entries</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>keystead::ui::UseList</name>
        <message numerus="yes">
            <source>%n programs used it in the last 90 days and would stop working:</source>
            <translation>
                <numerusform>One program used it in the last 90 days and would stop working:</numerusform>
                <numerusform>%n programs used it in the last 90 days and would stop working:</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>No program has used it in the last 90 days; %n may.</source>
            <translation>
                <numerusform>No program has used it in the last 90 days; one may.</numerusform>
                <numerusform>No program has used it in the last 90 days; %n may.</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n uses</source>
            <translation>
                <numerusform>%n use</numerusform>
                <numerusform>%n uses</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>and %n more</source>
            <translation>
                <numerusform>and %n more</numerusform>
                <numerusform>and %n more</numerusform>
            </translation>
        </message>
    </context>
</TS>
