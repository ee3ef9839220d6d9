// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/main_actions.h"

#include "ui/theme/icons.h"

#include <QWidget>

namespace keystead::ui {

MainActions::MainActions(IconProvider& icons, QWidget* window) : QObject(window), m_icons(icons), m_window(window)
{
    const auto key = [](const char* text) { return QKeySequence(QLatin1String(text)); };
    const auto icon = [](const char* name) { return QString::fromLatin1(name); };
    add = make(tr("Add connection…"), tr("Add a connection"), key("Ctrl+N"), icon("plus"));
    find = make(tr("Search"), tr("Search the connections"), key("Ctrl+F"), icon("search"));
    test = make(tr("Test"), tr("Ask the service whether the connection works"), key("Ctrl+T"), icon("test"));
    refresh = make(tr("Refresh"), tr("Fetch a fresh token now"), key("F5"), icon("refresh"));
    signIn = make(tr("Sign in again…"), tr("Sign in through the browser; name, access and history stay"), key("Ctrl+I"),
                  icon("signin"));
    copySecret =
        make(tr("Copy secret…"), tr("Copy the main secret for a short while"), key("Ctrl+Shift+C"), icon("copy"));
    edit = make(tr("Edit…"), tr("Change name, tags, notes or the stored secret"), key("F2"), icon("edit"));
    pause = make(tr("Pause"), tr("Keep everything, lend nothing"), key("Ctrl+P"), icon("pause"));
    resume = make(tr("Resume"), tr("Lend and refresh again"), key("Ctrl+Shift+P"), icon("play"));
    revoke = make(tr("End tokens at the service…"), tr("Ask the service to end the tokens; the connection stays"),
                  key("Ctrl+Shift+R"), icon("ban"));
    remove = make(tr("Remove…"), tr("Remove the connection from the vault"), key("Del"), icon("trash"));
    exportReport = make(tr("Export report…"), tr("Write the audit trail to a PDF, HTML, CSV or JSON file"),
                        key("Ctrl+E"), icon("export"));
    verify = make(tr("Verify audit trail"), tr("Check that no record was changed, removed or added"),
                  key("Ctrl+Shift+V"), icon("shield-check"));
    importFile = make(tr("Import…"), tr("Take credentials over from a file of another program"), key("Ctrl+Shift+I"),
                      icon("inbox"));
    findSecrets = make(tr("Find secrets on this computer…"),
                       tr("Look for passwords and tokens that lie in the open in known places"), key("Ctrl+Shift+F"),
                       icon("eye"));
    moveProfile = make(tr("Move to another profile…"), tr("Seal the connection anew under another profile's key"),
                       key("Ctrl+M"), icon("folder"));
    howTo = make(tr("How to use it…"), tr("Texts to copy: command line, Git, Python and others"), key("Ctrl+U"),
                 icon("external-link"));
    pagePrograms = make(tr("Programs"), tr("Show which program has access to what"), key("Ctrl+8"), icon("program"));
    allowProgram =
        make(tr("Allow a program…"), tr("Give a program a right to a connection"), key("Ctrl+Shift+A"), icon("unlock"));
    answer = make(tr("Answer the program that waits…"), tr("Bring the question of a program to the front"),
                  key("Ctrl+Return"), icon("shield-alert"));
    pageProfiles = make(tr("Profiles"), tr("Show the profiles: move, export, erase"), key("Ctrl+5"), icon("person"));
    pageImport = make(tr("Import"), tr("Show the imports and how to undo them"), key("Ctrl+6"), icon("inbox"));
    pageConnections = make(tr("Connections"), tr("Show the connections"), key("Ctrl+1"), icon("list"));
    pageAudit = make(tr("Audit trail"), tr("Show who used what"), key("Ctrl+2"), icon("audit"));
    pageKeys =
        make(tr("Keys"), tr("Show the ways to open the vault and the age of its keys"), key("Ctrl+3"), icon("key"));
    pageBackups = make(tr("Backups"), tr("Show the backups, make one or restore one"), key("Ctrl+4"), icon("vault"));
    pageSettings = make(tr("Settings"), tr("Show the settings"), key("Ctrl+7"), icon("settings"));
    addSlot = make(tr("Add a way to open the vault…"), tr("Add a passphrase, a recovery key on paper or a token"),
                   key("Ctrl+Shift+K"), icon("add"));
    replaceKeys =
        make(tr("Replace keys…"), tr("Seal everything anew under fresh keys"), key("Ctrl+Shift+G"), icon("refresh"));
    backUp = make(tr("Back up now…"), tr("Write everything into one encrypted file"), key("Ctrl+B"), icon("export"));
    restore = make(tr("Restore from a backup…"), tr("See what a backup would change, then put it in place"),
                   key("Ctrl+Shift+B"), icon("undo"));
    settings = make(tr("Preferences"), tr("Show the settings"), key("Ctrl+,"), icon("settings"));
    lock = make(tr("Lock"), tr("Close the vault and forget its keys"), key("Ctrl+L"), icon("lock"));
    lockNow = make(tr("Lock now, cut everything short"), tr("Close the vault at once, without waiting for a refresh"),
                   key("Ctrl+Shift+L"), icon("ban"));
    commands = make(tr("Find an action…"), tr("List every action and its shortcut"), key("Ctrl+K"), icon("wand"));
    undo = make(tr("Undo"), tr("Take the last step back while it is offered"), key("Ctrl+Z"), icon("undo"));
    about = make(tr("Help and about"), tr("What Keystead does, its shortcuts and version"), key("F1"), icon("info"));
    quit = make(tr("Quit"), tr("Lock the vault and end Keystead"), key("Ctrl+Q"), icon("close"));
    connect(&icons, &IconProvider::changed, this, &MainActions::paintIcons);
    paintIcons();
}

QAction* MainActions::make(const QString& text, const QString& toolTip, const QKeySequence& shortcut,
                           const QString& icon)
{
    auto* action = new QAction(text, m_window);
    action->setShortcut(shortcut);
    action->setToolTip(tr("%1 (%2)").arg(toolTip, shortcut.toString(QKeySequence::NativeText)));
    action->setStatusTip(toolTip);
    action->setProperty("iconName", icon);
    action->setObjectName(QStringLiteral("action-") + icon);
    m_window->addAction(action);
    m_all.push_back(action);
    return action;
}

void MainActions::paintIcons()
{
    for (QAction* action : m_all)
        action->setIcon(m_icons.icon(action->property("iconName").toString()));
}

} // namespace keystead::ui
