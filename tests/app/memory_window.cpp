// SPDX-License-Identifier: GPL-3.0-or-later
// The real window under orders, for tests/e2e/memory_scan.py: opens the vault by its unlock page, reveals, copies and
// locks by keys and clicks. One order a line on stdin, "ok" or "failed: why" on stdout. What is typed comes with the
// order and stays in locked memory, so that the scan finds only what Keystead itself leaves.
// Usage: memory_window --vault DIR
#include "app/common/composition_root.h"
#include "app/gui/gui_app.h"
#include "ui/connections/connection_model.h"
#include "ui/connections/connections_page.h"
#include "ui/main_window.h"
#include "ui/resources.h"
#include "window_hands.h"

#include <cstdio>
#include <QApplication>
#include <QClipboard>
#include <QCommandLineParser>
#include <QMimeData>
#include <QSocketNotifier>
#include <QTemporaryDir>
#include <QTest>
#include <unistd.h>

namespace {

using namespace keystead;
using namespace Qt::StringLiterals;

constexpr int patience = 30'000;

class Orders : public QObject
{
    Q_OBJECT
public:
    explicit Orders(ui::MainWindow& window) : m_window(window), m_hands(window, {}), m_input(0, QSocketNotifier::Read)
    {
        connect(&m_input, &QSocketNotifier::activated, this, &Orders::take);
        std::puts("ready");
        std::fflush(stdout);
    }

private:
    // WORD or WORD TEXT; the text is secret.
    void take();
    bool obey(std::string_view word, const base::Secret& text);
    bool type(const base::Secret& text);
    bool prove(const base::Secret& passphrase);
    bool select(const QString& name);
    bool locked() { return m_hands.find(u"unlockVault"_s) != nullptr; }
    template <class Holds> bool wait(Holds holds) { return QTest::qWaitFor(holds, patience); }

    ui::MainWindow& m_window;
    test::WindowHands m_hands;
    QSocketNotifier m_input;
};

void Orders::take()
{
    base::Secret line(4096);
    std::size_t used = 0;
    char c = 0;
    while (used < line.size()) {
        if (::read(0, &c, 1) != 1) {
            QApplication::exit(0);
            return;
        }
        if (c == '\n')
            break;
        line.exposeMutable()[used++] = static_cast<std::uint8_t>(c);
    }
    base::wipe(&c, 1);
    const std::string_view whole = line.exposeText().substr(0, used);
    const std::size_t space = whole.find(' ');
    const base::Secret text =
        base::Secret::fromText(space == std::string_view::npos ? std::string_view{} : whole.substr(space + 1));
    m_input.setEnabled(false);
    const bool done = obey(whole.substr(0, space), text);
    m_input.setEnabled(true);
    if (done)
        std::puts("ok");
    else
        std::printf("failed: on the screen: %s\n", qPrintable(m_hands.texts().replace(u'\n', u'|')));
    std::fflush(stdout);
}

// Into the passphrase field in front, as soon as it takes keys.
bool Orders::type(const base::Secret& text)
{
    const QString field = u"Passphrase of the vault"_s;
    const auto ready = [this, &field] {
        QWidget* const input = m_hands.find(field);
        return input && input->isEnabled() && m_hands.frontIsActive() && m_hands.click(field) &&
               QApplication::focusWidget() == input;
    };
    if (!wait(ready)) {
        std::fputs("the passphrase field takes no keys\n", stderr);
        return false;
    }
    for (const char c : text.exposeText())
        QTest::keyClick(m_hands.front()->windowHandle(), c);
    return true;
}

bool Orders::prove(const base::Secret& passphrase)
{
    if (!wait([this] { return m_hands.front()->objectName() == u"proofDialog"_s; })) {
        std::fputs("no proof was asked for\n", stderr);
        return false;
    }
    if (!type(passphrase) || !m_hands.press(Qt::Key_Return))
        return false;
    if (!wait([this] { return m_hands.front() == &m_window; })) {
        std::fputs("the proof was not taken\n", stderr);
        return false;
    }
    return true;
}

bool Orders::select(const QString& name)
{
    const ui::ConnectionModel& all = m_window.connections();
    for (int row = 0; row < all.rowCount(); ++row) {
        if (QString::fromStdString(all.at(row)->name) == name)
            m_window.selectConnection(QString::fromStdString(all.at(row)->id.text));
    }
    return m_window.connectionsPage()->selected().has_value();
}

bool Orders::obey(std::string_view word, const base::Secret& text)
{
    if (word == "unlock")
        return wait([this] { return locked(); }) && type(text) && m_hands.press(Qt::Key_Return) &&
               wait([this] { return select(u"work"_s); });
    if (word == "wrong")
        return wait([this] { return locked(); }) && type(text) && m_hands.press(Qt::Key_Return) &&
               wait([this] { return m_hands.shows(u"does not fit"_s); });
    if (word == "reveal")
        return m_hands.tabTo(u"Reveal Access token"_s) && m_hands.press(Qt::Key_Space) && prove(text) &&
               wait([this] { return m_hands.find(u"Hide Access token"_s) != nullptr; });
    if (word == "copy")
        return m_hands.tabTo(u"Copy Access token"_s) && m_hands.press(Qt::Key_Space) && prove(text) && wait([] {
                   const QMimeData* const held = QApplication::clipboard()->mimeData();
                   return held && held->hasFormat(u"x-kde-passwordManagerHint"_s);
               });
    if (word == "lock")
        return m_hands.press(Qt::Key_L, Qt::ControlModifier) && wait([this] { return locked(); });
    if (word == "panic")
        return m_hands.press(Qt::Key_L, Qt::ControlModifier | Qt::ShiftModifier) && wait([this] { return locked(); });
    return false;
}

int run(QApplication& application, const QCommandLineParser& arguments)
{
    app::CoreOptions options;
    options.vaultFolder = arguments.value(u"vault"_s).toStdString();
    auto core = app::startCore(std::move(options));
    if (!core) {
        std::fprintf(stderr, "the core did not start: %s\n", base::toString(core.error()).c_str());
        return 1;
    }
    const QTemporaryDir scratch;
    app::GuiOptions gui;
    gui.vault = arguments.value(u"vault"_s).toStdString();
    gui.language = u"en"_s;
    app::GuiApp program(application, std::move(gui), std::move(*core),
                        std::make_unique<QSettings>(scratch.filePath(u"window.ini"_s), QSettings::IniFormat));
    program.start();
    for (QWidget* top : QApplication::topLevelWidgets()) {
        if (auto* window = qobject_cast<ui::MainWindow*>(top)) {
            const Orders orders(*window);
            return QApplication::exec();
        }
    }
    return 1;
}

} // namespace

int main(int argc, char** argv)
{
    QApplication application(argc, argv);
    QApplication::setApplicationName(u"keystead"_s);
    QApplication::setApplicationDisplayName(u"Keystead"_s);
    QApplication::setQuitOnLastWindowClosed(false);
    QCommandLineParser parser;
    parser.addOption({u"vault"_s, QString(), u"DIR"_s});
    parser.process(application);
    if (const base::Status safe = app::prepareProcess(); !safe)
        return 1;
    ui::initResources();
    return run(application, parser);
}

#include "memory_window.moc"
