// SPDX-License-Identifier: GPL-3.0-or-later
// Imports in the window: the wizard with its dry run, undo, the source file, the search for plaintext credentials.
#include "sample_vault.h"
#include "stage.h"
#include "ui/connections/catalog.h"
#include "ui/import/columns_page.h"
#include "ui/import/format_model.h"
#include "ui/import/import_wizard.h"
#include "ui/import/import_words.h"
#include "ui/import/options_page.h"
#include "ui/import/plan_model.h"
#include "ui/import/result_page.h"
#include "ui/import/review_page.h"
#include "ui/import/source_page.h"
#include "ui/main_actions.h"
#include "ui/main_window.h"
#include "ui/resources.h"
#include "ui/signin/form_field.h"
#include "ui/widgets/banner.h"
#include "ui/widgets/progress_overlay.h"
#include "ui/widgets/secret_input.h"

#include <QAbstractItemModelTester>
#include <QComboBox>
#include <QDropEvent>
#include <QLabel>
#include <QLineEdit>
#include <QListView>
#include <QMimeData>
#include <QPushButton>
#include <QTableView>
#include <QTest>
#include <QTranslator>

using namespace keystead;
using namespace keystead::ui;
using namespace keystead::ui::test;
using Step = ImportWizard::Step;

namespace {

struct Bench
{
    Bench()
    {
        fillSample(stage.core, stage.clock.now());
        stage.core.profileList.resize(1);
        catalog.setProviders(stage.core.specs);
        catalog.setProfiles(stage.core.profileList);
        desk().lookAnswer.format = "netrc";
        wizard = new ImportWizard(stage.context, catalog, nullptr);
        wizard->show();
    }
    ~Bench() { delete wizard.data(); }
    FakeImports& desk() { return stage.core.importDesk; }
    void toReview()
    {
        wizard->setFile(QStringLiteral("/home/ada/.netrc"));
        QTRY_VERIFY(wizard->nextButton()->isEnabled());
        wizard->nextButton()->click();
        QTRY_COMPARE(wizard->step(), Step::Review);
    }
    void toResult()
    {
        toReview();
        wizard->nextButton()->click();
        QTRY_COMPARE(wizard->step(), Step::Result);
    }
    // Agrees to the question that is open.
    void agree()
    {
        QPushButton* go = nullptr;
        QTRY_VERIFY((go = wizard->findChild<QPushButton*>(QStringLiteral("askConfirm"))));
        go->click();
    }
    Stage stage;
    Catalog catalog;
    QPointer<ImportWizard> wizard;
};

QStringList textsOf(const QWidget* root)
{
    QStringList texts;
    for (const QLabel* label : root->findChildren<QLabel*>())
        texts.append(label->text());
    return texts;
}

} // namespace

