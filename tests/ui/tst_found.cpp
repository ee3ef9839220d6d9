// SPDX-License-Identifier: GPL-3.0-or-later
// The search for credentials in the open, and the history of imports.
#include "sample_vault.h"
#include "stage.h"
#include "ui/connections/proof_dialog.h"
#include "ui/import/find_dialog.h"
#include "ui/import/found_model.h"
#include "ui/import/import_page.h"
#include "ui/import/import_wizard.h"
#include "ui/import/run_model.h"
#include "ui/main_actions.h"
#include "ui/main_window.h"
#include "ui/resources.h"
#include "ui/widgets/banner.h"
#include "ui/widgets/progress_overlay.h"
#include "ui/widgets/secret_input.h"

#include <QAbstractItemModelTester>
#include <QButtonGroup>
#include <QLabel>
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
    }
    FakeImports& desk() { return stage.core.importDesk; }
    FindDialog* find()
    {
        window->actions().findSecrets->trigger();
        return window->findChild<FindDialog*>();
    }
    QPushButton* question() { return window->findChild<QPushButton*>(QStringLiteral("askConfirm")); }
    void prove()
    {
        auto* proof = window->findChild<ProofDialog*>();
        QVERIFY(proof);
        proof->passphraseInput()->setSecret(base::Secret::fromText(stage.core.passphrase));
        proof->findChild<QPushButton*>(QStringLiteral("proofConfirm"))->click();
    }
    QPushButton* buttonSaying(QWidget* root, const char* text)
    {
        for (QPushButton* button : root->findChildren<QPushButton*>()) {
            if (button->text() == QString::fromUtf8(text))
                return button;
        }
        return nullptr;
    }
    Stage stage;
    std::unique_ptr<MainWindow> window;
};

} // namespace

