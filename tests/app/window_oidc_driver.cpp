// SPDX-License-Identifier: GPL-3.0-or-later
// The main job through the real window: a vault, a connection, the sign-in in the browser, twenty refreshes, a test,
// the records and the removal with revocation, by keys and clicks alone. tests/e2e/window_oidc.py starts it with a
// display, a keyring, a provider and a browser; models are only read. Usage: window_oidc_driver --vault DIR --issuer
// URL --pictures DIR
#include "app/common/composition_root.h"
#include "app/gui/gui_app.h"
#include "ui/audit/audit_model.h"
#include "ui/audit/audit_page.h"
#include "ui/connections/connection_model.h"
#include "ui/connections/connections_page.h"
#include "ui/main_window.h"
#include "ui/resources.h"
#include "ui/widgets/undo_bar.h"
#include "window_hands.h"

#include <QApplication>
#include <QCheckBox>
#include <QComboBox>
#include <QCommandLineParser>
#include <QDialog>
#include <QLineEdit>
#include <QPushButton>
#include <QSignalSpy>
#include <QTableView>
#include <QTemporaryDir>
#include <QTest>
#include <set>

namespace {

using namespace keystead;
using namespace Qt::StringLiterals;
using model::AuditAction;

constexpr int refreshes = 20;
constexpr int browserWait = 120'000; // a cold browser on a busy machine
constexpr int answerWait = 30'000;

class WindowOidcDriver : public QObject
{
    Q_OBJECT
public:
    WindowOidcDriver(ui::MainWindow& window, QString issuer, const QString& pictures)
        : m_window(window), m_hands(window, pictures), m_issuer(std::move(issuer))
    {
    }

private Q_SLOTS:
    void init();
    void cleanup();
    void createsTheVaultWithTheKeychain();
    void findsTheServiceByTyping();
    void fillsTheFieldsByKeyboard();
    void signsInThroughTheBrowser();
    void testsAtTheEndOfTheWizard();
    void refreshesTwentyTimes();
    void testsTheConnection();
    void showsTheRecords();
    void verifiesTheTrail();
    void removesAndRevokes();

private:
    const model::Connection* connection() const { return m_window.connections().at(0); }
    std::int64_t refreshedAt() const
    {
        const model::Connection* c = connection();
        return c && c->lastRefreshedAt ? base::toMillis(*c->lastRefreshedAt) : 0;
    }

