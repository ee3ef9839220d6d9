// SPDX-License-Identifier: GPL-3.0-or-later
// Adding a connection and signing in, by keyboard and with every problem shown.
#include "sample_vault.h"
#include "stage.h"
#include "ui/connections/catalog.h"
#include "ui/resources.h"
#include "ui/signin/add_wizard.h"
#include "ui/signin/fields_page.h"
#include "ui/signin/form_field.h"
#include "ui/signin/method_page.h"
#include "ui/signin/provider_page.h"
#include "ui/signin/sign_in_panel.h"
#include "ui/widgets/banner.h"
#include "ui/widgets/secret_input.h"

#include <QLineEdit>
#include <QListView>
#include <QPushButton>
#include <QScrollBar>
#include <QSignalSpy>
#include <QTest>

using namespace keystead;
using namespace keystead::ui;
using namespace keystead::ui::test;
using Step = AddWizard::Step;

namespace {

struct Bench
{
    Bench()
    {
        fillSample(stage.core, stage.clock.now());
        catalog.setProviders(stage.core.specs);
        catalog.setProfiles(stage.core.profileList);
        wizard = new AddWizard(stage.context, catalog, nullptr);
        wizard->show();
    }
    ~Bench() { delete wizard.data(); }
    void type(const QString& text) { QTest::keyClicks(QApplication::focusWidget(), text); }
    void startNorthbank()
    {
        wizard->startWith("northbank");
        wizard->fieldsPage()->field("client_id")->setText(QStringLiteral("client-1"));
        wizard->fieldsPage()->field("secret.client_secret")->secretInput()->setSecret(base::Secret::fromText("s3cret"));
        wizard->nextButton()->click();
    }
    void press(Qt::Key key)
    {
        QTest::keyClick(QApplication::focusWidget() ? QApplication::focusWidget() : wizard.data(), key);
    }

    Stage stage;
    Catalog catalog;
    QPointer<AddWizard> wizard;
};

} // namespace

