// SPDX-License-Identifier: GPL-3.0-or-later
// Programs in the window: who has access to what, taking it away and giving it, what breaks, how a connection is used.
#include "fit_check.h"
#include "sample_vault.h"
#include "stage.h"
#include "ui/connections/connection_list.h"
#include "ui/connections/connection_model.h"
#include "ui/connections/connections_page.h"
#include "ui/connections/detail_pane.h"
#include "ui/connections/proof_dialog.h"
#include "ui/connections/remove_dialog.h"
#include "ui/main_actions.h"
#include "ui/main_window.h"
#include "ui/programs/access_section.h"
#include "ui/programs/allow_dialog.h"
#include "ui/programs/how_to_dialog.h"
#include "ui/programs/program_card.h"
#include "ui/programs/program_model.h"
#include "ui/programs/program_words.h"
#include "ui/programs/programs_page.h"
#include "ui/programs/snippets.h"
#include "ui/programs/use_list.h"
#include "ui/resources.h"
#include "ui/settings/settings_page.h"
#include "ui/widgets/banner.h"
#include "ui/widgets/file_line.h"
#include "ui/widgets/inline_error.h"
#include "ui/widgets/share_table.h"
#include "ui/widgets/sparkline_delegate.h"
#include "ui/widgets/undo_bar.h"

#include <QAbstractItemModelTester>
#include <QCheckBox>
#include <QPlainTextEdit>

using namespace keystead;
using namespace keystead::ui;
using namespace keystead::ui::test;
using namespace std::chrono_literals;
using Page = MainWindow::Page;

namespace {

constexpr auto fatal = QAbstractItemModelTester::FailureReportingMode::QtTest;

struct House
{
    explicit House(Page first = Page::Programs)
    {
        fillSample(stage.core, stage.clock.now());
        window = std::make_unique<MainWindow>(stage.context);
        window->resize(1280, 800);
        window->show();
        (void)QTest::qWaitForWindowActive(window.get());
        window->showPage(first);
        QTest::qWait(50);
    }
    FakeAccess& desk() { return stage.core.accessDesk; }
    ProgramsPage* page() { return window->programsPage(); }
    DetailPane* detail() { return window->connectionsPage()->detail(); }
    template <class T> T* dialog()
    {
        T* found = nullptr;
        (void)QTest::qWaitFor(
            [&] {
                for (T* each : window->findChildren<T*>()) {
                    if (each->isVisible())
                        found = each;
                }
                return found != nullptr;
            },
            2000);
        return found;
    }
    void prove()
    {
        auto* proof = dialog<ProofDialog>();
        QVERIFY(proof);
        proof->passphraseInput()->setSecret(base::Secret::fromText(stage.core.passphrase));
        proof->findChild<QPushButton*>(QStringLiteral("proofConfirm"))->click();
    }
    void selectProgram(const QString& name)
    {
        const QAbstractItemModel* shown = page()->table()->model();
        for (int row = 0; row < shown->rowCount(); ++row) {
            if (shown->index(row, 0).data().toString() == name) {
                page()->selectRow(row);
                return;
            }
        }
        QFAIL(qPrintable(name));
    }
    void select(std::size_t row)
    {
        window->connectionsPage()->list()->select(stage.core.rows[row].id);
        QTest::qWait(40);
    }
    void setSettings(const model::Settings& settings)
    {
        stage.core.currentSettings = settings;
        Q_EMIT window->settingsPage()->settingsChanged(settings);
    }
    Stage stage;
    std::unique_ptr<MainWindow> window;
};

QString wordsOf(const QWidget* widget)
{
    QStringList all;
    for (const QLabel* label : widget->findChildren<QLabel*>()) {
        if (label->isVisibleTo(widget)) {
            const auto* elided = qobject_cast<const ElidedLabel*>(label);
            all.append(QString(elided ? elided->fullText() : label->text()).remove(QChar(0x200b)));
        }
    }
    return all.join(QLatin1Char('\n'));
}

QString snippetText(const model::Connection& connection, const model::ProviderSpec* spec, const char* name,
                    const char* id)
{
    for (const Snippet& each : snippetsFor(connection, spec, QLatin1String(name))) {
        if (QLatin1String(each.id) == QLatin1String(id))
            return each.text;
    }
    return {};
}

QString cell(ProgramModel* model, const QString& program, int column)
{
    for (int row = 0; row < model->rowCount(); ++row) {
        if (model->index(row, 0).data().toString() == program)
            return model->index(row, column).data().toString();
    }
    return QStringLiteral("no such row");
}

} // namespace

