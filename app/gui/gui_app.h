// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// Wires the core, the window and the desktop together; everything of a running `keystead` hangs here, destroyed in
// reverse.
#include "app/common/composition_root.h"
#include "app/gui/gui_options.h"
#include "core/base/clock.h"
#include "core/service/core_client.h"
#include "ui/app_context.h"

#include <memory>
#include <QObject>
#include <QSettings>

class QApplication;

namespace keystead::ui {
class CoreClientPort;
class MainWindow;
} // namespace keystead::ui

namespace keystead::app {

class AutoLock;
class BrowserOpener;
class ClipboardGuard;
class DesktopNotifier;
class DesktopScheme;
class Tour;
class Tray;
class WindowUse;

class GuiApp : public QObject
{
    Q_OBJECT
public:
    GuiApp(QApplication& application, GuiOptions options, Core core, std::unique_ptr<QSettings> store);
    ~GuiApp() override;
    void start();
    void raiseWindow();

private:
    void connectDesktop();
    void connectWindow();
    void openUrl(const QString& url);
    void onStatus(const service::VaultStatus& status);
    void takeSettings(const model::Settings& settings);
    void connectQuestions();
    void startPractice();
    void quit();

    GuiOptions m_options;
    std::unique_ptr<QSettings> m_store;
    base::SystemClock m_clock;
    Core m_core;
    std::unique_ptr<service::CoreClient> m_client;
    std::unique_ptr<ui::CoreClientPort> m_port;
    std::unique_ptr<ui::Theme> m_theme;
    std::unique_ptr<ui::IconProvider> m_icons;
    std::unique_ptr<ClipboardGuard> m_clipboard;
    std::unique_ptr<BrowserOpener> m_browser;
    std::unique_ptr<ui::AppContext> m_context;
    std::unique_ptr<ui::MainWindow> m_window;
    std::unique_ptr<DesktopNotifier> m_notifier;
    std::unique_ptr<DesktopScheme> m_scheme;
    std::unique_ptr<AutoLock> m_autoLock;
    std::unique_ptr<WindowUse> m_use;
    std::unique_ptr<Tray> m_tray;
    std::unique_ptr<Tour> m_tour;
};

} // namespace keystead::app