class TestWizard : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase() { initResources(); }

    void showsEveryProblemAtOnce()
    {
        Bench b;
        b.wizard->startWith("forge");
        QCOMPARE(b.wizard->step(), Step::Method);
        b.wizard->nextButton()->click();
        FieldsPage* fields = b.wizard->fieldsPage();
        fields->field("name")->setText(QStringLiteral("a/b"));
        b.wizard->nextButton()->click();
        QCOMPARE(b.wizard->step(), Step::Fields);
        for (const char* path : {"name", "parameters.host", "client_id", "secret.client_secret"})
            QVERIFY2(fields->field(path)->hasError(), path);
        QVERIFY(!b.stage.core.added);
        fields->field("name")->setText(QStringLiteral("fine"));
        QVERIFY(!fields->field("name")->hasError()); // mended: the complaint goes at once
    }

    void refusesUrlsInHostFieldsWhileTyping()
    {
        Bench b;
        b.wizard->startWith("forge");
        b.wizard->nextButton()->click();
        FormField* host = b.wizard->fieldsPage()->field("parameters.host");
        host->setText(QStringLiteral("https://user@evil.example/x"));
        Q_EMIT host->left();
        QVERIFY(host->hasError());
    }

    void anAddressIsJudgedAgainWhenTheOptInBesideItChanges()
    {
        Bench b;
        b.wizard->startWith("generic-oidc");
        FormField* issuer = b.wizard->fieldsPage()->field("parameters.issuer");
        FormField* optIn = b.wizard->fieldsPage()->field("parameters.allow_loopback_http");
        issuer->setText(QStringLiteral("http://127.0.0.1:8080"));
        Q_EMIT issuer->left();
        QVERIFY(issuer->hasError());
        const QString complaint = issuer->editor()->accessibleDescription();
        QVERIFY2(complaint.contains(QStringLiteral("“Allow http on this computer”")), qPrintable(complaint));
        QVERIFY2(!complaint.contains(QLatin1String("allow_loopback")), qPrintable(complaint));
        optIn->setText(QStringLiteral("yes"));
        QVERIFY(!issuer->hasError());
        QVERIFY(!issuer->editor()->accessibleDescription().contains(QLatin1String("https,")));
        optIn->setText(QStringLiteral("no"));
        QVERIFY(issuer->hasError());
    }

    void theSummaryGoesWithTheLastComplaint()
    {
        Bench b;
        b.wizard->startWith("generic-basic");
        b.wizard->nextButton()->click();
        const auto* summary = b.wizard->fieldsPage()->findChild<Banner*>();
        QVERIFY(summary && summary->isVisible());
        b.wizard->fieldsPage()->field("parameters.username")->setText(QStringLiteral("ada"));
        QVERIFY(summary->isVisible());
        b.wizard->fieldsPage()->field("secret.password")->secretInput()->setSecret(base::Secret::fromText("x"));
        QVERIFY(!summary->isVisible());
    }

    void stepsAreNumberedAsTheyAreShown()
    {
        Bench b;
        QCOMPARE(b.wizard->progressText(), QStringLiteral("Step 1"));
        b.wizard->providerPage()->select("northbank"); // one way to sign in, with the browser
        b.wizard->nextButton()->click();
        QCOMPARE(b.wizard->progressText(), QStringLiteral("Step 2 of 4"));
        b.wizard->backButton()->click();
        b.wizard->providerPage()->select("forge"); // two ways
        b.wizard->nextButton()->click();
        QCOMPARE(b.wizard->progressText(), QStringLiteral("Step 2 of 5"));
        b.wizard->methodPage()->select(model::AuthKind::Bearer);
        QCOMPARE(b.wizard->progressText(), QStringLiteral("Step 2 of 4"));
        b.wizard->nextButton()->click();
        QCOMPARE(b.wizard->progressText(), QStringLiteral("Step 3 of 4"));
        Bench given;
        given.wizard->startWith("ledgerly");
        QCOMPARE(given.wizard->progressText(), QStringLiteral("Step 1 of 2"));
    }

    void typingReplacesTheSuggestedName()
    {
        Bench b;
        QVERIFY(QTest::qWaitForWindowActive(b.wizard));
        b.wizard->startWith("ledgerly");
        QTRY_COMPARE(QApplication::focusWidget(), b.wizard->fieldsPage()->field("name")->editor());
        b.type(QStringLiteral("Shop"));
        QCOMPARE(b.wizard->fieldsPage()->field("name")->text(), QStringLiteral("Shop"));
    }

    void theServiceGridScrollsOnlyWhereItMust()
    {
        Bench b;
        QVERIFY(QTest::qWaitForWindowExposed(b.wizard));
        auto* bar = b.wizard->providerPage()->grid()->verticalScrollBar();
        QTRY_VERIFY(!bar->isVisible());
        // Tiles fill the width: as many to a row as fit.
        const QListView* grid = b.wizard->providerPage()->grid();
        const QRect first = grid->visualRect(grid->model()->index(0, 0));
        int columns = 0;
        while (grid->visualRect(grid->model()->index(columns, 0)).top() == first.top())
            ++columns;
        QVERIFY2(grid->viewport()->width() - columns * first.width() < first.width() / 2,
                 qPrintable(QStringLiteral("%1 columns of %2 in %3")
                                .arg(columns)
                                .arg(first.width())
                                .arg(grid->viewport()->width())));
        b.wizard->resize(520, 400);
        QTRY_VERIFY(bar->isVisible());
        b.wizard->providerPage()->search()->setText(QStringLiteral("forge"));
        QTRY_VERIFY(!bar->isVisible());
    }

    void strayKeysDoNotEndTheWaitForTheBrowser()
    {
        Bench b;
        QVERIFY(QTest::qWaitForWindowActive(b.wizard));
        b.startNorthbank();
        QTRY_VERIFY(b.wizard->signInPanel()->session());
        QTRY_COMPARE(QApplication::focusWidget(), b.wizard->signInPanel());
        b.press(Qt::Key_Return);
        b.press(Qt::Key_Space);
        QVERIFY(b.wizard->isVisible() && b.wizard->signInPanel()->session() && !b.stage.core.cancelledSession);
        QTest::keyClick(b.wizard, Qt::Key_Escape);
        QPointer<QDialog> ask = b.wizard->findChild<QDialog*>(QStringLiteral("askDialog"));
        QVERIFY(ask && ask->isVisible());
        ask->reject(); // keep waiting
        QVERIFY(b.wizard->isVisible() && b.wizard->signInPanel()->session());
        QTRY_VERIFY(!ask);
        QTest::keyClick(b.wizard, Qt::Key_Escape);
        ask = b.wizard->findChild<QDialog*>(QStringLiteral("askDialog"));
        QVERIFY(ask);
        ask->findChild<QPushButton*>(QStringLiteral("askConfirm"))->click();
        QCOMPARE(b.stage.core.cancelledSession, std::optional<std::string>("session-1"));
    }

    void signInLaterSaysWhatItDoesAndDoesIt()
    {
        Bench b;
        b.startNorthbank();
        QTRY_VERIFY(b.wizard->signInPanel()->session());
        QVERIFY(!b.wizard->cancelButton()->hasFocus());
        b.wizard->cancelButton()->click();
        QCOMPARE(b.stage.core.cancelledSession, std::optional<std::string>("session-1"));
    }

    void keyboardAloneWalksThroughIt()
    {
        Bench b;
        QVERIFY(QTest::qWaitForWindowActive(b.wizard));
        QTRY_COMPARE(QApplication::focusWidget(), b.wizard->providerPage()->search());
        b.type(QStringLiteral("ledgerly"));
        b.press(Qt::Key_Return);
        QTRY_COMPARE(b.wizard->step(), Step::Fields);
        QTRY_COMPARE(QApplication::focusWidget(), b.wizard->fieldsPage()->field("name")->editor());
        b.press(Qt::Key_End);
        b.type(QStringLiteral(" shop"));
        b.press(Qt::Key_Tab);
        QCOMPARE(QApplication::focusWidget(), b.wizard->fieldsPage()->field("secret.api_key")->editor());
        b.type(QStringLiteral("sk_live_0123456789"));
        for (int i = 0; i < 30 && QApplication::focusWidget() != b.wizard->nextButton(); ++i)
            b.press(Qt::Key_Tab);
        QCOMPARE(QApplication::focusWidget(), b.wizard->nextButton());
        b.press(Qt::Key_Space);
        QTRY_COMPARE(b.wizard->step(), Step::Done);
        QVERIFY(b.stage.core.added);
        QCOMPARE(b.stage.core.added->draft.name, std::string("Ledgerly shop"));
        QCOMPARE(std::string(b.stage.core.added->credential.find("api_key")->exposeText()),
                 std::string("sk_live_0123456789"));
        b.press(Qt::Key_Space);
        QTRY_VERIFY(!b.wizard || !b.wizard->isVisible());
    }

    void problemsOfTheCoreStandUnderTheirFields()
    {
        Bench b;
        b.stage.core.problems = {{"name", "is taken", "Choose another name."},
                                 {"secret.api_key", "is short", "Copy all of it."}};
        b.wizard->startWith("ledgerly");
        b.wizard->fieldsPage()->field("secret.api_key")->secretInput()->setSecret(base::Secret::fromText("k"));
        b.wizard->nextButton()->click();
        QTRY_VERIFY(b.wizard->fieldsPage()->field("name")->hasError());
        QVERIFY(b.wizard->fieldsPage()->field("secret.api_key")->hasError());
        QCOMPARE(b.wizard->step(), Step::Fields);
    }

    void signInShowsTheWaitAndCancelsTheSession()
    {
        Bench b;
        b.wizard->startWith("northbank");
        b.wizard->fieldsPage()->field("client_id")->setText(QStringLiteral("client-1"));
        b.wizard->fieldsPage()
            ->field("secret.client_secret")
            ->secretInput()
            ->setSecret(base::Secret::fromText("s3cret"));
        b.wizard->nextButton()->click();
        QTRY_VERIFY(b.wizard->signInPanel()->session());
        const auto buttons = b.wizard->signInPanel()->findChildren<QPushButton*>();
        for (QPushButton* button : buttons) {
            if (button->isVisible() && button->isEnabled() && button->objectName().isEmpty())
                button->click(); // open again, copy the link
        }
        QCOMPARE(b.stage.opened, QStringList{QStringLiteral("https://login.example.org/authorize?client_id=keystead")});
        QCOMPARE(b.stage.clipboard.texts, b.stage.opened);
        b.wizard->reject();
        QCOMPARE(b.stage.core.cancelledSession, std::optional<std::string>("session-1"));
    }

    void aFinishedSignInIsTested()
    {
        Bench b;
        b.stage.core.signInEnds = true;
        b.wizard->startWith("northbank");
        b.wizard->fieldsPage()->field("client_id")->setText(QStringLiteral("client-1"));
        b.wizard->fieldsPage()
            ->field("secret.client_secret")
            ->secretInput()
            ->setSecret(base::Secret::fromText("s3cret"));
        b.wizard->nextButton()->click();
        QTRY_COMPARE(b.wizard->step(), Step::Done);
    }
};

QTEST_MAIN(TestWizard)
#include "tst_wizard.moc"
