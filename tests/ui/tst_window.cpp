// SPDX-License-Identifier: GPL-3.0-or-later
// The whole window over a made-up vault: actions, names for screen readers, nothing clipped, what each state shows, and
// that locking leaves nothing behind. Runs in English and German, at 100 % and 200 % (KEYSTEAD_TEST_LANGUAGE,
// QT_SCALE_FACTOR).
#include "fit_check.h"
#include "sample_vault.h"
#include "stage.h"
#include "ui/audit/audit_page.h"
#include "ui/audit/export_dialog.h"
#include "ui/connections/connection_list.h"
#include "ui/connections/connection_model.h"
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
#include "ui/signin/provider_page.h"
#include "ui/vault/first_run_page.h"
#include "ui/vault/unlock_page.h"
#include "ui/widgets/labels.h"
#include "ui/widgets/secret_field.h"
#include "ui/widgets/secret_input.h"
#include "ui/widgets/undo_bar.h"

#include <QComboBox>
#include <QLineEdit>
#include <QTest>

using namespace keystead;
using namespace keystead::ui;
using namespace keystead::ui::test;

namespace {

struct House
{
    House()
    {
        fillSample(stage.core, stage.clock.now());
        window = std::make_unique<MainWindow>(stage.context);
        window->resize(1280, 800);
        window->show();
        QTest::qWait(50);
    }
    void setState(service::VaultState state, std::optional<base::Error> problem = {})
    {
        stage.core.status.state = state;
        stage.core.status.problem = std::move(problem);
        Q_EMIT stage.core.statusChanged(stage.core.status);
        QTest::qWait(50);
    }
    void select(std::size_t row)
    {
        window->connectionsPage()->list()->select(stage.core.rows[row].id);
        QTest::qWait(50);
    }
    template <class T> T* dialog()
    {
        QTest::qWait(50);
        return window->findChild<T*>();
    }
    Stage stage;
    std::unique_ptr<MainWindow> window;
};

} // namespace

