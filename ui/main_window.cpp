// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/main_window.h"

#include "ui/app_context.h"
#include "ui/approval/approval_desk.h"
#include "ui/audit/audit_page.h"
#include "ui/backup/backups_page.h"
#include "ui/connections/catalog.h"
#include "ui/connections/connection_actions.h"
#include "ui/connections/connection_list.h"
#include "ui/connections/connection_model.h"
#include "ui/connections/connections_page.h"
#include "ui/connections/detail_pane.h"
#include "ui/connections/sidebar.h"
#include "ui/connections/sidebar_model.h"
#include "ui/core_port.h"
#include "ui/import/import_page.h"
#include "ui/keys/keys_page.h"
#include "ui/main_actions.h"
#include "ui/profiles/profiles_page.h"
#include "ui/programs/grant_actions.h"
#include "ui/programs/program_census.h"
#include "ui/programs/programs_page.h"
#include "ui/settings/settings_page.h"
#include "ui/signin/add_wizard.h"
#include "ui/text.h"
#include "ui/theme/icons.h"
#include "ui/theme/metrics.h"
#include "ui/theme/theme.h"
#include "ui/vault/first_run_page.h"
#include "ui/vault/unlock_page.h"
#include "ui/vault/unusable_page.h"
#include "ui/widgets/banner.h"
#include "ui/widgets/labels.h"
#include "ui/widgets/undo_bar.h"

#include <QApplication>
#include <QButtonGroup>
#include <QCloseEvent>
#include <QMenu>
#include <QSettings>
#include <QStackedWidget>
#include <QVBoxLayout>

