// SPDX-License-Identifier: GPL-3.0-or-later
// Profiles in the window: making, moving, subject access, and an erasure that nobody starts by mistake.
#include "sample_vault.h"
#include "stage.h"
#include "ui/connections/connection_list.h"
#include "ui/connections/connection_model.h"
#include "ui/connections/connections_page.h"
#include "ui/connections/proof_dialog.h"
#include "ui/main_actions.h"
#include "ui/main_window.h"
#include "ui/profiles/erase_dialog.h"
#include "ui/profiles/paper_field.h"
#include "ui/profiles/profile_dialogs.h"
#include "ui/profiles/profile_model.h"
#include "ui/profiles/profiles_page.h"
#include "ui/resources.h"
#include "ui/signin/form_field.h"
#include "ui/widgets/banner.h"
#include "ui/widgets/secret_input.h"

#include <QAbstractItemModelTester>
#include <QCheckBox>
#include <QComboBox>
#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QPushButton>
#include <QTableView>
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
        QTest::qWait(30);
        window->showPage(MainWindow::Page::Profiles);
        page = window->profilesPage();
    }
    FakeProfiles& desk() { return stage.core.profileDesk; }
    std::string passphrase() { return stage.core.passphrase; }
    void prove()
    {
        ProofDialog* proof = nullptr;
        QTRY_VERIFY((proof = window->findChild<ProofDialog*>()));
        if (SecretInput* input = proof->passphraseInput())
            input->setSecret(base::Secret::fromText(passphrase()));
        proof->findChild<QPushButton*>(QStringLiteral("proofConfirm"))->click();
    }
    Stage stage;
    std::unique_ptr<MainWindow> window;
    ProfilesPage* page = nullptr;
};

} // namespace