class TestPrograms : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase()
    {
        initResources();
        installTranslations(*qApp, qEnvironmentVariable("KEYSTEAD_TEST_LANGUAGE", QStringLiteral("en")));
    }

    void thePageAndItsDialogsFit()
    {
        House house;
        QTRY_VERIFY(house.page()->card()->isVisible());
        CHECK(house.window.get());
        house.window->resize(820, 560);
        CHECK(house.window.get());
        AllowDialog* allowing = house.page()->allow();
        CHECK(allowing);
        allowing->goButton()->click(); // nothing is filled in
        QVERIFY(allowing->error()->hasError());
        CHECK(allowing);
        delete allowing;
        house.desk().use.clear();
        house.desk().grantList.clear();
        house.page()->activate();
        CHECK(house.window.get());
    }

    void theModelKeepsTheRulesOfModels()
    {
        House house;
        ProgramModel model(house.stage.context);
        ProgramFilter filter;
        filter.setSourceModel(&model);
        const QAbstractItemModelTester source(&model, fatal);
        const QAbstractItemModelTester proxy(&filter, fatal);
        std::vector<service::ProgramUse> rows = house.desk().use;
        model.setRows(rows);
        QCOMPARE(model.rowCount(), static_cast<int>(rows.size()));
        filter.setText(QStringLiteral("git"));
        std::swap(rows.front(), rows.back()); // another order is no other content
        rows.erase(rows.begin() + 1);
        rows.push_back(rows.front());
        rows.back().program.executable = "/usr/bin/another";
        rows.back().program.script.clear();
        model.setRows(rows);
        QCOMPARE(model.rowCount(), static_cast<int>(rows.size()));
        filter.setText({});
        QCOMPARE(filter.rowCount(), model.rowCount());
        model.clear();
        QCOMPARE(model.rowCount(), 0);
    }

    void everyProgramStandsThereWithWhatItMayAndDid()
    {
        House house;
        ProgramModel* model = house.page()->model();
        QTRY_COMPARE(model->rowCount(), 6); // five that did something, one that only may
        QCOMPARE(cell(model, QStringLiteral("git"), ProgramModel::Connection), QStringLiteral("Work repositories"));
        QCOMPARE(cell(model, QStringLiteral("git"), ProgramModel::Term), termName(model::GrantTerm::Always));
        QCOMPARE(cell(model, QStringLiteral("helper"), ProgramModel::Denied), QStringLiteral("7"));
        QCOMPARE(cell(model, QStringLiteral("ledger-sync"), ProgramModel::Uses), QStringLiteral("0"));
        QCOMPARE(cell(model, QStringLiteral("ledger-sync"), ProgramModel::Connection), QStringLiteral("Shop payouts"));
        QVERIFY(
            cell(model, QStringLiteral("notebook"), ProgramModel::Term).contains(QLatin1String("4")));  // 46 or 47 min
        QCOMPARE(house.page()->table()->model()->index(0, 0).data().toString(), QStringLiteral("git")); // used last
    }

    void theSearchFindsWhileItIsTyped()
    {
        House house;
        QTRY_VERIFY(house.page()->model()->rowCount() > 0);
        const auto shown = [&] { return house.page()->table()->model()->rowCount(); };
        QTest::keyClicks(house.page()->search(), QStringLiteral("backup ada"));
        QCOMPARE(shown(), 1); // the path and the connection count too
        QTest::keyClicks(house.page()->search(), QStringLiteral(" zzz"));
        QCOMPARE(shown(), 0);
        CHECK(house.window.get());
        house.page()->search()->clear();
        QCOMPARE(shown(), 6);
    }

    void thirtyDaysAreAskedForAnew()
    {
        House house;
        QTRY_VERIFY(house.page()->model()->rowCount() > 0);
        const QString before = cell(house.page()->model(), QStringLiteral("git"), ProgramModel::Uses);
        house.page()->span()->setCurrentIndex(1);
        QTRY_COMPARE(house.desk().spans.back(), 30);
        QTRY_VERIFY(cell(house.page()->model(), QStringLiteral("git"), ProgramModel::Uses) != before);
    }

    void oneClickTakesAccessAwayAndUndoGivesItBackWithAProof()
    {
        House house;
        QTRY_VERIFY(house.page()->model()->rowCount() > 0);
        house.selectProgram(QStringLiteral("git"));
        const std::size_t before = house.desk().grantList.size();
        house.page()->card()->revokeButton()->click();
        QTRY_COMPARE(house.desk().grantList.size(), before - 1);
        QTRY_COMPARE(cell(house.page()->model(), QStringLiteral("git"), ProgramModel::Rights),
                     rightsText({model::Grant{}}));
        QTRY_VERIFY(house.window->undoBar()->undoButton()->isVisible());
        QTRY_VERIFY(!house.page()->card()->revokeButton()->isVisible()); // the row stays: it was used
        house.window->undoBar()->undoButton()->click();
        QVERIFY(!house.desk().added); // a program cannot grant itself, and a click alone does not either
        house.prove();
        QTRY_COMPARE(house.desk().grantList.size(), before);
        QVERIFY(house.desk().proven);
        QCOMPARE(house.desk().added->program, std::string("/usr/bin/git"));
        QVERIFY(house.desk().added->token && house.desk().added->term == model::GrantTerm::Always);
    }

    void aScriptGetsItsAccessBackWithTheInterpreterThatRunsIt()
    {
        House house;
        QTRY_VERIFY(house.page()->model()->rowCount() > 0);
        house.selectProgram(QStringLiteral("deploy-site.py"));
        const std::size_t before = house.desk().grantList.size();
        house.page()->revoke();
        QTRY_VERIFY(house.window->undoBar()->undoButton()->isVisible());
        house.window->undoBar()->undoButton()->click();
        house.prove();
        QTRY_COMPARE(house.desk().grantList.size(), before);
        QCOMPARE(house.desk().added->program, std::string("/usr/bin/python3.11"));
        QCOMPARE(house.desk().added->script, std::string("/home/ada/bin/deploy-site.py"));
    }

    void aRightThatCannotBeTakenAwayIsSaid()
    {
        House house;
        QTRY_VERIFY(house.page()->model()->rowCount() > 0);
        house.selectProgram(QStringLiteral("git"));
        house.desk().nextError = base::Error{base::ErrorCode::StorageFull};
        house.page()->revoke();
        QTRY_VERIFY(house.window->errorBanner()->isVisible());
        QVERIFY(!house.window->undoBar()->isVisible());
        QCOMPARE(house.desk().grantList.size(), std::size_t{5});
    }

    void theKeyboardAloneFindsAndTakesAway()
    {
        House house(Page::Connections);
        QCOMPARE(house.window->actions().pagePrograms->shortcut(), QKeySequence(QStringLiteral("Ctrl+8")));
        house.window->actions().pagePrograms->trigger();
        QTRY_COMPARE(house.window->focusWidget(), static_cast<QWidget*>(house.page()->table()));
        const std::size_t before = house.desk().grantList.size();
        QTRY_VERIFY(house.page()->selected());
        QTest::keyClick(house.page()->table(), Qt::Key_Down);
        QVERIFY(house.page()->selected() && !house.page()->selected()->grants.empty());
        QTest::keyClick(house.page()->table(), Qt::Key_Delete);
        QTRY_COMPARE(house.desk().grantList.size(), before - 1);
        QTRY_VERIFY(house.window->actions().undo->isEnabled());
        house.window->actions().undo->trigger();
        QVERIFY(house.dialog<ProofDialog>());
        house.prove();
        QTRY_COMPARE(house.desk().grantList.size(), before);
    }

    void aProgramIsAllowedByHandWithTheLeastThatWillDo()
    {
        House house;
        AllowDialog* dialog = house.page()->allow();
        dialog->program()->setFile(QStringLiteral("/nowhere/at/all"));
        dialog->goButton()->click();
        QVERIFY(dialog->error()->hasError());
        dialog->program()->setFile(QStringLiteral("/bin/sh"));
        dialog->setConnection(house.stage.core.rows[4].id);
        QVERIFY(dialog->requestBox()->isChecked() && !dialog->tokenBox()->isChecked()); // the safer way
        dialog->requestBox()->setChecked(false);
        dialog->goButton()->click();
        QVERIFY(dialog->error()->hasError());
        dialog->requestBox()->setChecked(true);
        dialog->readOnlyBox()->setChecked(true);
        dialog->paths()->setText(QStringLiteral("/repos/ /user"));
        dialog->reason()->setText(QStringLiteral("the nightly build"));
        dialog->goButton()->click();
        QVERIFY(!house.desk().added);
        house.prove();
        QTRY_VERIFY(house.desk().added);
        const service::AddGrant& asked = *house.desk().added;
        QCOMPARE(asked.connection, house.stage.core.rows[4].id.text);
        QVERIFY(!asked.token && asked.fields.empty() && asked.request);
        QCOMPARE(asked.request->methods, (std::vector<std::string>{"GET", "HEAD"}));
        QCOMPARE(asked.request->pathPrefixes, (std::vector<std::string>{"/repos/", "/user"}));
        QCOMPARE(asked.reason, std::string("the nightly build"));
        QTRY_COMPARE(cell(house.page()->model(), QStringLiteral("sh"), ProgramModel::Connection),
                     QStringLiteral("Shop payouts"));
    }

    void aWrongPassphraseAllowsNothing()
    {
        House house;
        AllowDialog* dialog = house.page()->allow();
        dialog->program()->setFile(QStringLiteral("/bin/sh"));
        dialog->goButton()->click();
        auto* proof = house.dialog<ProofDialog>();
        proof->passphraseInput()->setSecret(base::Secret::fromText("another one"));
        const std::size_t before = house.desk().grantList.size();
        proof->findChild<QPushButton*>(QStringLiteral("proofConfirm"))->click();
        QTRY_VERIFY(dialog->error()->hasError());
        QCOMPARE(house.desk().grantList.size(), before);
    }

    void theDetailsNameWhoHasAccess()
    {
        House house(Page::Connections);
        house.select(0);
        AccessSection* access = house.detail()->access();
        QTRY_VERIFY(access->revokeButton(QStringLiteral("git")));
        QVERIFY(access->revokeButton(QStringLiteral("deploy-site.py")));
        QVERIFY(!access->revokeButton(QStringLiteral("helper"))); // was only denied
        access->revokeButton(QStringLiteral("git"))->click();
        QTRY_VERIFY(!access->revokeButton(QStringLiteral("git")));
        QVERIFY(house.window->undoBar()->isVisible());
        house.select(6);
        QTRY_VERIFY(!access->revokeButton(QStringLiteral("deploy-site.py")));
    }

    void theSentenceSaysWhetherProgramsAreAskedFor()
    {
        House house(Page::Connections);
        house.select(0);
        const QString asking = house.detail()->access()->sentence();
        model::Settings settings;
        settings.askForPrograms = false;
        house.setSettings(settings);
        const QString open = house.detail()->access()->sentence();
        QVERIFY(asking != open && !asking.isEmpty() && !open.isEmpty());
        house.window->showPage(Page::Programs);
        bool told = false;
        for (const Banner* banner : house.page()->findChildren<Banner*>())
            told = told || banner->isVisible();
        QVERIFY(told);
        settings.askForPrograms = true;
        house.setSettings(settings);
        QCOMPARE(house.detail()->access()->sentence(), asking);
    }

    void removingSaysWhatBreaks()
    {
        House house(Page::Connections);
        house.select(0);
        house.window->actions().remove->trigger();
        auto* dialog = house.dialog<RemoveDialog>();
        QVERIFY(dialog);
        auto* uses = dialog->findChild<UseList*>();
        QTRY_VERIFY(wordsOf(uses).contains(QLatin1String("deploy-site.py")));
        QVERIFY(
            uses->summary().contains(QLatin1Char('3'))); // git, the script, the notebook; not the one that was denied
        QVERIFY(!wordsOf(uses).contains(QLatin1String("helper")));
        CHECK(dialog);
        delete dialog;
        house.window->actions().revoke->trigger();
        auto* ask = house.window->findChild<QDialog*>(QStringLiteral("askDialog"));
        QVERIFY(ask);
        QTRY_VERIFY(wordsOf(ask).contains(QLatin1String("git")));
        CHECK(ask);
    }

    void removingSaysThatNothingBreaks()
    {
        House house(Page::Connections);
        house.select(6);
        house.window->actions().remove->trigger();
        auto* uses = house.dialog<RemoveDialog>()->findChild<UseList*>();
        QTRY_VERIFY(uses->summary().contains(QLatin1String("90")));
        QVERIFY(uses->findChildren<QLabel*>().size() == 1);
    }

    void howToUseItNamesTheConnectionAndNoSecret()
    {
        House house(Page::Connections);
        model::ProviderSpec* forge = &house.stage.core.specs.front();
        forge->apiBaseUrl = "https://api.{host}";
        forge->test = model::TestRequest{};
        forge->test->url = "https://api.{host}/user";
        house.stage.core.change([] {
            model::ChangeSet changes;
            changes.providersChanged = true;
            return changes;
        }());
        QTest::qWait(50);
        house.select(0);
        house.window->actions().howTo->trigger();
        auto* dialog = house.dialog<HowToDialog>();
        QVERIFY(dialog);
        QStringList ids;
        for (const Snippet& snippet : dialog->snippets()) {
            ids.append(QLatin1String(snippet.id));
            dialog->choose(snippet.id);
            CHECK(dialog);
            const bool address = QLatin1String(snippet.id) == QLatin1String("loopback");
            QVERIFY2(dialog->text()->toPlainText().contains(address ? QLatin1String("Work%20repositories")
                                                                    : QLatin1String("Work repositories")),
                     snippet.id);
            QVERIFY(!dialog->text()->toPlainText().contains(QString::fromStdString(house.stage.core.secretText)));
            dialog->copyButton()->click();
            QCOMPARE(house.stage.clipboard.texts.back(), snippet.text);
        }
        for (const char* wanted : {"request", "curl", "git", "python", "node", "docker", "shell", "loopback"})
            QVERIFY2(ids.contains(QLatin1String(wanted)), wanted);
        QVERIFY(house.stage.clipboard.secrets.empty());
        dialog->choose("curl");
        QCOMPARE(dialog->text()->toPlainText(),
                 QStringLiteral("curl -H @<(printf 'Authorization: Bearer %s\\n' \"$(keystead-cli token 'Work "
                                "repositories')\") https://api.forge.example.org/user"));
        dialog->choose("request");
        QCOMPARE(dialog->text()->toPlainText(), QStringLiteral("keystead-cli request 'Work repositories' GET /user"));
    }

    void theEndpointTakesTheNameInItsAddress()
    {
        House house(Page::Connections);
        model::ProviderSpec forge = house.stage.core.specs.front();
        forge.apiBaseUrl = "https://api.example.org";
        QCOMPARE(snippetText(house.stage.core.rows[0], &forge, "a+b/c d", "loopback"),
                 QStringLiteral("{ read -r _ url; read -r _ key; } < <(keystead-cli proxy key)\n"
                                "curl -H @<(printf 'Authorization: Bearer %s\\n' \"$key\") "
                                "\"$url\"/c/a%2Bb%2Fc%20d/"));
        forge.apiBaseUrl.clear(); // nothing to stand behind it
        QVERIFY(snippetText(house.stage.core.rows[0], &forge, "work", "loopback").isEmpty());
    }

    void cloudsAreOfferedWhereTheirHelpersServe_data()
    {
        QTest::addColumn<int>("kind");
        QTest::addColumn<QString>("category");
        QTest::addColumn<bool>("keys");
        QTest::addColumn<bool>("aws");
        QTest::addColumn<bool>("kubectl");
        const auto row = [](const char* name, model::AuthKind kind, const char* category, bool keys, bool aws,
                            bool kubectl) {
            QTest::newRow(name) << int(kind) << QString::fromLatin1(category) << keys << aws << kubectl;
        };
        using enum model::AuthKind;
        row("two keys of a cloud", Custom, "cloud", true, true, false);
        row("something else of a cloud", Custom, "cloud", false, false, false);
        row("name and password", Basic, "generic", false, true, true);
        row("API key", ApiKey, "cloud", false, false, true);
        row("bearer token", Bearer, "generic", false, false, true);
        row("sign-in", OAuth2, "identity", false, false, true);
        row("certificate", Certificate, "generic", false, false, true);
        row("a shop", ApiKey, "payments", false, false, false);
    }
    void cloudsAreOfferedWhereTheirHelpersServe()
    {
        QFETCH(int, kind);
        QFETCH(QString, category);
        QFETCH(bool, keys);
        QFETCH(bool, aws);
        QFETCH(bool, kubectl);
        House house(Page::Connections);
        model::Connection connection = house.stage.core.rows[0];
        connection.kind = static_cast<model::AuthKind>(kind);
        if (keys)
            connection.parameters["access_key_id"] = "AKIA-EXAMPLE";
        model::ProviderSpec spec = house.stage.core.specs.front();
        spec.category = category.toStdString();
        const QString one = QStringLiteral("keystead-cli setup aws 'my cloud'");
        const QString other = QStringLiteral("keystead-cli setup kube 'my cloud'");
        QCOMPARE(snippetText(connection, &spec, "my cloud", "aws"), aws ? one : QString());
        QCOMPARE(snippetText(connection, &spec, "my cloud", "kubectl"), kubectl ? other : QString());
    }

    void gitIsOfferedOnlyWhereTheServiceHasAServerForIt()
    {
        House house(Page::Connections);
        model::Connection connection = house.stage.core.rows[0];
        model::ProviderSpec forge = house.stage.core.specs.front();
        const auto git = [&]() -> QString {
            for (const Snippet& snippet : snippetsFor(connection, &forge, QStringLiteral("work"))) {
                if (QLatin1String(snippet.id) == QLatin1String("git"))
                    return snippet.text;
            }
            return {};
        };
        connection.parameters["host"] = "git.example.org";
        forge.git = model::ServerLogin{{"{server_url}", "https://{host}"}, {}, {}, {}};
        QCOMPARE(git(), QStringLiteral("keystead-cli setup git work\n"
                                       "git clone https://git.example.org/OWNER/REPOSITORY.git"));
        forge.git->urls = {"{server_url}"}; // nothing is filled in
        QVERIFY(git().isEmpty());
        forge.git.reset();
        QVERIFY(git().isEmpty());
    }

    void textsAreQuotedForTheirLanguage_data()
    {
        QTest::addColumn<QString>("word");
        QTest::addColumn<QString>("shell");
        QTest::addColumn<QString>("code");
        const auto row = [](const char* name, const char* word, const char* shell, const char* code) {
            QTest::newRow(name) << QString::fromLatin1(word) << QString::fromLatin1(shell) << QString::fromLatin1(code);
        };
        row("plain", "forge", "forge", "\"forge\"");
        row("spaces", "my forge", "'my forge'", "\"my forge\"");
        row("quotes", "a'b\"c", "'a'\\''b\"c'", "\"a'b\\\"c\"");
        row("substitution", "$(id)`id`", "'$(id)`id`'", "\"$(id)`id`\"");
        row("an option", "--json", "'--json'", "\"--json\"");
        row("backslash", "a\\b", "'a\\b'", "\"a\\\\b\"");
        row("nothing", "", "''", "\"\"");
    }
    void textsAreQuotedForTheirLanguage()
    {
        QFETCH(QString, word);
        QTEST(shellQuoted(word), "shell");
        QTEST(literal(word), "code");
    }

    void twoOfOneNameAreToldApart()
    {
        House house(Page::Connections);
        model::Connection twin = house.stage.core.rows[0];
        twin.id = base::ConnectionId::create();
        model::ChangeSet changes;
        changes.added = {twin};
        const ConnectionModel& all = house.window->connections();
        QCOMPARE(HowToDialog::referenceTo(all, house.stage.core.rows[0]), QStringLiteral("Work repositories"));
        twin.profile = house.stage.core.profileList[0].id;
        changes.added = {twin};
        house.stage.core.change(changes);
        QCOMPARE(HowToDialog::referenceTo(all, twin), QStringLiteral("Personal/Work repositories"));
        model::Connection third = twin;
        third.id = base::ConnectionId::create();
        changes.added = {third};
        house.stage.core.change(changes);
        QCOMPARE(HowToDialog::referenceTo(all, third), QString::fromStdString(third.id.text));
    }

    void notAskingIsConfirmed()
    {
        House house(Page::Settings);
        auto* box = house.window->settingsPage()->findChild<QCheckBox*>(QStringLiteral("askForPrograms"));
        QVERIFY(box && box->isChecked());
        box->click();
        QVERIFY(box->isChecked()); // not yet
        QVERIFY(house.stage.core.currentSettings.askForPrograms);
        auto* ask = house.window->findChild<QDialog*>(QStringLiteral("askDialog"));
        QVERIFY(ask);
        CHECK(ask);
        ask->reject();
        QTRY_VERIFY(!house.window->findChild<QDialog*>(QStringLiteral("askDialog")));
        box->click();
        house.window->findChild<QDialog*>(QStringLiteral("askDialog"))
            ->findChild<QPushButton*>(QStringLiteral("askConfirm"))
            ->click();
        QTRY_VERIFY(!house.stage.core.currentSettings.askForPrograms);
        QVERIFY(!box->isChecked());
        box->click(); // back on: at once
        QTRY_VERIFY(house.stage.core.currentSettings.askForPrograms);
    }

    void theOtherSettingsOfProgramsAreSaved()
    {
        House house(Page::Settings);
        auto* page = house.window->settingsPage();
        page->findChild<QCheckBox*>(QStringLiteral("trustPackageUpdates"))->click();
        QTRY_VERIFY(!house.stage.core.currentSettings.trustPackageUpdates);
        page->findChild<QCheckBox*>(QStringLiteral("proxyEnabled"))->click();
        QTRY_VERIFY(house.stage.core.currentSettings.proxyEnabled);
    }

    void barsEndWithTheLastDay()
    {
        std::vector<std::int64_t> days(90, 0);
        days.back() = 5;
        days.front() = 2;
        const auto bars = SparklineDelegate::grouped(days, 20);
        QCOMPARE(static_cast<int>(bars.size()), 18); // five days each
        QVERIFY(bars.back() == 5 && bars.front() == 2);
        QVERIFY(SparklineDelegate::grouped({}, 20).empty() && SparklineDelegate::grouped(days, 0).empty());
        QCOMPARE(SparklineDelegate::grouped(days, 200).size(), days.size());
    }

    void lockingLeavesNothingOnThePage()
    {
        House house;
        QTRY_VERIFY(house.page()->model()->rowCount() > 0);
        house.stage.core.status.state = service::VaultState::Locked;
        house.stage.core.tellStatus();
        QCOMPARE(house.page()->model()->rowCount(), 0);
        QVERIFY(house.page()->search()->text().isEmpty());
    }
};

QTEST_MAIN(TestPrograms)
#include "tst_programs.moc"