class TestWindow : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase()
    {
        initResources();
        installTranslations(*qApp, qEnvironmentVariable("KEYSTEAD_TEST_LANGUAGE", QStringLiteral("en")));
    }

    void everyActionHasTextShortcutAndToolTip()
    {
        House house;
        QSet<QString> shortcuts;
        for (const QAction* action : house.window->actions().all()) {
            QVERIFY(!action->text().isEmpty());
            QVERIFY(!action->icon().isNull());
            QVERIFY2(!action->shortcut().isEmpty(), qPrintable(action->text()));
            QVERIFY(action->toolTip().contains(action->shortcut().toString(QKeySequence::NativeText)));
            QVERIFY2(!shortcuts.contains(action->shortcut().toString()), qPrintable(action->text()));
            shortcuts.insert(action->shortcut().toString());
        }
    }

    void vaultPagesFit()
    {
        House house;
        house.setState(service::VaultState::Missing);
        house.window->firstRunPage()->setPractice(false);
        CHECK(house.window.get());
        house.setState(service::VaultState::Locked, base::Error{base::ErrorCode::KeychainItemMissing});
        CHECK(house.window.get());
        for (const auto code : {base::ErrorCode::Damaged, base::ErrorCode::TooNew, base::ErrorCode::StorageInsecure,
                                base::ErrorCode::VaultBusy}) {
            house.setState(service::VaultState::Unusable, base::Error{code, "detail"});
            CHECK(house.window.get());
        }
    }

    void pagesFit()
    {
        House house;
        for (std::size_t row = 0; row < house.stage.core.rows.size(); ++row) {
            house.select(row);
            CHECK(house.window.get());
        }
        house.window->showPage(MainWindow::Page::Audit);
        CHECK(house.window.get());
        house.window->auditPage()->showVerification(house.stage.core.chainReport);
        CHECK(house.window.get());
        for (const auto page : {MainWindow::Page::Settings, MainWindow::Page::Import, MainWindow::Page::Profiles}) {
            house.window->showPage(page);
            CHECK(house.window.get());
        }
    }

    void dialogsFit()
    {
        House house;
        house.select(0);
        house.window->actions().remove->trigger();
        CHECK(house.dialog<RemoveDialog>());
        delete house.dialog<RemoveDialog>();
        house.window->actions().edit->trigger();
        CHECK(house.dialog<EditDialog>());
        delete house.dialog<EditDialog>();
        house.window->actions().copySecret->trigger();
        CHECK(house.dialog<ProofDialog>());
        delete house.dialog<ProofDialog>();
        AddWizard* wizard = house.window->addConnection();
        CHECK(wizard);
        wizard->providerPage()->select("forge");
        wizard->nextButton()->click();
        CHECK(wizard);
        wizard->nextButton()->click();
        CHECK(wizard);
        wizard->nextButton()->click();
        CHECK(wizard);
    }

    void revealWantsAProofAndShowsOnlyThatField()
    {
        House house;
        house.select(0);
        Q_EMIT house.window->connectionsPage()->detail()->revealRequested(QStringLiteral("access_token"));
        auto* proof = house.dialog<ProofDialog>();
        QVERIFY(proof && proof->passphraseInput());
        QVERIFY(house.stage.core.revealed.empty());
        QTest::keyClicks(proof->passphraseInput(), QString::fromStdString(house.stage.core.passphrase));
        QTest::keyClick(proof->passphraseInput(), Qt::Key_Return);
        const auto shown = [&] {
            int count = 0;
            for (const SecretField* field : house.window->findChildren<SecretField*>())
                count += field->revealed() ? 1 : 0;
            return count;
        };
        QTRY_COMPARE(shown(), 1);
        QCOMPARE(house.stage.core.revealed, std::vector<std::string>{"access_token"});
        house.select(1); // another connection: nothing stays shown
        QCOMPARE(shown(), 0);
    }

    void lockingLeavesNothingOnTheScreen()
    {
        House house;
        house.select(0);
        house.window->connectionsPage()->detail()->showSecret("access_token", base::Secret::fromText("tok"));
        house.window->actions().edit->trigger();
        QVERIFY(house.dialog<EditDialog>());
        house.window->actions().lock->trigger();
        QTRY_COMPARE(house.window->connections().rowCount(), 0);
        for (const SecretField* field : house.window->findChildren<SecretField*>())
            QVERIFY(!field->revealed());
        QTRY_VERIFY(!house.window->findChild<EditDialog*>());
        QVERIFY(house.window->unlockPage()->isVisible());
        QVERIFY(!house.window->actions().add->isEnabled());
    }

    void aWrongPassphraseSaysSoAndTheRightOneOpens()
    {
        House house;
        house.setState(service::VaultState::Locked);
        SecretInput* input = house.window->unlockPage()->input();
        QTest::keyClicks(input, QStringLiteral("wrong"));
        QTest::keyClick(input, Qt::Key_Return);
        QTRY_VERIFY(house.window->unlockPage()->unlockButton()->isEnabled());
        QVERIFY(input->isEmpty());
        QCOMPARE(house.stage.core.status.state, service::VaultState::Locked);
        QTest::keyClicks(input, QString::fromStdString(house.stage.core.passphrase));
        QTest::keyClick(input, Qt::Key_Return);
        QTRY_COMPARE(house.window->connections().rowCount(), 10);
    }

    void removalNamesTheConnectionAndCanBeUndone()
    {
        House house;
        house.select(4); // an API key: nothing to revoke
        house.window->actions().remove->trigger();
        auto* dialog = house.dialog<RemoveDialog>();
        bool named = false;
        for (const QLabel* label : dialog->findChildren<QLabel*>())
            named = named || label->text().contains(QLatin1String("Shop payouts"));
        QVERIFY(named);
        dialog->findChild<QPushButton*>(QStringLiteral("removeConfirm"))->click();
        QTRY_COMPARE(house.window->connections().rowCount(), 9);
        QVERIFY(house.stage.core.removed && !house.stage.core.removed->revokeRemotely);
        QTRY_VERIFY(house.window->undoBar()->isVisible());
        house.window->actions().undo->trigger();
        QTRY_COMPARE(house.window->connections().rowCount(), 10);
    }

    void stateBannerOffersTheOneWayBack()
    {
        House house;
        house.select(2); // sign-in needed
        auto* fix = house.window->findChild<QPushButton*>(QStringLiteral("fixButton"));
        QVERIFY(fix && fix->isVisible());
        house.select(5); // paused
        fix->click();
        QTRY_COMPARE(house.window->connections().find(house.stage.core.rows[5].id)->state,
                     model::ConnectionState::Active);
    }

    void exportAsksForWhatIsFiltered()
    {
        House house;
        house.window->showPage(MainWindow::Page::Audit);
        house.window->auditPage()->showConnection(QString::fromStdString(house.stage.core.rows[1].id.text));
        ExportDialog* dialog = house.window->auditPage()->exportReport();
        dialog->setFormat(service::ReportFormat::Csv);
        dialog->run();
        QTRY_VERIFY(house.stage.core.exported);
        QCOMPARE(house.stage.core.exported->format, service::ReportFormat::Csv);
        QCOMPARE(house.stage.core.exported->filter.connection, std::optional(house.stage.core.rows[1].id));
        QVERIFY(QString::fromStdString(house.stage.core.exported->file).endsWith(QLatin1String(".csv")));
    }

    void geometryIsRemembered()
    {
        House house;
        house.window->resize(1000, 700);
        house.window->setCloseToTray(false);
        house.window->close();
        QVERIFY(house.stage.store.contains(QStringLiteral("window/geometry")));
        MainWindow again(house.stage.context);
        QCOMPARE(again.size(), QSize(1000, 700));
    }

    void everyLabelIsPlainText() // SECURITY 22
    {
        House house;
        house.stage.core.rows[0].name = "<b>bold</b>";
        model::ChangeSet changes;
        changes.updated = {house.stage.core.rows[0]};
        house.stage.core.change(changes);
        house.select(0);
        house.window->showPage(MainWindow::Page::Audit);
        house.window->showPage(MainWindow::Page::Settings);
        for (const QLabel* label : house.window->findChildren<QLabel*>())
            QVERIFY2(label->textFormat() == Qt::PlainText || label->text().isEmpty() || isPartOfAnother(label),
                     qPrintable(label->text()));
    }
};

QTEST_MAIN(TestWindow)
#include "tst_window.moc"
