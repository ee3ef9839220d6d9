// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// The one main window: which page fits the vault's state, navigation, actions, messages. Pages that are seldom seen are
// made when first shown. Closing hides it where the tray keeps the program alive.
#include "core/model/settings.h"
#include "core/service/vault_status.h"
#include "ui/connections/connection_filter.h"

#include <functional>
#include <QMainWindow>
#include <QTimer>

class QButtonGroup;
class QLabel;
class QStackedWidget;
class QPushButton;

namespace keystead::ui {

struct AppContext;
class AddWizard;
class ApprovalDesk;
class AuditPage;
class BackupsPage;
class Banner;
class Catalog;
class ConnectionActions;
class ConnectionModel;
class ConnectionsPage;
class FindDialog;
class FirstRunPage;
class GrantActions;
class ImportPage;
class ImportWizard;
class KeysPage;
class MainActions;
class ProfilesPage;
class ProgramCensus;
class ProgramsPage;
class SettingsPage;
class Sidebar;
class SidebarModel;
class UndoBar;
class UnlockPage;
class UnusablePage;

class MainWindow : public QMainWindow
{
    Q_OBJECT
public:
    enum class Page { Connections, Audit, Keys, Backups, Settings, Import, Profiles, Programs };
    Q_ENUM(Page)

    explicit MainWindow(const AppContext& context, QWidget* parent = nullptr);
    ~MainWindow() override;

    void showPage(Page page);
    void applyStatus(const service::VaultStatus& status);
    void selectConnection(const QString& id);
    void signIn(const QString& connectionId); // from a notification
    AddWizard* addConnection(std::string_view providerId = {});
    // The wizard, with this file where one is given.
    ImportWizard* importFile(const QString& path = {});
    FindDialog* findSecrets();
    void setCloseToTray(bool on) { m_closeToTray = on; }
    void setHideInsteadOfClose(std::function<bool()> possible) { m_canHide = std::move(possible); }
    void showError(const QString& title, const base::Error& error);
    Banner* errorBanner() { return m_error; }

    ConnectionModel& connections() { return *m_model; }
    ConnectionsPage* connectionsPage();
    AuditPage* auditPage();
    KeysPage* keysPage();
    BackupsPage* backupsPage();
    SettingsPage* settingsPage();
    ImportPage* importPage();
    ProfilesPage* profilesPage();
    ProgramsPage* programsPage();
    ApprovalDesk& approvals() { return *m_approvals; }
    FirstRunPage* firstRunPage();
    UnlockPage* unlockPage();
    MainActions& actions() { return *m_actions; }
    UndoBar* undoBar() { return m_undo; }
    const model::Settings& settings() const { return m_settings; }

Q_SIGNALS:
    void practiceRequested();
    void quitRequested();
    void settingsChanged(const keystead::model::Settings& settings);
    void lockedByPerson();
    void loaded(); // connections have arrived after an unlock

protected:
    void closeEvent(QCloseEvent* event) override;
    bool event(QEvent* event) override;
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void build();
    QWidget* buildSidebar();
    void buildBanners();
    void showBanners(const service::VaultStatus& status);
    void askAcceptRollback();
    QPushButton* navButton(QAction* action);
    void connectActions();
    void connectMessages();
    void connectImports();
    void connectPrograms();
    void connectDetailPrograms();
    void showWaiting();
    void refreshFailed(const QString& about, const QString& title, const base::Error& error);
    void leaveErrorToDetails();
    void showMessage(const QString& text, const std::function<void()>& undo);
    void enableActions();
    void loadVault();
    void dropVault();
    void showVaultPage(QWidget* page);
    void takeSettings(const model::Settings& settings);
    void saveState();
    void restoreState();
    void paintIcons();
    void openMenu(const QPoint& at);

    const AppContext& m_context;
    Catalog* m_catalog;
    ConnectionModel* m_model;
    SidebarModel* m_sidebarModel;
    MainActions* m_actions;
    ProgramCensus* m_census;
    ConnectionActions* m_connectionActions;
    GrantActions* m_grantActions;
    ApprovalDesk* m_approvals;
    model::Settings m_settings;
    service::VaultState m_state = service::VaultState::Missing;
    bool m_opened = false;
    bool m_closeToTray = true;
    std::function<bool()> m_canHide;
    std::function<void()> m_undoStep;
    QString m_errorAbout;        // the connection whose error stands there; empty: another matter
    bool m_errorIsState = false; // and its own state says the same beside the list

    QStackedWidget* m_root; // vault pages and the shell
    QWidget* m_shell;
    QStackedWidget* m_pages;
    Sidebar* m_sidebar;
    QWidget* m_navLine;
    QButtonGroup* m_nav;
    QLabel* m_mark;
    QPushButton* m_lockButton;
    QWidget* m_banners;
    Banner* m_rollback;
    Banner* m_practice;
    Banner* m_keysDue;
    Banner* m_waiting; // programs wait for the person
    bool m_keysDueDismissed = false;
    Banner* m_error;
    QPushButton* m_errorSignIn;
    UndoBar* m_undo;
    QWidget* m_undoPage = nullptr; // where what it tells of happened
    ConnectionsPage* m_connectionsPage = nullptr;
    AuditPage* m_auditPage = nullptr;
    KeysPage* m_keysPage = nullptr;
    BackupsPage* m_backupsPage = nullptr;
    SettingsPage* m_settingsPage = nullptr;
    ImportPage* m_importPage = nullptr;
    ProfilesPage* m_profilesPage = nullptr;
    ProgramsPage* m_programsPage = nullptr;
    FirstRunPage* m_firstRun = nullptr;
    UnlockPage* m_unlock = nullptr;
    UnusablePage* m_unusable = nullptr;
    QTimer m_tick;
};

} // namespace keystead::ui
