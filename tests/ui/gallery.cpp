// SPDX-License-Identifier: GPL-3.0-or-later
// keystead_ui_gallery FOLDER [--theme light|dark] [--language de] [--as MADE-UP=PROVIDER]...: fills every page of the
// window with made-up values and writes a PNG of each. No vault and no network; for looking at pages while building
// them. QT_SCALE_FACTOR=2 shows them at 200 %. --as lets a made-up service look like one of the catalogue (the README's
// picture).
#include "gallery_imports.h"
#include "gallery_keys.h"
#include "gallery_programs.h"
#include "sample_vault.h"
#include "stage.h"
#include "ui/about_dialog.h"
#include "ui/audit/audit_page.h"
#include "ui/audit/export_dialog.h"
#include "ui/command_list.h"
#include "ui/connections/connection_list.h"
#include "ui/connections/connections_page.h"
#include "ui/connections/detail_pane.h"
#include "ui/connections/edit_dialog.h"
#include "ui/connections/proof_dialog.h"
#include "ui/connections/remove_dialog.h"
#include "ui/main_actions.h"
#include "ui/main_window.h"
#include "ui/resources.h"
#include "ui/settings/settings_page.h"
#include "ui/signin/add_wizard.h"
#include "ui/signin/fields_page.h"
#include "ui/signin/form_field.h"
#include "ui/signin/method_page.h"
#include "ui/signin/provider_page.h"
#include "ui/theme/theme.h"
#include "ui/vault/first_run_page.h"
#include "ui/vault/unlock_page.h"
#include "ui/widgets/secret_input.h"
#include "ui/widgets/undo_bar.h"

#include <cstdio>
#include <QCheckBox>
#include <QCommandLineParser>
#include <QDir>
#include <QFile>
#include <QJsonDocument>
#include <QJsonObject>
#include <QLineEdit>
#include <QPushButton>
#include <QTest>

using namespace keystead;
using namespace keystead::ui;
using namespace keystead::ui::test;

namespace {

class Gallery
{
public:
    Gallery(Stage& stage, QString folder, const QStringList& looks)
        : m_stage(stage), m_folder(std::move(folder)), m_looks(looks)
    {
    }

    void run()
    {
        fillSample(m_stage.core, m_stage.clock.now());
        for (const QString& look : m_looks)
            dress(look.section(QLatin1Char('='), 0, 0).toStdString(), look.section(QLatin1Char('='), 1));
        m_stage.core.status.state = service::VaultState::Missing;
        MainWindow window(m_stage.context);
        window.resize(1280, 800);
        window.show();
        vaultPages(window);
        connectionPages(window);
        dialogs(window);
        wizard(window);
        otherPages(window);
        showPrograms(m_stage, window, [this](QWidget* widget, const char* name) { grab(widget, name); });
        grabImports(m_stage, window, [this](QWidget* widget, const char* name) { grab(widget, name); });
    }

private:
    void dress(const std::string& madeUp, const QString& id)
    {
        QFile file(QStringLiteral(KEYSTEAD_SOURCE_DIR "/resources/providers/%1.json").arg(id));
        if (!file.open(QIODevice::ReadOnly)) {
            std::fprintf(stderr, "no provider %s\n", qPrintable(id));
            return;
        }
        const QJsonObject json = QJsonDocument::fromJson(file.readAll()).object();
        for (model::ProviderSpec& spec : m_stage.core.specs) {
            if (spec.id == madeUp) {
                spec.id = id.toStdString();
                spec.displayName = json[u"display_name"].toString().toStdString();
                spec.icon = json[u"icon"].toString().toStdString();
            }
        }
        for (model::Connection& c : m_stage.core.rows) {
            if (c.providerId == madeUp) {
                c.providerId = id.toStdString();
                c.parameters.clear(); // the made-up server
            }
        }
    }