    ui::MainWindow& m_window;
    test::WindowHands m_hands;
    QString m_issuer;
    bool m_broken = false;
};

void WindowOidcDriver::init()
{
    QVERIFY2(!m_broken, "an earlier step failed");
}

void WindowOidcDriver::cleanup()
{
    if (!QTest::currentTestFailed())
        return;
    if (!m_broken) {
        qWarning("on the screen:\n%s", qPrintable(m_hands.texts()));
        m_hands.picture(u"failed"_s);
    }
    m_broken = true;
}

void WindowOidcDriver::createsTheVaultWithTheKeychain()
{
    QVERIFY(m_hands.frontIsActive());
    auto* keychain = m_hands.find<QCheckBox>(u"Open with this desktop's keychain"_s);
    QVERIFY(keychain && keychain->isChecked());
    QVERIFY(m_hands.picture(u"first-run"_s));
    QVERIFY(m_hands.click(u"createVault"_s));
    QTRY_VERIFY_WITH_TIMEOUT(m_hands.shows(u"No connections yet"_s), answerWait);
    QVERIFY(m_hands.picture(u"empty"_s));
}

void WindowOidcDriver::findsTheServiceByTyping()
{
    QVERIFY(m_hands.click(u"Add your first connection"_s));
    QTRY_VERIFY(QApplication::activeModalWidget());
    QTRY_VERIFY(m_hands.find(u"Search for a service"_s));
    QVERIFY(m_hands.frontIsActive());
    QVERIFY2(m_hands.find(u"Search for a service"_s)->hasFocus(), "typing goes to the search at once");
    QVERIFY(m_hands.picture(u"wizard-services"_s));
    QVERIFY(m_hands.type(u"openid"_s));
    QVERIFY(m_hands.picture(u"wizard-search"_s));
    QVERIFY(m_hands.press(Qt::Key_Return));
    QTRY_VERIFY(m_hands.find<QLineEdit>(u"Issuer"_s));
    QVERIFY2(m_hands.find(u"Name"_s) && m_hands.find(u"Name"_s)->hasFocus(), "the first field has the focus");
    QVERIFY2(!m_hands.shows(u"another look"_s), "one Enter goes one page on: the empty form was not sent");
    QVERIFY(m_hands.picture(u"wizard-fields"_s));
}

void WindowOidcDriver::fillsTheFieldsByKeyboard()
{
    QVERIFY(m_hands.fill(u"Name"_s, u"Work account"_s));
    QVERIFY(m_hands.fill(u"Issuer"_s, m_issuer));
    QVERIFY(m_hands.fill(u"API address"_s, m_issuer));
    QVERIFY(m_hands.fill(u"Test address"_s, m_issuer + u"/me"_s));
    QVERIFY(m_hands.tabTo(u"Allow http on this computer"_s));
    QVERIFY(m_hands.type(u"y"_s));
    QCOMPARE(m_hands.find<QComboBox>(u"Allow http on this computer"_s)->currentText(), u"yes"_s);
    QVERIFY(m_hands.fill(u"Client ID"_s, u"keystead-e2e"_s));
    QVERIFY(m_hands.picture(u"wizard-filled-top"_s));
    QVERIFY(m_hands.tabTo(u"Permissions (scopes)"_s));
    QVERIFY(m_hands.type(u"offline_access"_s));
    QVERIFY(m_hands.press(Qt::Key_Return));
    QTRY_VERIFY2(m_hands.find(u"Remove offline_access"_s), "Enter makes a chip of the scope");
    QVERIFY2(m_hands.find<QLineEdit>(u"Permissions (scopes)"_s), "and does not send the form");
    QVERIFY(m_hands.tabTo(u"Remove profile"_s));
    QVERIFY(m_hands.press(Qt::Key_Space));
    QTRY_VERIFY(!m_hands.find(u"Remove profile"_s));
    QVERIFY(m_hands.picture(u"wizard-filled-bottom"_s));
    QCOMPARE(m_hands.find<QPushButton>(u"wizardNext"_s)->text(), u"Sign in"_s);
}

void WindowOidcDriver::signsInThroughTheBrowser()
{
    QVERIFY(m_hands.click(u"wizardNext"_s));
    QTRY_VERIFY_WITH_TIMEOUT(m_hands.shows(u"Waiting for the browser"_s), answerWait);
    QVERIFY(m_hands.picture(u"wizard-sign-in"_s));
    QTRY_VERIFY_WITH_TIMEOUT(m_hands.shows(u"is ready"_s) || m_hands.find(u"retrySignIn"_s), browserWait);
    QVERIFY2(m_hands.shows(u"is ready"_s), qPrintable(m_hands.texts()));
}

void WindowOidcDriver::testsAtTheEndOfTheWizard()
{
    QTRY_VERIFY_WITH_TIMEOUT(m_hands.shows(u"It works"_s), answerWait);
    QVERIFY2(m_hands.shows(u"ada"_s), "the account is named");
    QVERIFY(m_hands.picture(u"wizard-done"_s));
    QVERIFY(m_hands.press(Qt::Key_Return)); // the button has the focus
    QTRY_VERIFY(!QApplication::activeModalWidget());
    QCOMPARE(m_window.connections().rowCount(), 1);
    QTRY_VERIFY2(m_window.connectionsPage()->selected(), "the new connection is selected");
    QVERIFY(m_hands.picture(u"connection"_s));
}

void WindowOidcDriver::refreshesTwentyTimes()
{
    for (int number = 1; number <= refreshes; ++number) {
        const std::int64_t before = refreshedAt();
        QVERIFY(m_hands.press(Qt::Key_F5));
        QTRY_VERIFY2_WITH_TIMEOUT(refreshedAt() > before && m_hands.find<QPushButton>(u"Test"_s)->isEnabled(),
                                  qPrintable(u"refresh %1:\n"_s.arg(number) + m_hands.texts()), answerWait);
        if (number == 1)
            QVERIFY(m_hands.picture(u"refreshed"_s));
    }
    QTRY_VERIFY(m_window.undoBar()->isVisible());
    QCOMPARE(m_window.undoBar()->text(), u"“Work account” is fresh again."_s);
    QVERIFY2(!m_hands.shows(u"could not be refreshed"_s), qPrintable(m_hands.texts()));
    QVERIFY(m_hands.picture(u"refreshed-20-times"_s));
}

void WindowOidcDriver::testsTheConnection()
{
    QVERIFY2(!m_hands.shows(u"It works"_s), "no result of an earlier test stands there");
    QVERIFY(m_hands.press(Qt::Key_T, Qt::ControlModifier));
    QTRY_VERIFY2_WITH_TIMEOUT(m_hands.shows(u"It works"_s), qPrintable(m_hands.texts()), answerWait);
    QVERIFY(m_hands.picture(u"tested"_s));
}

void WindowOidcDriver::showsTheRecords()
{
    QVERIFY(m_hands.press(Qt::Key_2, Qt::ControlModifier));
    QTRY_VERIFY(m_hands.find<QTableView>(u"Audit records"_s));
    auto* table = m_hands.find<QTableView>(u"Audit records"_s);
    const ui::AuditModel* records = m_window.auditPage()->model();
    QTRY_VERIFY_WITH_TIMEOUT(records->rowCount() > refreshes, answerWait);
    int renewed = 0;
    std::set<AuditAction> seen;
    for (int row = 0; row < records->rowCount(); ++row) {
        const model::AuditEvent& event = records->at(row)->event;
        seen.insert(event.action);
        renewed += event.action == AuditAction::TokenRefresh && event.outcome == model::AuditOutcome::Success ? 1 : 0;
    }
    QVERIFY2(renewed >= refreshes, qPrintable(QString::number(renewed)));
    for (const AuditAction action :
         {AuditAction::Connect, AuditAction::TokenExchange, AuditAction::CredentialStore, AuditAction::ConnectionTest})
        QVERIFY2(seen.count(action) == 1, model::toText(action).data());
    QVERIFY(m_hands.picture(u"audit"_s));
    QVERIFY(m_hands.clickAt(table->viewport(), table->visualRect(records->index(0, 0)).center()));
    QTRY_VERIFY(m_hands.find(u"The selected record"_s));
    QVERIFY(m_hands.picture(u"audit-record"_s));
    std::printf("records: %d shown, %d of them successful refreshes\n", records->rowCount(), renewed);
}

void WindowOidcDriver::verifiesTheTrail()
{
    QSignalSpy verified(m_window.auditPage(), &ui::AuditPage::verified);
    QVERIFY(m_hands.press(Qt::Key_V, Qt::ControlModifier | Qt::ShiftModifier));
    QTRY_COMPARE_WITH_TIMEOUT(verified.count(), 1, answerWait);
    QVERIFY(verified.first().first().toBool());
    QTRY_VERIFY(m_hands.shows(u"The trail is whole"_s));
    QVERIFY(m_hands.picture(u"audit-verified"_s));
}

void WindowOidcDriver::removesAndRevokes()
{
    QVERIFY(m_hands.press(Qt::Key_1, Qt::ControlModifier));
    QTRY_VERIFY2(m_window.connectionsPage()->selected(), "the selection is still there");
    QVERIFY(m_hands.press(Qt::Key_Delete));
    QTRY_VERIFY(QApplication::activeModalWidget());
    auto* revoke = m_hands.front()->findChild<QCheckBox*>();
    QVERIFY2(revoke && revoke->isVisible() && revoke->isChecked(),
             "the tokens are ended unless the person says otherwise");
    QVERIFY(m_hands.picture(u"remove"_s));
    QVERIFY(m_hands.click(u"removeConfirm"_s));
    QTRY_VERIFY2_WITH_TIMEOUT(m_window.connections().rowCount() == 0, qPrintable(m_hands.texts()), answerWait);
    QTRY_VERIFY(m_hands.shows(u"No connections yet"_s));
    QTRY_COMPARE(m_window.undoBar()->text(), u"“Work account” was removed and its tokens are ended."_s);
    QVERIFY(m_hands.picture(u"removed"_s));
    std::printf("pictures: %d\n", m_hands.pictures());
}

int run(QApplication& application, const QCommandLineParser& arguments)
{
    app::CoreOptions options;
    options.vaultFolder = arguments.value(u"vault"_s).toStdString();
    options.mayPrompt = true;
    auto core = app::startCore(std::move(options));
    if (!core) {
        std::fprintf(stderr, "the core did not start: %s\n", base::toString(core.error()).c_str());
        return 1;
    }
    const QTemporaryDir scratch;
    app::GuiOptions gui;
    gui.vault = arguments.value(u"vault"_s).toStdString();
    gui.theme = arguments.value(u"theme"_s);
    gui.language = u"en"_s;
    app::GuiApp program(application, std::move(gui), std::move(*core),
                        std::make_unique<QSettings>(scratch.filePath(u"window.ini"_s), QSettings::IniFormat));
    program.start();
    for (QWidget* top : QApplication::topLevelWidgets()) {
        if (auto* window = qobject_cast<ui::MainWindow*>(top)) {
            WindowOidcDriver driver(*window, arguments.value(u"issuer"_s), arguments.value(u"pictures"_s));
            return QTest::qExec(&driver, QStringList{u"window_oidc_driver"_s});
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
    for (const char* name : {"vault", "issuer", "pictures", "theme"})
        parser.addOption({QString::fromLatin1(name), QString(), u"VALUE"_s});
    parser.process(application);
    if (const base::Status safe = app::prepareProcess(); !safe)
        return 1;
    ui::initResources();
    return run(application, parser);
}

#include "window_oidc_driver.moc"