namespace keystead::ui {

using service::VaultState;

MainWindow::MainWindow(const AppContext& context, QWidget* parent) : QMainWindow(parent), m_context(context)
{
    setWindowTitle(QStringLiteral("Keystead"));
    setMinimumSize(820, 560);
    m_catalog = new Catalog(this);
    m_model = new ConnectionModel(*m_catalog, context.clock, this);
    m_sidebarModel = new SidebarModel(*m_model, this);
    m_actions = new MainActions(context.icons, this);
    m_census = new ProgramCensus(context, this);
    m_connectionActions = new ConnectionActions(context, *m_catalog, *m_census, this);
    m_grantActions = new GrantActions(context, *m_model, this);
    m_approvals = new ApprovalDesk(context, this);
    build();
    connectActions();
    connectMessages();
    connectImports();
    connectPrograms();
    m_tick.setInterval(15000);
    connect(&m_tick, &QTimer::timeout, m_model, &ConnectionModel::tick);
    connect(&context.core, &CorePort::statusChanged, this, &MainWindow::applyStatus);
    connect(&context.core, &CorePort::changed, this, [this](const model::ChangeSet& changes) {
        m_model->apply(changes);
        if (changes.providersChanged || changes.profilesChanged)
            m_catalog->load(m_context.core);
    });
    restoreState();
    applyStatus(context.core.lastStatus());
}

MainWindow::~MainWindow() = default;

void MainWindow::build()
{
    m_root = new QStackedWidget(this);
    setCentralWidget(m_root);
    m_shell = new QWidget(this);
    auto* row = new QHBoxLayout(m_shell);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(0);
    row->addWidget(buildSidebar());
    auto* right = new QVBoxLayout;
    right->setContentsMargins(0, 0, 0, 0);
    right->setSpacing(0);
    buildBanners();
    right->addWidget(m_banners);
    m_pages = new QStackedWidget(this);
    m_pages->setObjectName(QStringLiteral("pages"));
    right->addWidget(m_pages, 1);
    m_undo = new UndoBar(m_context, this);
    right->addWidget(m_undo);
    row->addLayout(right, 1);
    m_root->addWidget(m_shell);
}

QWidget* MainWindow::buildSidebar()
{
    auto* side = new QWidget(this);
    side->setProperty("look", QStringLiteral("sidebar"));
    side->setAttribute(Qt::WA_StyledBackground);
    side->setFixedWidth(std::max(216, fontMetrics().averageCharWidth() * 29));
    auto* column = new QVBoxLayout(side);
    column->setContentsMargins(8, 12, 8, 10);
    column->setSpacing(2);
    auto* brand = new QHBoxLayout;
    brand->setContentsMargins(8, 0, 0, 8);
    brand->setSpacing(10);
    m_mark = makeLabel({});
    brand->addWidget(m_mark);
    brand->addWidget(makeLabel(QStringLiteral("Keystead"), "title"));
    brand->addStretch(1);
    column->addLayout(brand);
    m_nav = new QButtonGroup(this);
    const std::pair<Page, QAction*> pages[] = {{Page::Connections, m_actions->pageConnections},
                                               {Page::Programs, m_actions->pagePrograms},
                                               {Page::Audit, m_actions->pageAudit},
                                               {Page::Keys, m_actions->pageKeys},
                                               {Page::Backups, m_actions->pageBackups},
                                               {Page::Profiles, m_actions->pageProfiles},
                                               {Page::Import, m_actions->pageImport},
                                               {Page::Settings, m_actions->pageSettings}};
    for (const auto& [page, action] : pages) {
        QPushButton* button = navButton(action);
        button->setCheckable(true);
        m_nav->addButton(button, static_cast<int>(page));
        column->addWidget(button);
    }
    column->addSpacing(6);
    auto* host = new QWidget(side); // keeps its room while the categories are hidden
    auto* categories = new QVBoxLayout(host);
    categories->setContentsMargins(0, 0, 0, 0);
    categories->setSpacing(8);
    m_navLine = makeLine(host); // belongs to what is below it, and goes with it
    categories->addWidget(m_navLine);
    m_sidebar = new Sidebar(m_context, *m_sidebarModel, host);
    categories->addWidget(m_sidebar, 1);
    categories->addStretch(0);
    column->addWidget(host, 1);
    column->addWidget(makeLine(this));
    column->addSpacing(4);
    m_lockButton = navButton(m_actions->lock);
    column->addWidget(m_lockButton);
    connect(m_sidebar, &Sidebar::chosen, this, [this](const Category& category) {
        showPage(Page::Connections);
        const SidebarModel::Row* row = m_sidebarModel->at(m_sidebarModel->rowOf(category));
        connectionsPage()->setCategory(category, row ? row->text : tr("All connections"));
    });
    connect(m_sidebar, &QAbstractItemView::clicked, this, [this] { showPage(Page::Connections); });
    return side;
}

QPushButton* MainWindow::navButton(QAction* action)
{
    auto* button = new QPushButton(this);
    button->setProperty("look", QStringLiteral("nav"));
    button->setText(action->text());
    button->setToolTip(action->toolTip());
    button->setAccessibleName(action->text());
    button->setIconSize(QSize(18, 18));
    button->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    button->setFocusPolicy(Qt::StrongFocus);
    button->setCursor(Qt::PointingHandCursor);
    const auto paint = [button, action] { button->setIcon(action->icon()); };
    connect(action, &QAction::changed, button, paint);
    connect(button, &QPushButton::clicked, action, &QAction::trigger);
    paint();
    return button;
}

void MainWindow::applyStatus(const service::VaultStatus& status)
{
    m_state = status.state;
    showBanners(status);
    switch (status.state) {
    case VaultState::Unlocked:
        if (!m_opened)
            loadVault();
        m_root->setCurrentWidget(m_shell);
        break;
    case VaultState::Missing:
        dropVault();
        firstRunPage()->setPractice(status.practice);
        m_root->setCurrentWidget(m_firstRun);
        break;
    case VaultState::Locked:
    case VaultState::Unlocking:
    case VaultState::Locking:
        dropVault();
        unlockPage()->setStatus(status);
        m_root->setCurrentWidget(m_unlock);
        break;
    case VaultState::Unusable:
        dropVault();
        if (!m_unusable) {
            m_unusable = new UnusablePage(m_context, this);
            m_root->addWidget(m_unusable);
            connect(m_unusable, &UnusablePage::retryRequested, this,
                    [this] { m_context.core.unlockWithKeychain(this, [](base::Result<void>) {}); });
        }
        m_unusable->setStatus(status);
        m_root->setCurrentWidget(m_unusable);
        break;
    }
    enableActions();
}

void MainWindow::loadVault()
{
    m_opened = true;
    m_catalog->load(m_context.core);
    m_context.core.settings(this, [this](base::Result<model::Settings> settings) {
        if (settings)
            takeSettings(*settings);
    });
    m_context.core.connections(this, [this](base::Result<std::vector<model::Connection>> connections) {
        if (connections) {
            m_model->reset(std::move(*connections));
            if (!QApplication::activeModalWidget())
                connectionsPage()->takeKeyboard();
        } else {
            showError(tr("The connections could not be read"), connections.error());
        }
        Q_EMIT loaded();
    });
    showPage(Page::Connections);
    m_tick.start();
}

// Nothing of the vault stays on the screen or in the models.
void MainWindow::dropVault()
{
    if (!m_opened)
        return;
    m_opened = false;
    m_keysDueDismissed = false;
    m_tick.stop();
    m_undo->hide();
    m_error->clear();
    for (QWidget* dialog : findChildren<QDialog*>())
        dialog->close();
    if (m_connectionsPage)
        m_connectionsPage->detail()->clear();
    if (m_auditPage)
        m_auditPage->clear();
    if (m_keysPage)
        m_keysPage->clear();
    if (m_backupsPage)
        m_backupsPage->clear();
    if (m_importPage)
        m_importPage->clear();
    if (m_profilesPage)
        m_profilesPage->clear();
    if (m_programsPage)
        m_programsPage->clear();
    m_census->clear();
    m_model->reset({});
}

void MainWindow::takeSettings(const model::Settings& settings)
{
    m_settings = settings;
    m_closeToTray = settings.closeToTray;
    m_sidebarModel->setHorizon(settings.expiryNotice);
    connectionsPage()->setHorizon(settings.expiryNotice);
    m_census->setSettings(settings);
    if (m_programsPage)
        m_programsPage->setSettings(settings);
    Q_EMIT settingsChanged(settings);
}

AddWizard* MainWindow::addConnection(std::string_view providerId)
{
    auto* wizard = new AddWizard(m_context, *m_catalog, this);
    connect(wizard, &AddWizard::added, this, &MainWindow::selectConnection, Qt::QueuedConnection);
    if (!providerId.empty())
        wizard->startWith(providerId);
    wizard->open();
    return wizard;
}

void MainWindow::selectConnection(const QString& id)
{
    showPage(Page::Connections);
    const base::ConnectionId connection{s(id)};
    connectionsPage()->list()->select(connection);
    if (connectionsPage()->list()->selected() != connection) {
        m_sidebar->choose({});
        connectionsPage()->list()->select(connection);
    }
}

void MainWindow::signIn(const QString& connectionId)
{
    selectConnection(connectionId);
    if (const model::Connection* c = m_model->find(base::ConnectionId{s(connectionId)}))
        m_connectionActions->signIn(*c);
}

void MainWindow::showError(const QString& title, const base::Error& error)
{
    if (error.code == base::ErrorCode::Cancelled)
        return;
    m_errorAbout.clear();
    m_errorIsState = false;
    m_errorSignIn->hide();
    if (!m_undoStep)
        m_undo->hide(); // an older good message would contradict it
    m_error->show(QStringLiteral("danger"), QStringLiteral("alert"), title, oneLine(error));
}

void MainWindow::closeEvent(QCloseEvent* event)
{
    saveState();
    if (m_closeToTray && m_canHide && m_canHide()) {
        event->ignore();
        hide();
        return;
    }
    Q_EMIT quitRequested();
    QMainWindow::closeEvent(event);
}

void MainWindow::saveState()
{
    m_context.store.setValue(QStringLiteral("window/geometry"), saveGeometry());
    if (m_connectionsPage)
        m_connectionsPage->saveState();
}

void MainWindow::restoreState()
{
    if (!restoreGeometry(m_context.store.value(QStringLiteral("window/geometry")).toByteArray()))
        resize(1240, 760);
}

void MainWindow::paintIcons()
{
    m_mark->setPixmap(m_context.icons.pixmap(QStringLiteral("keystead"), Qt::white, 28, devicePixelRatioF()));
}

bool MainWindow::event(QEvent* event)
{
    if (event->type() == QEvent::WindowActivate || event->type() == QEvent::Polish)
        paintIcons();
    return QMainWindow::event(event);
}

} // namespace keystead::ui
