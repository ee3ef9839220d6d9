// SPDX-License-Identifier: GPL-3.0-or-later
// keystead: the desktop application.
#include "app/common/composition_root.h"
#include "app/common/handover.h"
#include "app/common/unix_signals.h"
#include "app/gui/gui_app.h"
#include "app/gui/gui_options.h"
#include "app/gui/single_instance.h"
#include "core/base/private_files.h"
#include "core/protocol/socket_path.h"
#include "core/transfer/report_texts.h"
#include "ui/audit/trail_words.h"
#include "ui/resources.h"

#include <algorithm>
#include <cstdio>
#include <QApplication>
#include <QFileInfo>
#include <QStandardPaths>
#include <QTemporaryDir>
#include <string_view>

namespace {

using namespace keystead;

int fail(const char* what, const base::Error& error)
{
    std::fprintf(stderr, "keystead: %s: %s\n", what, base::toString(error).c_str());
    return base::exitCodeFor(error.code);
}

std::unique_ptr<QSettings> makeStore(const app::GuiOptions& options, const QTemporaryDir& scratch)
{
    const QString file = options.demo ? scratch.filePath(QStringLiteral("window.ini"))
                                      : QStandardPaths::writableLocation(QStandardPaths::GenericConfigLocation) +
                                            QStringLiteral("/keystead/window.ini");
    return std::make_unique<QSettings>(file, QSettings::IniFormat);
}

// The socket of the window itself, beside the agent's.
std::filesystem::path windowSocket(const std::filesystem::path& agentSocket)
{
    std::filesystem::path socket = agentSocket;
    socket.replace_filename("window-" + agentSocket.filename().string());
    return socket;
}

int run(QApplication& application, app::GuiOptions options)
{
    QTemporaryDir scratch; // of the demo; removed at the end
    if (options.demo)
        options.vault = (scratch.path() + QStringLiteral("/vault")).toStdString();
    if (options.vault.empty()) {
        auto usual = protocol::defaultVaultFolder();
        if (!usual)
            return fail("start", usual.error());
        options.vault = *usual;
    }
    auto socket = protocol::socketPathFor(options.vault);
    if (!socket)
        return fail("start", socket.error());
    if (const base::Status folder = base::ensurePrivateFolder(socket->parent_path()); !folder)
        return fail("start", folder.error());
    app::SingleInstance instance(windowSocket(*socket));
    if (instance.raiseOther())
        return 0;
    if (const auto taken = app::takeOverFromAgent(*socket); !taken)
        return fail("start", taken.error());
    instance.listen();

    auto store = makeStore(options, scratch);
    ui::installTranslations(application, options.language.isEmpty()
                                             ? store->value(QStringLiteral("language")).toString()
                                             : options.language);
    // Reports that the window asks for speak its language; the command line's are English.
    transfer::setReportTranslator([](std::string_view, std::string_view english) { return ui::reportWord(english); });
    app::CoreOptions coreOptions;
    coreOptions.vaultFolder = options.vault;
    coreOptions.practice = options.demo;
    coreOptions.mayPrompt = true;
    auto core = app::startCore(std::move(coreOptions));
    if (!core)
        return fail("start", core.error());
    app::GuiApp gui(application, std::move(options), std::move(*core), std::move(store));
    QObject::connect(&instance, &app::SingleInstance::raiseRequested, &gui, &app::GuiApp::raiseWindow);
    gui.start();
    // The desktop ends a session with SIGTERM: the vault is locked in order.
    const app::UnixSignals ending;
    QObject::connect(&ending, &app::UnixSignals::terminate, &application, [] { QApplication::exit(0); });
    return QApplication::exec();
}

bool hasDisplay(int argc, char** argv)
{
    const bool chosen = std::any_of(argv, argv + argc, [](const char* word) {
        return std::string_view{word} == "-platform" || std::string_view{word} == "--platform";
    });
    return chosen || !qEnvironmentVariableIsEmpty("DISPLAY") || !qEnvironmentVariableIsEmpty("WAYLAND_DISPLAY") ||
           !qEnvironmentVariableIsEmpty("QT_QPA_PLATFORM");
}

// --help, --version and wrong options work anywhere; the window needs a display.
int withoutDisplay(int argc, char** argv)
{
    QCoreApplication application(argc, argv);
    QCoreApplication::setApplicationName(QStringLiteral("keystead"));
    QCoreApplication::setApplicationVersion(QStringLiteral(KEYSTEAD_VERSION));
    app::parseGuiOptions(application);
    std::fputs("keystead: start: there is no display\nhint: Use `keystead-agent` and `keystead-cli` here.\n", stderr);
    return 1;
}

} // namespace

int main(int argc, char** argv)
{
    if (!hasDisplay(argc, argv))
        return withoutDisplay(argc, argv);
    QApplication::setHighDpiScaleFactorRoundingPolicy(Qt::HighDpiScaleFactorRoundingPolicy::PassThrough);
    QApplication application(argc, argv);
    QApplication::setApplicationName(QStringLiteral("keystead"));
    QApplication::setApplicationDisplayName(QStringLiteral("Keystead"));
    QApplication::setApplicationVersion(QStringLiteral(KEYSTEAD_VERSION));
    QApplication::setDesktopFileName(QStringLiteral("keystead"));
    QApplication::setQuitOnLastWindowClosed(false);
    app::GuiOptions options = app::parseGuiOptions(application);
    if (const base::Status safe = app::prepareProcess(); !safe)
        return fail("start", safe.error());
    ui::initResources();
    return run(application, std::move(options));
}