class TestProfilesPage : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase() { initResources(); }

    void everyProfileIsListedWithItsConnections()
    {
        House house;
        ProfileModel* model = house.page->model();
        const QAbstractItemModelTester tester(model);
        QTRY_COMPARE(model->rowCount(), 2);
        QCOMPARE(model->index(0, ProfileModel::Name).data().toString(), QStringLiteral("Personal"));
        QCOMPARE(model->connectionsOf(0) + model->connectionsOf(1), static_cast<int>(house.stage.core.rows.size()));
        QVERIFY(model->connectionsOf(0) > 0);
    }

    void aNewProfileNeedsANameThatIsFree()
    {
        House house;
        NewProfileDialog* dialog = house.page->add();
        dialog->createButton()->click();
        QVERIFY(dialog->nameField()->hasError());
        dialog->nameField()->setText(QStringLiteral("Personal"));
        house.stage.core.nextError = base::Error{base::ErrorCode::AlreadyExists};
        dialog->createButton()->click();
        QTRY_VERIFY(dialog->nameField()->hasError());
        dialog->nameField()->setText(QStringLiteral("Client A"));
        dialog->createButton()->click();
        QTRY_COMPARE(house.page->model()->rowCount(), 3);
        QVERIFY(house.page->message()->title().contains(QLatin1String("Client A")));
    }

    void connectionsAreMovedAndTheOnesThatCannotAreNamed()
    {
        House house;
        MoveDialog* dialog = house.page->moveConnections();
        QVERIFY(!dialog->moveButton()->isEnabled()); // nothing is ticked yet
        QCOMPARE(dialog->target()->count(), 1);
        dialog->list()->item(0)->setCheckState(Qt::Checked);
        dialog->list()->item(1)->setCheckState(Qt::Checked);
        house.desk().nextError = base::Error{base::ErrorCode::IllegalState, "a refresh is on its way"};
        dialog->moveButton()->click();
        QTRY_COMPARE(house.desk().moved.size(), std::size_t{2});
        QTRY_VERIFY(dialog->message()->isVisible());
        QVERIFY(dialog->message()->text().contains(QLatin1String("is being refreshed")));
        QCOMPARE(dialog->list()->item(0)->checkState(), Qt::Checked); // still to do
        QCOMPARE(dialog->list()->item(1)->checkState(), Qt::Unchecked);
        dialog->moveButton()->click();
        QTRY_COMPARE(house.desk().moved.size(), std::size_t{3});
        QTRY_VERIFY(!house.window->findChild<MoveDialog*>());
    }

    void oneConnectionIsMovedFromItsMenu()
    {
        House house;
        house.window->showPage(MainWindow::Page::Connections);
        const model::Connection connection = house.stage.core.rows[0];
        house.window->connectionsPage()->list()->select(connection.id);
        house.window->actions().moveProfile->trigger();
        auto* dialog = house.window->findChild<MoveDialog*>();
        QVERIFY(dialog && !dialog->list()->isVisible());
        const std::string target = dialog->target()->currentData().toString().toStdString();
        dialog->moveButton()->click();
        const std::pair<std::string, std::string> wanted{connection.id.text, target};
        QTRY_COMPARE(house.desk().moved.size(), std::size_t{1});
        QVERIFY(house.desk().moved.front() == wanted);
    }

    void allThatIsStoredIsExportedAfterAProof()
    {
        House house;
        SubjectExportDialog* dialog = house.page->exportAll();
        dialog->paper()->setPath(house.stage.folder.filePath(QStringLiteral("ada.pdf")));
        dialog->exportButton()->click();
        QVERIFY(!house.desk().exported);
        house.prove();
        QTRY_VERIFY(house.desk().exported);
        QCOMPARE(house.desk().exported->profile, std::string("Personal"));
        QCOMPARE(house.desk().exported->file, house.stage.folder.filePath(QStringLiteral("ada")).toStdString());
        QTRY_VERIFY(dialog->message()->isVisible());
        QVERIFY(dialog->message()->text().contains(QLatin1String("ada.pdf")));
    }

    void anExportIntoNowhereIsRefusedBeforeTheProof()
    {
        House house;
        SubjectExportDialog* dialog = house.page->exportAll();
        dialog->paper()->setPath(QStringLiteral("/no/such/folder/ada"));
        dialog->exportButton()->click();
        QVERIFY(!house.window->findChild<ProofDialog*>());
    }

    void erasingWantsTheNameTypedAndAProof()
    {
        House house;
        EraseDialog* dialog = house.page->erase();
        QVERIFY(!dialog->eraseButton()->isEnabled());
        QTest::keyClicks(dialog->nameEdit(), QStringLiteral("personal"));
        QVERIFY(!dialog->eraseButton()->isEnabled()); // letter by letter
        dialog->nameEdit()->clear();
        QTest::keyClicks(dialog->nameEdit(), QStringLiteral("Personal"));
        QVERIFY(dialog->eraseButton()->isEnabled());
        dialog->paper()->setPath(house.stage.folder.filePath(QStringLiteral("certificate")));
        dialog->eraseButton()->click();
        QVERIFY(!house.desk().erased);
        house.prove();
        QTRY_VERIFY(house.desk().erased);
        QCOMPARE(house.desk().erased->typedName, std::string("Personal"));
        QCOMPARE(house.desk().erased->certificate,
                 house.stage.folder.filePath(QStringLiteral("certificate")).toStdString());
    }

    void returnInTheNameAsksOnceMoreAndNeverCancels()
    {
        House house;
        EraseDialog* dialog = house.page->erase();
        dialog->paper()->setPath(house.stage.folder.filePath(QStringLiteral("certificate")));
        QTest::keyClick(dialog->nameEdit(), Qt::Key_Return); // nothing is typed yet
        QVERIFY(dialog->isVisible() && !house.window->findChild<ProofDialog*>());
        QTest::keyClicks(dialog->nameEdit(), QStringLiteral("Personal"));
        QTest::keyClick(dialog->nameEdit(), Qt::Key_Return);
        QVERIFY(dialog->isVisible() && !house.desk().erased);
        auto* proof = house.window->findChild<ProofDialog*>();
        QVERIFY(proof);
        const auto* confirm = proof->findChild<QPushButton*>(QStringLiteral("proofConfirm"));
        QCOMPARE(confirm->property("look").toString(), QStringLiteral("danger"));
    }

    void aClickBelowTheRowsKeepsTheSelection()
    {
        House house;
        QTableView* table = house.page->table();
        QTRY_VERIFY(table->selectionModel()->hasSelection());
        QTest::mouseClick(table->viewport(), Qt::LeftButton, {},
                          table->viewport()->rect().bottomLeft() + QPoint(20, -5));
        QVERIFY(table->selectionModel()->hasSelection());
    }

    void theEndTellsWhatWasReachedAndWhatWasNot()
    {
        House house;
        auto& answer = house.desk().erasedAnswer;
        answer.connections = 6;
        answer.sequence = 219;
        answer.backupsRewritten = {"daily-2026-11-21.keystead-backup"};
        answer.notReached = {{"daily-2026-11-20.keystead-backup", "wrong key"}};
        answer.exported = {{"/media/usb/vault.backup", house.stage.clock.now()}};
        EraseDialog* dialog = house.page->erase();
        dialog->paper()->setPath(house.stage.folder.filePath(QStringLiteral("certificate")));
        dialog->nameEdit()->setText(QStringLiteral("Personal"));
        dialog->eraseButton()->click();
        house.prove();
        QTRY_VERIFY(!dialog->resultText().isEmpty());
        for (const char* part : {"daily-2026-11-21", "daily-2026-11-20", "/media/usb/vault.backup", "certificate.pdf",
                                 "certificate.json", "Connections: 6"})
            QVERIFY2(dialog->resultText().contains(QLatin1String(part)), part);
    }

    void aRefusedErasureStaysWhereItIsAndSaysWhy()
    {
        House house;
        EraseDialog* dialog = house.page->erase();
        dialog->certificateBox()->setChecked(false);
        dialog->nameEdit()->setText(QStringLiteral("Personal"));
        house.desk().nextError.reset();
        dialog->eraseButton()->click();
        QTRY_VERIFY(house.window->findChild<ProofDialog*>());
        house.desk().nextError = base::Error{base::ErrorCode::WrongPassphrase};
        house.prove();
        QTRY_VERIFY(dialog->message()->isVisible());
        QVERIFY(dialog->eraseButton()->isEnabled());
        QVERIFY(house.desk().erased && house.desk().erased->certificate.empty());
    }

    void theBackupsThatAreRewrittenAreNamedBefore()
    {
        House house;
        house.desk().backups = {{"daily-2026-11-21.keystead-backup", house.stage.clock.now(), "daily", 4096}};
        EraseDialog* dialog = house.page->erase();
        const auto named = [&] {
            for (const QLabel* label : dialog->findChildren<QLabel*>()) {
                if (label->isVisible() && label->text().contains(QLatin1String("daily-2026-11-21")))
                    return true;
            }
            return false;
        };
        QTRY_VERIFY(named());
    }

    void lockingClosesEveryDialog()
    {
        House house;
        house.page->erase();
        house.window->actions().lock->trigger();
        QTRY_VERIFY(!house.window->findChild<EraseDialog*>());
    }
};

QTEST_MAIN(TestProfilesPage)
#include "tst_profiles_page.moc"
