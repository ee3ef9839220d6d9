// SPDX-License-Identifier: GPL-3.0-or-later
// The question of a program: what it says, and that nothing but a deliberate answer allows it.
#include "approval_house.h"
#include "ui/resources.h"
#include "ui/widgets/banner.h"
#include "ui/widgets/undo_bar.h"

#include <QCheckBox>
#include <QProgressBar>
#include <QRadioButton>
#include <QSet>
#include <QSignalSpy>

using namespace keystead;
using namespace keystead::ui;
using namespace keystead::ui::test;
using namespace std::chrono_literals;

class TestApprovals : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase()
    {
        initResources();
        installTranslations(*qApp, qEnvironmentVariable("KEYSTEAD_TEST_LANGUAGE", QStringLiteral("en")));
    }

    void everyKindOfQuestionFits()
    {
        House house;
        for (const Right right : {Right::Token, Right::Fields, Right::Request}) {
            ApprovalDialog* dialog = house.ask(house.prompt(right));
            QVERIFY(dialog);
            CHECK(dialog);
            dialog->choose(GrantTerm::Always); // asks why
            CHECK(dialog);
            dialog->reject();
            QTRY_VERIFY(!house.window->approvals().dialog());
        }
        ApprovalDialog* dialog = house.ask(several(house));
        CHECK(dialog);
    }

    void aPathOfAnyLengthIsShownWhole()
    {
        House house;
        model::ApprovalPrompt prompt = house.prompt();
        prompt.caller.program.script =
            "/home/ada/" + std::string(180, 'x') + "/a-rather-long-folder/of/someone/else/usr/bin/git";
        ApprovalDialog* dialog = house.ask(prompt);
        CHECK(dialog);
        QVERIFY(wordsOf(dialog).contains(QString::fromStdString(prompt.caller.program.script)));
    }

    void itSaysWhoWantsWhatOfWhom()
    {
        House house;
        const model::ApprovalPrompt prompt = house.prompt(Right::Request);
        const QString words = wordsOf(house.ask(prompt));
        for (const char* each : {"deploy-site.py", "/home/ada/bin/deploy-site.py", "python3.11", "bash ← kitty",
                                 "keystead-cli", "Work repositories", "Forge", "ada.lovelace", "Work",
                                 "POST api.forge.example.org/repos/analytical/engine/releases"})
            QVERIFY2(words.contains(QString::fromUtf8(each)), each);
    }

    // SECURITY 22
    void whatAProgramCallsItselfIsPlainText()
    {
        House house;
        model::ApprovalPrompt prompt = house.prompt();
        prompt.caller.program.script.clear();
        prompt.caller.program.executable = "/tmp/<b>git</b>\u202e\n\x1b[31mevil";
        prompt.items.front().account = "<a href='x'>ada</a>\u2066";
        ApprovalDialog* dialog = house.ask(prompt);
        for (const QLabel* label : dialog->findChildren<QLabel*>()) {
            QCOMPARE(label->textFormat(), Qt::PlainText);
            for (const int bad : {0x202e, 0x2066, 0x1b, 0x0a})
                QVERIFY2(!label->text().contains(QChar(bad)), qPrintable(label->text()));
        }
        QVERIFY(wordsOf(dialog).contains(QLatin1String("<b>git</b>")));
    }

    void denyHasTheFocusAndIsTheDefault()
    {
        House house;
        ApprovalDialog* dialog = house.ask(house.prompt());
        QVERIFY(dialog->denyButton()->isDefault());
        QVERIFY(!dialog->allowButton()->isDefault() && !dialog->allowButton()->autoDefault());
        QCOMPARE(dialog->focusWidget(), dialog->denyButton());
        QTest::keyClick(dialog, Qt::Key_Return);
        QTRY_COMPARE(house.answers().size(), std::size_t{1});
        QVERIFY(!house.answers().front().allow);
    }

    void keysThatWereOnTheirWayPressNothing_data()
    {
        QTest::addColumn<int>("key");
        QTest::newRow("Return") << int(Qt::Key_Return);
        QTest::newRow("Enter") << int(Qt::Key_Enter);
        QTest::newRow("Space") << int(Qt::Key_Space);
        QTest::newRow("Escape") << int(Qt::Key_Escape);
    }
    void keysThatWereOnTheirWayPressNothing()
    {
        QFETCH(int, key);
        House house;
        house.stage.core.ask(house.prompt());
        QPointer<ApprovalDialog> dialog = house.window->approvals().dialog();
        dialog->setArmsAfter(60s);
        for (QWidget* target : {static_cast<QWidget*>(dialog.data()), static_cast<QWidget*>(dialog->denyButton()),
                                static_cast<QWidget*>(dialog->allowButton())}) {
            QTest::keyClick(target, Qt::Key(key));
            QTest::qWait(5);
        }
        QVERIFY(dialog && dialog->isVisible());
        QVERIFY(house.answers().empty());
    }

    void allowWaitsUntilTheWindowHasStoodAndNobodyTypes()
    {
        House house;
        house.stage.core.ask(house.prompt());
        ApprovalDialog* dialog = house.window->approvals().dialog();
        dialog->setArmsAfter(60s);
        QVERIFY(!dialog->armed() && !dialog->allowButton()->isEnabled());
        dialog->allowButton()->click();
        QVERIFY(house.answers().empty());
        House::arm(dialog);
        QVERIFY(dialog->allowButton()->isEnabled());
        QEvent activation(QEvent::WindowActivate); // keys typed until now were meant for another window
        QApplication::sendEvent(dialog, &activation);
        QVERIFY(!dialog->armed());
        QTest::keyClick(dialog, Qt::Key_Return);
        QVERIFY(house.answers().empty());
        QTRY_VERIFY(dialog->armed());
        QCOMPARE(ApprovalDialog::armsAfter, 800ms);
    }

    void aKeyThatIsHeldDownPressesNothing()
    {
        House house;
        ApprovalDialog* dialog = house.ask(house.prompt());
        dialog->allowButton()->setFocus();
        for (const auto type : {QEvent::KeyPress, QEvent::KeyRelease}) {
            for (const int key : {int(Qt::Key_Return), int(Qt::Key_Space)}) {
                QKeyEvent held(type, key, Qt::NoModifier, QString(), true);
                QApplication::sendEvent(dialog->allowButton(), &held);
            }
        }
        QVERIFY(house.answers().empty());
    }

    void escapeAndClosingDeny()
    {
        House house;
        QTest::keyClick(house.ask(house.prompt()), Qt::Key_Escape);
        QTRY_COMPARE(house.answers().size(), std::size_t{1});
        QTRY_VERIFY(!house.window->approvals().dialog());
        house.ask(house.prompt())->close();
        QTRY_COMPARE(house.answers().size(), std::size_t{2});
        QVERIFY(!house.answers()[0].allow && !house.answers()[1].allow);
    }

    void theKeyboardAloneAllows()
    {
        House house;
        ApprovalDialog* dialog = house.ask(house.prompt());
        house.window->actions().answer->trigger(); // the person goes to it
        (void)QTest::qWaitForWindowActive(dialog);
        House::arm(dialog);
        QSet<QWidget*> visited;
        for (int step = 0; step < 20 && dialog->focusWidget() != dialog->allowButton(); ++step) {
            QTest::keyClick(dialog->focusWidget(), Qt::Key_Tab);
            QVERIFY2(!visited.contains(dialog->focusWidget()), qPrintable(nameOf(dialog->focusWidget())));
            visited.insert(dialog->focusWidget());
        }
        QCOMPARE(dialog->focusWidget(), dialog->allowButton());
        QTRY_VERIFY(dialog->armed());
        QTest::keyClick(dialog->allowButton(), Qt::Key_Space);
        QTRY_COMPARE(house.answers().size(), std::size_t{1});
        QVERIFY(house.answers().front().allow);
        QCOMPARE(house.answers().front().term, GrantTerm::Once); // the least, where nothing was chosen
    }

    void theAnswerSaysForHowLongAndHowFar()
    {
        House house;
        ApprovalDialog* dialog = house.ask(house.prompt(Right::Request));
        dialog->choose(GrantTerm::Until);
        dialog->allowButton()->click();
        QTRY_COMPARE(house.answers().size(), std::size_t{1});
        const model::ApprovalAnswer& first = house.answers().front();
        QVERIFY(first.allow && !first.wholeHost && first.items.empty());
        QVERIFY(first.term == GrantTerm::Until && first.lifetime == std::optional(3600s));
        QCOMPARE(first.shown, std::size_t{1});
        QTRY_VERIFY(!house.window->approvals().dialog());
        dialog = house.ask(house.prompt(Right::Request));
        dialog->choose(GrantTerm::Always);
        dialog->chooseWholeHost(true);
        dialog->allowButton()->click();
        QTRY_COMPARE(house.answers().size(), std::size_t{2});
        QVERIFY(house.answers()[1].wholeHost && house.answers()[1].term == GrantTerm::Always);
        QVERIFY(!house.answers()[1].lifetime);
    }

    void someOfSeveralAreAllowed()
    {
        House house;
        ApprovalDialog* dialog = house.ask(several(house));
        QCOMPARE(dialog->boxes().size(), std::size_t{3});
        QVERIFY(dialog->allowButton()->text().contains(QLatin1Char('3'))); // however many are in sight
        dialog->boxes()[1]->setChecked(false);
        QVERIFY(dialog->allowButton()->text().contains(QLatin1Char('2')));
        dialog->allowButton()->click();
        QTRY_COMPARE(house.answers().size(), std::size_t{1});
        QCOMPARE(house.answers().front().items, (std::vector<std::size_t>{0, 2}));
        QCOMPARE(house.answers().front().shown, std::size_t{3});
    }

    void whatNobodyWaitsForAnyMoreGoesAndTheOthersKeepTheirPlaces()
    {
        House house;
        model::ApprovalPrompt prompt = several(house);
        ApprovalDialog* dialog = house.ask(prompt);
        prompt.items[1].waiting = 0;
        house.stage.core.accessDesk.prompts = {prompt};
        house.stage.core.tellApprovals();
        QVERIFY(!dialog->boxes()[1] && dialog->boxes()[0] && dialog->boxes()[2]);
        QTRY_VERIFY(dialog->armed());
        dialog->allowButton()->click();
        QTRY_COMPARE(house.answers().size(), std::size_t{1});
        QCOMPARE(house.answers().front().items, (std::vector<std::size_t>{0, 2}));
    }

    void nothingTickedCannotBeAllowed()
    {
        House house;
        ApprovalDialog* dialog = house.ask(several(house));
        for (QCheckBox* box : dialog->boxes())
            box->setChecked(false);
        QVERIFY(!dialog->allowButton()->isEnabled());
    }

    void whatJoinsIsShownAndAllowWaitsAgain()
    {
        House house;
        model::ApprovalPrompt prompt = several(house);
        ApprovalDialog* dialog = house.ask(prompt);
        dialog->boxes()[1]->setChecked(false);
        dialog->setArmsAfter(60s);
        House::arm(dialog);
        dialog->setArmsAfter(1ms);
        QTRY_VERIFY(dialog->armed());
        prompt.items.push_back(house.prompt(Right::Token, 6).items.front());
        house.stage.core.accessDesk.prompts = {prompt};
        house.stage.core.tellApprovals();
        QCOMPARE(house.window->approvals().dialog(), dialog); // the same window
        QCOMPARE(dialog->boxes().size(), std::size_t{4});
        QVERIFY(!dialog->boxes()[1]->isChecked() && dialog->boxes()[3]->isChecked());
        QVERIFY(!dialog->allowButton()->isEnabled());
    }

    void aChangedProgramIsWarnedOf()
    {
        House house;
        model::ApprovalPrompt prompt = house.prompt();
        prompt.items.front().changedSince = std::string(64, 'b');
        prompt.deniedLately = 3;
        ApprovalDialog* dialog = house.ask(prompt);
        auto* banner = dialog->findChild<Banner*>();
        QVERIFY(banner && banner->isVisible());
        QCOMPARE(banner->property("tone").toString(), QStringLiteral("danger"));
        QCOMPARE(dialog->allowButton()->property("look").toString(), QStringLiteral("danger"));
        QVERIFY(wordsOf(dialog).contains(QLatin1Char('3')));
        CHECK(dialog);
    }

    void aProgramThatNobodyCanNameCannotBeAllowed()
    {
        House house;
        model::ApprovalPrompt prompt = house.prompt();
        prompt.caller.program = {};
        ApprovalDialog* dialog = house.ask(prompt);
        QVERIFY(!dialog->allowButton()->isEnabled());
        CHECK(dialog);
    }

    void theTimeThatIsLeftIsToldInWords()
    {
        House house;
        ApprovalDialog* dialog = house.ask(house.prompt());
        QVERIFY(dialog->countdown()->text().contains(QLatin1String("60")));
        house.clock.pass(18s);
        dialog->tick();
        QVERIFY(dialog->countdown()->text().contains(QLatin1String("42")));
        QCOMPARE(dialog->findChild<QProgressBar*>()->value(), 42);
        house.clock.pass(42s);
        dialog->tick();
        QVERIFY(!dialog->allowButton()->isEnabled());
    }

    void nobodyAnswersInTime()
    {
        House house;
        QPointer<ApprovalDialog> dialog = house.ask(house.prompt());
        house.clock.pass(61s);
        house.stage.core.accessDesk.prompts.clear();
        house.stage.core.tellApprovals();
        QTRY_VERIFY(!dialog || !dialog->isVisible());
        QVERIFY(house.answers().empty());
        QVERIFY(house.window->undoBar()->isVisible());
        QVERIFY(house.window->undoBar()->text().contains(QLatin1String("deploy-site.py")));
    }

    void itGoesByItselfWhereTheCoreSaysNothing()
    {
        House house;
        QPointer<ApprovalDialog> dialog = house.ask(house.prompt());
        house.clock.pass(65s);
        QTRY_VERIFY(!dialog || !dialog->isVisible());
        QVERIFY(house.answers().empty());
    }

    void oneQuestionAtATime()
    {
        House house;
        QSignalSpy asked(&house.window->approvals(), &ApprovalDesk::asked);
        house.stage.core.ask(house.prompt());
        house.stage.core.ask(house.prompt(Right::Token, 3));
        house.stage.core.ask(house.prompt(Right::Request, 4));
        QCOMPARE(asked.count(), 3);
        QCOMPARE(asked.front()[1].toString(), QStringLiteral("deploy-site.py"));
        const auto visible = [] {
            int count = 0;
            for (QWidget* top : QApplication::topLevelWidgets())
                count += qobject_cast<ApprovalDialog*>(top) && top->isVisible() ? 1 : 0;
            return count;
        };
        for (int place = 1; place <= 3; ++place) {
            QTRY_COMPARE(visible(), 1);
            QTRY_VERIFY(house.window->approvals().dialog());
            ApprovalDialog* dialog = house.window->approvals().dialog();
            QTRY_VERIFY(wordsOf(dialog).contains(QStringLiteral("%1").arg(place)) &&
                        wordsOf(dialog).contains(QLatin1Char('3')));
            House::arm(dialog);
            dialog->reject();
            QTRY_COMPARE(house.answers().size(), std::size_t(place));
        }
        QTRY_COMPARE(visible(), 0);
        QCOMPARE(house.window->approvals().waiting(), 0);
    }

    void itTakesNoKeyboardFromWhatIsTyped()
    {
        House house;
        house.stage.core.ask(house.prompt());
        ApprovalDialog* dialog = house.window->approvals().dialog();
        QVERIFY(dialog->isVisible());
        QVERIFY(dialog->testAttribute(Qt::WA_ShowWithoutActivating));
        QVERIFY(!dialog->isModal());
        QVERIFY(house.window->actions().answer->isEnabled());
        house.window->actions().answer->trigger();
        QTRY_COMPARE(QApplication::activeWindow(), static_cast<QWidget*>(dialog));
        dialog->withdraw();
    }

    void lockingTakesTheQuestionAway()
    {
        House house;
        QPointer<ApprovalDialog> dialog = house.ask(house.prompt());
        house.stage.core.accessDesk.prompts.clear(); // the core denies what waits
        house.stage.core.status.state = service::VaultState::Locked;
        house.stage.core.tellStatus();
        house.stage.core.tellApprovals();
        QTRY_VERIFY(!dialog || !dialog->isVisible());
        QVERIFY(house.answers().empty());
    }
};

QTEST_MAIN(TestApprovals)
#include "tst_approvals.moc"