    void grab(QWidget* widget, const char* name)
    {
        QTest::qWait(60);
        const QString file = QDir(m_folder).filePath(
            QStringLiteral("%1-%2.png").arg(++m_number, 2, 10, QLatin1Char('0')).arg(QLatin1String(name)));
        if (!widget->grab().save(file))
            std::fprintf(stderr, "cannot write %s\n", qPrintable(file));
        std::printf("%s\n", qPrintable(file));
    }

    void setState(service::VaultState state, std::optional<base::Error> problem = {})
    {
        m_stage.core.status.state = state;
        m_stage.core.status.problem = std::move(problem);
        Q_EMIT m_stage.core.statusChanged(m_stage.core.status);
        QTest::qWait(80);
    }

    void vaultPages(MainWindow& window)
    {
        grab(&window, "first-run");
        window.firstRunPage()->passphraseBox()->setChecked(true);
        QTest::keyClicks(window.firstRunPage()->passphraseInput(), QStringLiteral("tidal meadow"));
        grab(&window, "first-run-passphrase");
        setState(service::VaultState::Locked, base::Error{base::ErrorCode::KeychainLocked});
        grab(&window, "unlock");
        QTest::keyClicks(window.unlockPage()->input(), QStringLiteral("wrong"));
        QTest::keyClick(window.unlockPage()->input(), Qt::Key_Return);
        grab(&window, "unlock-wrong");
        setState(service::VaultState::Unusable, base::Error{base::ErrorCode::Damaged, "vault.db: page 3"});
        grab(&window, "unusable");
        auto rows = std::exchange(m_stage.core.rows, {});
        setState(service::VaultState::Unlocked);
        grab(&window, "empty");
        m_stage.core.rows = std::move(rows);
        setState(service::VaultState::Locked);
    }

    void select(MainWindow& window, std::size_t row)
    {
        window.connectionsPage()->list()->select(m_stage.core.rows[row].id);
        QTest::qWait(50);
    }

    void connectionPages(MainWindow& window)
    {
        setState(service::VaultState::Unlocked);
        grab(&window, "connections");
        select(window, 0);
        window.actions().test->trigger();
        QTest::qWait(30);
        grab(&window, "connection-tested");
        window.connectionsPage()->detail()->showSecret(
            "access_token", base::Secret::fromText("eyJhbGciOiJFZERTQSJ9.eyJzdWIiOiJhZGEifQ.practice-only"));
        grab(&window, "connection-revealed");
        select(window, 2);
        grab(&window, "connection-auth-error");
        select(window, 8);
        grab(&window, "connection-not-signed-in");
        window.connectionsPage()->search()->setText(QStringLiteral("zzz"));
        grab(&window, "nothing-found");
        window.connectionsPage()->search()->clear();
        m_stage.core.status.rolledBack = true;
        m_stage.core.status.practice = true;
        setState(service::VaultState::Unlocked);
        window.undoBar()->show(
            QStringLiteral("“Old chat bot” was removed from this vault. Its tokens were not ended at the service."),
            [] {});
        grab(&window, "banners");
        m_stage.core.status.rolledBack = false;
        m_stage.core.status.practice = false;
        setState(service::VaultState::Unlocked);
        window.undoBar()->hide();
        select(window, 0);
    }

    template <class T> T* dialog(MainWindow& window)
    {
        QTest::qWait(80);
        return window.findChild<T*>();
    }

    void dialogs(MainWindow& window)
    {
        window.actions().remove->trigger();
        auto* remove = dialog<RemoveDialog>(window);
        grab(remove, "remove");
        delete remove;
        window.actions().copySecret->trigger();
        auto* proof = dialog<ProofDialog>(window);
        grab(proof, "proof");
        delete proof;
        window.actions().edit->trigger();
        auto* edit = dialog<EditDialog>(window);
        grab(edit, "edit");
        delete edit;
        window.actions().commands->trigger();
        auto* commands = dialog<CommandList>(window);
        grab(commands, "commands");
        delete commands;
        window.actions().about->trigger();
        auto* about = dialog<AboutDialog>(window);
        grab(about, "about");
        delete about;
    }