class TestImports : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase() { initResources(); }

    void aFileIsRecognisedAndCanBeReadOtherwise()
    {
        Bench b;
        QVERIFY(!b.wizard->nextButton()->isEnabled());
        b.wizard->setFile(QStringLiteral("/home/ada/.netrc"));
        QTRY_VERIFY(b.wizard->nextButton()->isEnabled());
        QCOMPARE(b.desk().lookedAt, std::string("/home/ada/.netrc"));
        QVERIFY(b.wizard->sourcePage()->findChild<Banner*>()->title().contains(formatTitle("netrc")));
        b.wizard->sourcePage()->selectFormat("env");
        QTRY_COMPARE(b.desk().lookedAs, std::string("env"));
        QCOMPARE(b.wizard->sourcePage()->format(), std::string("env"));
    }

    void anUnknownFileWantsAFormatAndAMissingOneSaysSo()
    {
        Bench b;
        b.desk().lookAnswer.format.clear();
        b.wizard->setFile(QStringLiteral("/tmp/what.bin"));
        QTRY_COMPARE(b.desk().lookedAt, std::string("/tmp/what.bin"));
        QTest::qWait(20);
        QVERIFY(!b.wizard->nextButton()->isEnabled());
        b.desk().nextError = base::Error{base::ErrorCode::NotFound, "there is no file /tmp/gone"};
        b.wizard->setFile(QStringLiteral("/tmp/gone"));
        const auto* banner = b.wizard->sourcePage()->findChild<Banner*>();
        QTRY_COMPARE(banner->title(), QStringLiteral("The file is not there."));
        QVERIFY(!b.wizard->nextButton()->isEnabled());
    }

    void theListOfFormatsIsSearchedByTitleAndSentence()
    {
        FormatModel model;
        const QAbstractItemModelTester tester(&model);
        QCOMPARE(model.rowCount(), static_cast<int>(transfer::importFormats().size()) + 1);
        FormatFilter filter(model);
        filter.setText(QStringLiteral("curl"));
        QCOMPARE(filter.rowCount(), 1);
        QCOMPARE(filter.index(0, 0).data(FormatModel::IdRole).toString(), QStringLiteral("netrc"));
    }

    // What the core says in English stands in a catalogue of its own.
    void germanKnowsEveryFormat()
    {
        QTranslator german;
        QVERIFY(german.load(QStringLiteral(":/i18n/imports_de.qm")));
        for (const transfer::ImportFormat& format : transfer::importFormats()) {
            for (const std::string_view text : {format.title, format.about})
                QVERIFY2(!german.translate("imports", std::string{text}.c_str()).isEmpty(), text.data());
        }
        QCoreApplication::installTranslator(&german);
        QCOMPARE(importText("line 3: a quote that does not end"),
                 QStringLiteral("line 3: ein Anführungszeichen endet nicht"));
        QCOMPARE(importText("7 variables do not sound like credentials and were passed over"),
                 QStringLiteral("7 Variablen klingen nicht nach Zugangsdaten und wurden nicht gelesen"));
        QCOMPARE(importText("what nobody knows"), QStringLiteral("what nobody knows"));
        QCoreApplication::removeTranslator(&german);
    }

    void theDryRunShowsEveryEntryAndNothingIsImportedYet()
    {
        Bench b;
        const QAbstractItemModelTester tester(b.wizard->reviewPage()->model());
        b.toReview();
        PlanModel* model = b.wizard->reviewPage()->model();
        QCOMPARE(model->rowCount(), 6); // five entries and a line that was passed over
        QCOMPARE(model->count(PlanModel::Group::Create), 2);
        QCOMPARE(model->count(PlanModel::Group::PassedOver), 1);
        QCOMPARE(model->index(3, PlanModel::Why).data().toString(),
                 QStringLiteral("Into “Northbank”: adds Tags, adds Refresh token"));
        QCOMPARE(model->index(5, PlanModel::Name).data().toString(), QStringLiteral("line 22"));
        QCOMPARE(b.desk().applies, 0);
        QCOMPARE(b.wizard->nextButton()->text(), QStringLiteral("Import 3 entries"));
    }

    void anEntryCanBeLeftOutAndThePlanFollows()
    {
        Bench b;
        b.toReview();
        PlanModel* model = b.wizard->reviewPage()->model();
        QVERIFY(model->setData(model->index(0, PlanModel::Action), Qt::Unchecked, Qt::CheckStateRole));
        QVERIFY(!b.wizard->nextButton()->isEnabled()); // until the plan is the one for the choices
        QTRY_COMPARE(b.wizard->nextButton()->text(), QStringLiteral("Import 2 entries"));
        QCOMPARE(model->index(0, PlanModel::Why).data().toString(), QStringLiteral("Left out by you"));
        b.wizard->nextButton()->click();
        QTRY_VERIFY(b.desk().applied);
        QCOMPARE(b.desk().applied->leaveOut, std::set<std::size_t>{0});
        QCOMPARE(b.desk().applied->onConflict, transfer::OnConflict::Keep);
    }

    void aConflictIsThePersonsDecision()
    {
        Bench b;
        b.toReview();
        QComboBox* box = b.wizard->reviewPage()->conflictBox();
        QVERIFY(box->isVisible());
        box->setCurrentIndex(1);
        QTRY_COMPARE(b.wizard->nextButton()->text(), QStringLiteral("Import 4 entries"));
        QCOMPARE(b.desk().planned->onConflict, transfer::OnConflict::Replace);
    }

    void aRequiredKeyIsAskedForAndAWrongOneIsToldAtItsField()
    {
        Bench b;
        b.desk().lookAnswer.format = "keystead";
        b.wizard->setFile(QStringLiteral("/home/ada/export.json"));
        QTRY_VERIFY(b.wizard->nextButton()->isEnabled());
        b.wizard->nextButton()->click();
        QCOMPARE(b.wizard->step(), Step::Options);
        b.wizard->nextButton()->click();
        FormField* key = b.wizard->optionsPage()->keyField();
        QVERIFY(key->hasError());
        QVERIFY(!b.desk().previewed);
        key->secretInput()->setSecret(base::Secret::fromText("not the one"));
        b.desk().nextError = base::Error{base::ErrorCode::InvalidArgument, "key: does not open it"};
        b.wizard->nextButton()->click();
        QTRY_VERIFY(key->hasError());
        QCOMPARE(b.wizard->step(), Step::Options);
        QVERIFY(b.desk().previewed->key.exposeText() == "not the one");
        b.wizard->nextButton()->click();
        QTRY_COMPARE(b.wizard->step(), Step::Review);
    }

    void theColumnsOfATableAreMappedWithoutShowingASecret()
    {
        Bench b;
        using Look = service::ImportLook;
        b.desk().lookAnswer.format = "csv";
        b.desk().lookAnswer.columns = {{"Bezeichnung", "-", {{Look::Shape::Text, 9, {}}}},
                                       {"User", "username", {{Look::Shape::Shown, 3, "ada"}}},
                                       {"Kennwort", "-", {{Look::Shape::Text, 14, {}}}},
                                       {"Site PIN", "-", {{Look::Shape::Number, 4, {}}}}};
        b.wizard->setFile(QStringLiteral("/home/ada/accounts.csv"));
        QTRY_VERIFY(b.wizard->nextButton()->isEnabled());
        b.wizard->nextButton()->click();
        QCOMPARE(b.wizard->step(), Step::Columns);
        QVERIFY(!b.wizard->nextButton()->isEnabled()); // no column holds a secret yet
        ColumnsPage* page = b.wizard->columnsPage();
        page->choice(0)->setCurrentIndex(page->choice(0)->findData(QStringLiteral("name")));
        page->choice(2)->setCurrentIndex(page->choice(2)->findData(QStringLiteral("password")));
        page->choice(3)->setCurrentIndex(page->choice(3)->findData(QStringLiteral("secret.")));
        const auto warnings = [page] {
            QStringList words;
            for (const Banner* banner : page->findChildren<Banner*>()) {
                if (!banner->isHidden())
                    words.append(banner->title());
            }
            return words.join(QLatin1Char(' '));
        };
        QCOMPARE(warnings(), QString());
        page->choice(0)->setCurrentIndex(page->choice(0)->findData(QStringLiteral("username")));
        QVERIFY(warnings().contains(QLatin1String("Two columns")));
        page->choice(0)->setCurrentIndex(page->choice(0)->findData(QStringLiteral("name")));
        QCOMPARE(warnings(), QString());
        QVERIFY(b.wizard->nextButton()->isEnabled());
        b.wizard->nextButton()->click();
        QTRY_COMPARE(b.wizard->step(), Step::Review);
        const std::map<std::string, std::string> wanted{
            {"1", "name"}, {"2", "username"}, {"3", "password"}, {"4", "secret.site_pin"}};
        QCOMPARE(b.desk().previewed->mapping, wanted);
    }

    void readingAndImportingCanBeCancelled()
    {
        Bench b;
        b.wizard->setFile(QStringLiteral("/home/ada/.netrc"));
        QTRY_VERIFY(b.wizard->nextButton()->isEnabled());
        b.desk().hold = true;
        b.wizard->nextButton()->click();
        QVERIFY(b.wizard->overlay()->isVisible());
        b.wizard->overlay()->findChild<QPushButton*>()->click();
        QCOMPARE(b.desk().cancels, 1);
        b.desk().hold = false;
        b.desk().release();
        QTRY_COMPARE(b.wizard->step(), Step::Review);
        b.desk().hold = true;
        b.desk().nextError = base::Error{base::ErrorCode::Cancelled};
        b.wizard->nextButton()->click();
        b.wizard->overlay()->findChild<QPushButton*>()->click();
        QCOMPARE(b.desk().cancels, 2);
        b.desk().release();
        QVERIFY(!b.wizard->overlay()->isVisible());
        QCOMPARE(b.wizard->step(), Step::Review); // as it was, and it can be tried again
        QVERIFY(b.wizard->nextButton()->isEnabled());
    }

    void closingDropsWhatWasRead()
    {
        Bench b;
        b.toReview();
        b.wizard->reject();
        QTRY_COMPARE(b.desk().discarded, std::vector<std::string>{"prv_1"});
        QCOMPARE(b.desk().applies, 0);
    }

    void aFileWithMoreInItIsNotOfferedForDeletion()
    {
        Bench b;
        b.toResult();
        QVERIFY(!b.wizard->resultPage()->deleteButton()->isVisible());
        QVERIFY(b.wizard->resultPage()->replaceButton()->isVisible());
    }

    void theResultOffersUndoAndTellsOfTheFile()
    {
        Bench b;
        b.desk().previewAnswer.problems.clear(); // every line was read
        b.toResult();
        ResultPage* page = b.wizard->resultPage();
        QVERIFY(page->undoButton()->isVisible() && page->deleteButton()->isVisible());
        QVERIFY(textsOf(page).join(QLatin1Char('\n')).contains(QStringLiteral("“.netrc” still holds the credentials")));
        page->undoButton()->click();
        b.agree();
        QTRY_COMPARE(b.desk().undoneRuns.size(), std::size_t{1});
        QVERIFY(!b.desk().forced);
        QTRY_VERIFY(!page->undoButton()->isVisible());
        QVERIFY(!page->deleteButton()->isVisible()); // the file is the only copy now
    }

    void anOnlyCopyIsRemovedOnlyAfterASecondQuestion()
    {
        Bench b;
        b.toResult();
        b.desk().nextError = base::Error{base::ErrorCode::IllegalState,
                                         "/home/ada/.netrc is gone, so the vault may hold the only copy of these "
                                         "credentials: `import undo imp_1 --force` removes them all the same"};
        b.wizard->resultPage()->undoButton()->click();
        b.agree();
        QTRY_COMPARE(b.desk().undoneRuns.size(), std::size_t{1});
        const auto question = [&b] {
            auto* dialog = b.wizard->findChild<QDialog*>(QStringLiteral("askDialog"));
            return dialog ? textsOf(dialog).join(QLatin1Char('\n')) : QString();
        };
        QTRY_VERIFY(question().contains(QStringLiteral("the vault has the only copy")));
        QVERIFY(question().contains(QStringLiteral("/home/ada/.netrc")));
        QVERIFY(!b.desk().forced);
        b.agree();
        QTRY_COMPARE(b.desk().undoneRuns.size(), std::size_t{2});
        QVERIFY(b.desk().forced);
    }

    void theSourceIsDeletedOnlyAfterAQuestionThatNamesIt()
    {
        Bench b;
        b.desk().previewAnswer.problems.clear(); // every line was read
        b.toResult();
        ResultPage* page = b.wizard->resultPage();
        page->deleteButton()->click();
        QVERIFY(b.desk().deleted.empty());
        QVERIFY(textsOf(b.wizard->findChild<QDialog*>(QStringLiteral("askDialog")))
                    .join(QLatin1Char('\n'))
                    .contains(QLatin1String("/home/ada/.netrc")));
        b.agree();
        QTRY_COMPARE(b.desk().deleted, std::vector<std::string>{"imp_1"});
        QTRY_VERIFY(!page->deleteButton()->isVisible());
        QVERIFY(page->message()->isVisible());
    }

    void aRefusedDeletionSaysWhyAndWhatToDo()
    {
        Bench b;
        b.desk().previewAnswer.problems.clear(); // every line was read
        b.toResult();
        b.desk().nextError =
            base::Error{base::ErrorCode::IllegalState,
                        "the file is not deleted: 1 line or entry of it was not taken over and would be gone for good; "
                        "`import replace-source imp_1` takes only the imported secrets out of it"};
        b.wizard->resultPage()->deleteButton()->click();
        b.agree();
        Banner* message = b.wizard->resultPage()->message();
        QTRY_VERIFY(message->isVisible());
        QCOMPARE(message->title(), QStringLiteral("The file holds more than was imported, so it was not deleted."));
        QVERIFY(b.wizard->resultPage()->replaceButton()->isVisible());
    }

    void aFileThatIsDroppedOnTheWindowStartsTheWizard()
    {
        Stage stage;
        fillSample(stage.core, stage.clock.now());
        stage.core.importDesk.lookAnswer.format = "netrc";
        MainWindow window(stage.context);
        window.show();
        QMimeData data;
        data.setUrls({QUrl::fromLocalFile(QStringLiteral("/home/ada/.netrc"))});
        const auto drop = [&] {
            QDragEnterEvent enter(QPoint(50, 50), Qt::CopyAction, &data, Qt::LeftButton, Qt::NoModifier);
            QCoreApplication::sendEvent(&window, &enter);
            QDropEvent event(QPointF(50, 50), Qt::CopyAction, &data, Qt::LeftButton, Qt::NoModifier);
            QCoreApplication::sendEvent(&window, &event);
        };
        stage.core.status.state = service::VaultState::Locked;
        Q_EMIT stage.core.statusChanged(stage.core.status);
        drop();
        QVERIFY(!window.findChild<ImportWizard*>()); // not while it is locked
        stage.core.setUnlocked();
        drop();
        auto* wizard = window.findChild<ImportWizard*>();
        QVERIFY(wizard);
        QTRY_COMPARE(stage.core.importDesk.lookedAt, std::string("/home/ada/.netrc"));
    }

    void lockingClosesTheWizard()
    {
        Stage stage;
        fillSample(stage.core, stage.clock.now());
        MainWindow window(stage.context);
        window.show();
        window.actions().importFile->trigger();
        QVERIFY(window.findChild<ImportWizard*>());
        window.actions().lock->trigger();
        QTRY_VERIFY(!window.findChild<ImportWizard*>());
    }
};

QTEST_MAIN(TestImports)
#include "tst_imports.moc"
