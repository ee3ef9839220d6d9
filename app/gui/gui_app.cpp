// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/gui/gui_app.h"

#include "app/common/auto_lock.h"
#include "app/gui/browser_opener.h"
#include "app/gui/clipboard_guard.h"
#include "app/gui/desktop_notifier.h"
#include "app/gui/desktop_scheme.h"
#include "app/gui/tour.h"
#include "app/gui/tray.h"
#include "app/gui/window_use.h"
#include "ui/access_port.h"
#include "ui/approval/approval_desk.h"
#include "ui/core_client_port.h"
#include "ui/main_actions.h"
#include "ui/main_window.h"
#include "ui/theme/icons.h"
#include "ui/theme/theme.h"

#include <QApplication>
#include <QClipboard>
#include <QProcess>

namespace keystead::app {

GuiApp::GuiApp(QApplication& application, GuiOptions options, Core core, std::unique_ptr<QSettings> store)
    : m_options(std::move(options)), m_store(std::move(store)), m_core(std::move(core))
{
    m_client = std::make_unique<service::CoreClient>(*m_core.host);
    m_port = std::make_unique<ui::CoreClientPort>(*m_client);
    m_theme = std::make_unique<ui::Theme>(application);
    m_theme->setChoice(ui::Theme::choiceFromText(
        m_options.theme.isEmpty() ? m_store->value(QStringLiteral("theme")).toString() : m_options.theme));
    m_icons = std::make_unique<ui::IconProvider>(*m_theme);
    m_clipboard = std::make_unique<ClipboardGuard>(*QApplication::clipboard());
    m_browser = std::make_unique<BrowserOpener>();
    m_context = std::make_unique<ui::AppContext>(ui::AppContext{*m_port, *m_theme, *m_icons, *m_clipboard, *m_store,
                                                                m_clock, [this](const QString& url) { openUrl(url); },
                                                                m_browser->name()});
    QApplication::setWindowIcon(QIcon(m_icons->pixmap(QStringLiteral("keystead"), Qt::white, 64, 1.0)));
    m_window = std::make_unique<ui::MainWindow>(*m_context);
    connectWindow();
    if (m_options.tourFolder.isEmpty())
        connectDesktop();
}

GuiApp::~GuiApp() = default;

void GuiApp::connectWindow()
{
    connect(m_port.get(), &ui::CorePort::openInBrowser, this, &GuiApp::openUrl);
    connect(m_window.get(), &ui::MainWindow::quitRequested, this, &GuiApp::quit);
    connect(m_window.get(), &ui::MainWindow::practiceRequested, this, &GuiApp::startPractice);
    // The core may take a moment; the clipboard does not wait for it.
    connect(m_window->actions().lockNow, &QAction::triggered, m_clipboard.get(), &ClipboardGuard::clearNow);
    connect(m_window.get(), &ui::MainWindow::settingsChanged, this, &GuiApp::takeSettings);
    connect(m_port.get(), &ui::CorePort::statusChanged, this, &GuiApp::onStatus);
    onStatus(m_port->lastStatus());
}

void GuiApp::connectDesktop()
{
    m_notifier = std::make_unique<DesktopNotifier>();
    m_scheme = std::make_unique<DesktopScheme>();
    m_autoLock = std::make_unique<AutoLock>(*m_client);
    m_use = std::make_unique<WindowUse>(*QCoreApplication::instance());
    m_tray = std::make_unique<Tray>(*m_context, *m_window);
    m_window->setHideInsteadOfClose([this] { return m_tray->available(); });
    connect(m_scheme.get(), &DesktopScheme::darkWanted, m_theme.get(), &ui::Theme::setDesktopDark);
    connect(m_port.get(), &ui::CorePort::notify, m_notifier.get(), &DesktopNotifier::show);
    connect(m_port.get(), &ui::CorePort::changed, this, [this](const model::ChangeSet& changes) {
        for (const model::Connection& c : changes.updated) {
            if (c.state == model::ConnectionState::Active || c.state == model::ConnectionState::Updated)
                m_notifier->withdraw(QString::fromStdString(c.id.text));
        }
    });
    connect(m_notifier.get(), &DesktopNotifier::signInRequested, this, [this](const QString& id) {
        raiseWindow();
        m_window->signIn(id);
    });
    connect(m_notifier.get(), &DesktopNotifier::openRequested, this, [this](const QString& id) {
        raiseWindow();
        if (!id.isEmpty())
            m_window->selectConnection(id);
    });
    connectQuestions();
    connect(m_use.get(), &WindowUse::used, m_autoLock.get(), &AutoLock::noteUse);
    // Nobody is at the screen: what was copied goes, whether the vault is locked for it or not.
    connect(m_autoLock.get(), &AutoLock::triggered, m_clipboard.get(), &ClipboardGuard::clearNow);
    connect(m_tray.get(), &Tray::showRequested, this, &GuiApp::raiseWindow);
    connect(m_tray.get(), &Tray::quitRequested, this, &GuiApp::quit);
}

// A question is answered in its own window; the desktop only says that there is one.
void GuiApp::connectQuestions()
{
    ui::ApprovalDesk& desk = m_window->approvals();
    connect(&desk, &ui::ApprovalDesk::asked, m_notifier.get(), &DesktopNotifier::showQuestion);
    connect(&desk, &ui::ApprovalDesk::settled, m_notifier.get(), &DesktopNotifier::withdrawQuestion);
    connect(&desk, &ui::ApprovalDesk::waitingChanged, m_tray.get(), &Tray::update);
    connect(m_notifier.get(), &DesktopNotifier::questionRequested, &desk, &ui::ApprovalDesk::bring);
}

void GuiApp::start()
{
    const bool hidden = m_options.minimized && m_tray && m_tray->available();
    if (!hidden)
        m_window->show();
    if (!m_core.socket)
        m_window->showError(QObject::tr("Programs cannot reach Keystead"), m_core.socket.error());
    if (!m_options.tourFolder.isEmpty()) {
        m_tour = std::make_unique<Tour>(*m_context, *m_window, m_options.tourFolder);
        connect(m_tour.get(), &Tour::finished, this, [](bool fine) { QApplication::exit(fine ? 0 : 1); });
        m_tour->start();
        return;
    }
    const service::VaultStatus status = m_port->lastStatus();
    if (m_options.demo && status.state == service::VaultState::Missing)
        m_port->createVault(this, {}, [](base::Result<void>) {});
    else if (status.state == service::VaultState::Locked)
        m_port->unlockWithKeychain(this, [](base::Result<void>) {}); // why it did not open stands in the status
}

void GuiApp::raiseWindow()
{
    m_window->show();
    if (m_window->isMinimized())
        m_window->showNormal();
    m_window->raise();
    m_window->activateWindow();
}

void GuiApp::openUrl(const QString& url)
{
    if (m_tour && m_tour->takesUrl(url))
        return;
    if (!m_browser->open(url))
        m_window->showError(QObject::tr("The browser could not be opened. Copy the link instead."),
                            base::Error{base::ErrorCode::NotFound});
}

void GuiApp::onStatus(const service::VaultStatus& status)
{
    const bool open = status.state == service::VaultState::Unlocked;
    if (!open)
        m_clipboard->clearNow();
    m_port->access().setPersonPresent(open); // in the window or behind the tray
}

void GuiApp::takeSettings(const model::Settings& settings)
{
    m_clipboard->setClearAfter(settings.clipboardClearAfter);
    if (m_notifier)
        m_notifier->setEnabled(settings.notifications);
    if (m_options.theme.isEmpty())
        m_theme->setChoice(ui::Theme::choiceFromText(QString::fromStdString(settings.theme)));
    // Kept beside the window's geometry, since they are wanted before the vault is open.
    m_store->setValue(QStringLiteral("theme"), QString::fromStdString(settings.theme));
    m_store->setValue(QStringLiteral("language"), QString::fromStdString(settings.language));
}

void GuiApp::startPractice()
{
    if (m_port->lastStatus().practice)
        m_window->addConnection("practice");
    else
        QProcess::startDetached(QCoreApplication::applicationFilePath(), {QStringLiteral("--demo")});
}

void GuiApp::quit()
{
    m_clipboard->clearNow();
    QApplication::exit(0);
}

} // namespace keystead::app
