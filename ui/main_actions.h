// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// Every action of the window in one list: text, shortcut, tooltip, icon. The menu, the command list and the tests read
// it.
#include <QAction>
#include <QObject>
#include <vector>

class QWidget;

namespace keystead::ui {

class IconProvider;

class MainActions : public QObject
{
    Q_OBJECT
public:
    MainActions(IconProvider& icons, QWidget* window);

    QAction *add, *find, *lock, *lockNow, *refresh, *test, *copySecret, *signIn, *edit, *pause, *resume, *revoke,
        *remove;
    QAction *pagePrograms, *allowProgram, *answer, *howTo;
    QAction *importFile, *findSecrets, *pageImport, *pageProfiles, *moveProfile;
    QAction *addSlot, *replaceKeys, *backUp, *restore;
    QAction *exportReport, *verify, *pageConnections, *pageAudit, *pageKeys, *pageBackups, *pageSettings, *settings,
        *commands, *about, *undo, *quit;

    const std::vector<QAction*>& all() const { return m_all; }
    // Those that want a selected connection.
    std::vector<QAction*> forConnection() const
    {
        return {test, refresh, signIn, copySecret, howTo, edit, moveProfile, pause, resume, revoke, remove};
    }

private:
    QAction* make(const QString& text, const QString& toolTip, const QKeySequence& shortcut, const QString& icon);
    void paintIcons();
    IconProvider& m_icons;
    QWidget* m_window;
    std::vector<QAction*> m_all;
};

} // namespace keystead::ui