class TestFound : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase() { initResources(); }

    void filesAreListedByPlaceKindAndAgeWithoutASecret()
    {
        House house;
        FindDialog* dialog = house.find();
        FoundModel* model = dialog->model();
        const QAbstractItemModelTester tester(model);
        QTRY_COMPARE(model->rowCount(), 3);
        QCOMPARE(model->index(0, FoundModel::File).data().toString(), QStringLiteral("/home/ada/.netrc"));
        QCOMPARE(model->index(0, FoundModel::Note).data().toString(), QStringLiteral("Other users can read it"));
        QCOMPARE(model->index(0, FoundModel::Count).data().toString(), QStringLiteral("5"));
        QVERIFY(model->index(0, FoundModel::Changed).data().toString().contains(QLatin1String("ago")));
        // A key that no format reads is shown, and cannot be chosen.
        QVERIFY(!model->index(2, FoundModel::File).data(Qt::CheckStateRole).isValid());
        QCOMPARE(dialog->importButton()->text(), QStringLiteral("Import 2 files"));
    }

    void theSearchCanBeCancelled()
    {
        House house;
        house.desk().hold = true;
        FindDialog* dialog = house.find();
        QVERIFY(dialog->overlay()->isVisible());
        dialog->overlay()->findChild<QPushButton*>()->click();
        QCOMPARE(house.desk().cancels, 1);
        house.desk().nextError = base::Error{base::ErrorCode::Cancelled};
        house.desk().hold = false;
        house.desk().release();
        QVERIFY(!dialog->overlay()->isVisible());
    }

    void nothingFoundIsGoodNews()
    {
        House house;
        house.desk().scan.found.clear();
        FindDialog* dialog = house.find();
        QTRY_VERIFY(!dialog->overlay()->isVisible());
        QVERIFY(!dialog->table()->isVisible());
        QVERIFY(!dialog->importButton()->isEnabled());
    }

    void theChosenFilesAreImportedOneByOneAndKept()
    {
        House house;
        FindDialog* dialog = house.find();
        QTRY_COMPARE(dialog->model()->rowCount(), 3);
        dialog->importButton()->click();
        QTRY_COMPARE(house.desk().applies, 2);
        QTRY_VERIFY(dialog->message()->isVisible());
        QCOMPARE(dialog->message()->title(), QStringLiteral("2 files were imported"));
        QVERIFY(house.desk().deleted.empty() && house.desk().replaced.empty());
        QVERIFY(dialog->model()->index(0, FoundModel::Note).data().toString().startsWith(QLatin1String("2 new")));
        QVERIFY(!dialog->importButton()->isEnabled()); // done: not twice
    }

    void filesAreDeletedOnlyAfterAQuestionAndEachRefusalIsTold()
    {
        House house;
        FindDialog* dialog = house.find();
        QTRY_COMPARE(dialog->model()->rowCount(), 3);
        dialog->model()->setData(dialog->model()->index(1, FoundModel::File), Qt::Unchecked, Qt::CheckStateRole);
        dialog->afterwardsGroup()->button(static_cast<int>(Afterwards::Delete))->click();
        dialog->importButton()->click();
        QCOMPARE(house.desk().applies, 0);
        QVERIFY(house.question());
        house.question()->click();
        QTRY_COMPARE(house.desk().deleted.size(), std::size_t{1});
        QTRY_VERIFY(
            dialog->model()->index(0, FoundModel::Note).data().toString().endsWith(QLatin1String("file deleted")));
    }

    void aFileThatCannotBeReadDoesNotStopTheOthers()
    {
        House house;
        FindDialog* dialog = house.find();
        QTRY_COMPARE(dialog->model()->rowCount(), 3);
        house.desk().nextError = base::Error{base::ErrorCode::ParseError, "line 3: something odd"};
        dialog->importButton()->click();
        QTRY_COMPARE(house.desk().applies, 1);
        QTRY_COMPARE(dialog->model()->index(0, FoundModel::Note).data().toString(),
                     QStringLiteral("The file cannot be read in this format."));
        QVERIFY(dialog->importButton()->isEnabled()); // it can be tried again
    }

    void oneFileCanBeLookedAtFirst()
    {
        House house;
        FindDialog* dialog = house.find();
        QTRY_COMPARE(dialog->model()->rowCount(), 3);
        house.desk().lookAnswer.format = "netrc";
        house.buttonSaying(dialog, "Look at this one first…")->click();
        QVERIFY(dialog->findChild<ImportWizard*>());
        QTRY_COMPARE(house.desk().lookedAt, std::string("/home/ada/.netrc"));
    }

    void theHistoryOffersWhatFitsEachImport()
    {
        House house;
        house.desk().runList = {sampleRun(), sampleRun(), sampleRun()};
        house.desk().runList[0].id = "imp_3";
        house.desk().runList[1].id = "imp_2";
        house.desk().runList[1].sourceState = transfer::SourceState::Replaced;
        house.desk().runList[1].backup = base::ConnectionId::create();
        house.desk().runList[2].undoneAt = house.desk().runList[2].doneAt;
        house.window->showPage(MainWindow::Page::Import);
        ImportPage* page = house.window->importPage();
        QTRY_COMPARE(page->table()->model()->rowCount(), 3);
        const QAbstractItemModelTester tester(page->table()->model());
        QVERIFY(page->undoButton()->isEnabled() && !page->restoreButton()->isVisible());
        page->table()->selectRow(1);
        QVERIFY(page->restoreButton()->isVisible() && page->confirmButton()->isVisible());
        page->table()->selectRow(2);
        QVERIFY(!page->undoButton()->isEnabled());
        page->table()->selectRow(0);
        page->undoButton()->setFocus();
        page->undoButton()->click();
        house.question()->click();
        QTRY_COMPARE(house.desk().undoneRuns, std::vector<std::string>{"imp_3"});
        QTRY_VERIFY(page->message()->isVisible());
        QTRY_VERIFY(!page->undoButton()->isEnabled());
        QCOMPARE(house.window->focusWidget(), page->table()); // not the next one of the whole window
    }

    void undoingTheOnlyCopySaysSoAndInsists()
    {
        House house;
        house.desk().runList = {sampleRun()};
        house.desk().runList[0].sourceState = transfer::SourceState::Deleted;
        house.window->showPage(MainWindow::Page::Import);
        ImportPage* page = house.window->importPage();
        QTRY_VERIFY(page->undoButton()->isEnabled());
        page->undoButton()->click();
        QCOMPARE(house.question()->text(), QStringLiteral("Remove for good"));
        house.question()->click();
        QTRY_VERIFY(house.desk().forced);
    }

    void puttingTheFileBackWantsAProof()
    {
        House house;
        house.desk().runList = {sampleRun()};
        house.desk().runList[0].sourceState = transfer::SourceState::Replaced;
        house.desk().runList[0].backup = base::ConnectionId::create();
        house.window->showPage(MainWindow::Page::Import);
        ImportPage* page = house.window->importPage();
        page->table()->selectRow(0);
        QTRY_VERIFY(page->restoreButton()->isVisible());
        page->restoreButton()->click();
        QVERIFY(house.desk().restored.empty());
        house.prove();
        QTRY_COMPARE(house.desk().restored.size(), std::size_t{1});
        QVERIFY(house.desk().restoreProof && house.desk().restoreProof->passphrase);
    }

    void undoPutsTheFileBackFirst()
    {
        House house;
        house.desk().runList = {sampleRun()};
        house.desk().runList[0].sourceState = transfer::SourceState::Replaced;
        house.desk().runList[0].backup = base::ConnectionId::create();
        house.window->showPage(MainWindow::Page::Import);
        ImportPage* page = house.window->importPage();
        QTRY_VERIFY(page->undoButton()->isEnabled());
        page->undoButton()->click();
        QVERIFY(!house.question()); // secrets are written in the clear: it wants more than a click
        house.prove();
        QTRY_COMPARE(house.desk().undoneRuns.size(), std::size_t{1});
        QCOMPARE(house.desk().restored, house.desk().undoneRuns);
        QVERIFY(house.desk().restoreProof && house.desk().restoreProof->passphrase);
        QVERIFY(!house.desk().forced);
    }

    void lockingEmptiesTheHistory()
    {
        House house;
        house.desk().runList = {sampleRun()};
        house.window->showPage(MainWindow::Page::Import);
        ImportPage* page = house.window->importPage();
        QTRY_COMPARE(page->table()->model()->rowCount(), 1);
        house.window->actions().lock->trigger();
        QTRY_COMPARE(page->table()->model()->rowCount(), 0);
    }
};

QTEST_MAIN(TestFound)
#include "tst_found.moc"