    void wizard(MainWindow& window)
    {
        AddWizard* wizard = window.addConnection();
        QTest::qWait(80);
        grab(wizard, "wizard-provider");
        wizard->providerPage()->select(m_stage.core.specs.front().id);
        wizard->nextButton()->click();
        grab(wizard, "wizard-method");
        wizard->nextButton()->click();
        grab(wizard, "wizard-fields");
        wizard->fieldsPage()->field("name")->setText(QStringLiteral("a/b"));
        wizard->nextButton()->click();
        grab(wizard, "wizard-problems");
        wizard->fieldsPage()->field("name")->setText(QStringLiteral("Forge at home"));
        wizard->fieldsPage()->field("parameters.host")->setText(QStringLiteral("forge.example.org"));
        wizard->fieldsPage()->field("client_id")->setText(QStringLiteral("Iv1.8a61f9b3a7aba766"));
        wizard->fieldsPage()
            ->field("secret.client_secret")
            ->secretInput()
            ->setSecret(base::Secret::fromText("not-a-secret"));
        wizard->nextButton()->click();
        QTest::qWait(80);
        grab(wizard, "wizard-sign-in");
        wizard->reject();
        m_stage.core.signInEnds = true;
        wizard = window.addConnection("northbank");
        wizard->fieldsPage()->field("client_id")->setText(QStringLiteral("Iv1.8a61f9b3a7aba766"));
        wizard->fieldsPage()
            ->field("secret.client_secret")
            ->secretInput()
            ->setSecret(base::Secret::fromText("not-a-secret"));
        wizard->nextButton()->click();
        QTest::qWait(120);
        grab(wizard, "wizard-done");
        wizard->accept();
    }

    void otherPages(MainWindow& window)
    {
        window.showPage(MainWindow::Page::Audit);
        QTest::qWait(80);
        window.auditPage()->table()->selectRow(2);
        grab(&window, "audit");
        window.auditPage()->showVerification(m_stage.core.chainReport);
        grab(&window, "audit-verified");
        model::ChainReport bad;
        bad.ok = false;
        bad.finding = model::ChainReport::Finding{model::ChainReport::Finding::Kind::Removed, 117, {}};
        window.auditPage()->showVerification(bad);
        grab(&window, "audit-tampered");
        ExportDialog* exporting = window.auditPage()->exportReport();
        QTest::qWait(60);
        grab(exporting, "export");
        exporting->run();
        grab(exporting, "export-done");
        delete exporting;
        window.showPage(MainWindow::Page::Settings);
        QTest::qWait(60);
        grab(&window, "settings");
        showKeys(m_stage, window, [this](QWidget* widget, const char* name) { grab(widget, name); });
        showBackups(m_stage, window, [this](QWidget* widget, const char* name) { grab(widget, name); });
    }

    Stage& m_stage;
    QString m_folder;
    QStringList m_looks;
    int m_number = 0;
};

} // namespace

int main(int argc, char** argv)
{
    QApplication app(argc, argv);
    QCommandLineParser parser;
    parser.addPositionalArgument(QStringLiteral("folder"), QStringLiteral("where the pictures go"));
    parser.addOption(
        {QStringLiteral("theme"), QStringLiteral("light or dark"), QStringLiteral("theme"), QStringLiteral("light")});
    parser.addOption(
        {QStringLiteral("language"), QStringLiteral("en or de"), QStringLiteral("language"), QStringLiteral("en")});
    parser.addOption({QStringLiteral("as"),
                      QStringLiteral("forge=ID: a made-up service looks like that of the catalogue"),
                      QStringLiteral("made-up=id")});
    parser.process(app);
    if (parser.positionalArguments().isEmpty())
        parser.showHelp(2);
    const QString folder = parser.positionalArguments().constFirst();
    QDir().mkpath(folder);
    initResources();
    installTranslations(app, parser.value(QStringLiteral("language")));
    Stage stage;
    stage.theme.setChoice(Theme::choiceFromText(parser.value(QStringLiteral("theme"))));
    Gallery(stage, folder, parser.values(QStringLiteral("as"))).run();
    return 0;
}
