// SPDX-License-Identifier: GPL-3.0-or-later
// The question of a program by the keyboard alone, on the way a person takes to it; and the question for a whole grant.
#include "approval_house.h"
#include "ui/programs/program_words.h"
#include "ui/resources.h"

#include <QCheckBox>
#include <QLineEdit>
#include <QRadioButton>

using namespace keystead;
using namespace keystead::ui;
using namespace keystead::ui::test;

namespace {

void press(Qt::Key key, Qt::KeyboardModifiers modifiers = Qt::NoModifier)
{
    QTest::keyClick(QApplication::focusWidget(), key, modifiers);
}

// From the window to the question, as the banner says: Ctrl+Return.
ApprovalDialog* goTo(House& house, model::ApprovalPrompt prompt, std::chrono::milliseconds armsAfter = 1ms)
{
    house.stage.core.ask(std::move(prompt));
    ApprovalDialog* dialog = house.window->approvals().dialog();
    dialog->setArmsAfter(armsAfter);
    house.window->activateWindow();
    (void)QTest::qWaitForWindowActive(house.window.get());
    QTest::keyClick(house.window.get(), Qt::Key_Return, Qt::ControlModifier);
    (void)QTest::qWaitForWindowActive(dialog);
    return dialog;
}

template <class Widget> bool tabTo(ApprovalDialog* dialog, Widget* target)
{
    for (int step = 0; step < 20 && dialog->focusWidget() != target; ++step)
        press(Qt::Key_Tab);
    return dialog->focusWidget() == target;
}

QRadioButton* chosen(ApprovalDialog* dialog, int group) // 0: which requests, 1: for how long
{
    QList<QRadioButton*> found;
    for (QRadioButton* each : dialog->findChildren<QRadioButton*>()) {
        if (each->isChecked() && each->isVisibleTo(dialog))
            found.append(each);
    }
    return found.value(group);
}

} // namespace

class TestApprovalsKeys : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase()
    {
        initResources();
        installTranslations(*qApp, qEnvironmentVariable("KEYSTEAD_TEST_LANGUAGE", QStringLiteral("en")));
    }

    void tabGoesDownThePageAndRoundToItsBeginning()
    {
        House house;
        ApprovalDialog* dialog = goTo(house, several(house));
        QTRY_VERIFY(dialog->armed());
        QCOMPARE(dialog->focusWidget(), static_cast<QWidget*>(dialog->denyButton()));
        const QList<QWidget*> expected{dialog->allowButton(), dialog->boxes()[0], dialog->boxes()[1],
                                       dialog->boxes()[2],    chosen(dialog, 0),  chosen(dialog, 1),
                                       dialog->denyButton()};
        for (QWidget* each : expected) {
            press(Qt::Key_Tab);
            QVERIFY2(dialog->focusWidget() == each, qPrintable(nameOf(dialog->focusWidget())));
        }
        for (qsizetype each = expected.size() - 2; each >= 0; --each) {
            press(Qt::Key_Backtab, Qt::ShiftModifier);
            QVERIFY2(dialog->focusWidget() == expected[each], qPrintable(nameOf(dialog->focusWidget())));
        }
        QVERIFY(house.answers().empty());
    }

    void someAreAllowedWithATermAndAScopeByKeysAlone()
    {
        House house;
        ApprovalDialog* dialog = goTo(house, several(house));
        QTRY_VERIFY(dialog->armed());
        QVERIFY(tabTo(dialog, dialog->boxes()[2]));
        press(Qt::Key_Space);
        QVERIFY(!dialog->boxes()[2]->isChecked());
        QVERIFY(dialog->allowButton()->text().contains(QLatin1Char('2')));
        QVERIFY(tabTo(dialog, chosen(dialog, 0)));
        press(Qt::Key_Down);
        QVERIFY(tabTo(dialog, chosen(dialog, 1)));
        press(Qt::Key_Right);
        press(Qt::Key_Right);
        QVERIFY(tabTo(dialog, dialog->allowButton()));
        press(Qt::Key_Space);
        QTRY_COMPARE(house.answers().size(), std::size_t{1});
        const model::ApprovalAnswer& answer = house.answers().front();
        QVERIFY(answer.allow && answer.wholeHost);
        QCOMPARE(answer.items, (std::vector<std::size_t>{0, 1}));
        QVERIFY(answer.term == GrantTerm::Login);
    }

    void theArrowsGoThroughAllTermsAndTheReasonIsTyped()
    {
        House house;
        ApprovalDialog* dialog = goTo(house, house.prompt());
        QTRY_VERIFY(dialog->armed());
        QVERIFY(tabTo(dialog, chosen(dialog, 0)));
        for (int step = 0; step < 3; ++step)
            press(Qt::Key_Right);
        press(Qt::Key_Tab); // a lasting answer wants a reason, or none
        auto* reason = qobject_cast<QLineEdit*>(dialog->focusWidget());
        QVERIFY(reason);
        QTest::keyClicks(reason, QStringLiteral("release notes"));
        press(Qt::Key_Return); // in the line it answers nothing
        QVERIFY(house.answers().empty());
        QVERIFY(tabTo(dialog, dialog->allowButton()));
        press(Qt::Key_Space);
        QTRY_COMPARE(house.answers().size(), std::size_t{1});
        QVERIFY(house.answers().front().allow && house.answers().front().term == GrantTerm::Always);
        QCOMPARE(house.answers().front().reason, std::string{"release notes"});
    }

    void whatIsPressedRightAfterItCameAnswersNothing_data()
    {
        QTest::addColumn<int>("key");
        QTest::newRow("Return") << int(Qt::Key_Return);
        QTest::newRow("Space") << int(Qt::Key_Space);
        QTest::newRow("Escape") << int(Qt::Key_Escape);
    }
    void whatIsPressedRightAfterItCameAnswersNothing()
    {
        QFETCH(int, key);
        House house;
        QPointer<ApprovalDialog> dialog = goTo(house, house.prompt(), ApprovalDialog::armsAfter);
        press(Qt::Key(key));
        press(Qt::Key_Tab);
        press(Qt::Key(key));
        QVERIFY(dialog && dialog->isVisible() && !dialog->allowButton()->isEnabled());
        QVERIFY(house.answers().empty());
        QTRY_VERIFY(dialog->armed()); // by its own time
        dialog->denyButton()->setFocus();
        press(Qt::Key(key));
        QTRY_COMPARE(house.answers().size(), std::size_t{1});
        QVERIFY(!house.answers().front().allow);
    }

    void aGrantThatIsAskedForIsShownWhole()
    {
        House house;
        ApprovalDialog* dialog = house.ask(sampleGrantPrompt(house.stage.core, house.clock.now()));
        CHECK(dialog);
        const QString words = wordsOf(dialog);
        for (const char* each : {"deploy-site.py", "/home/ada/bin/nightly-backup", "Work repositories", "ada.lovelace",
                                 "api.forge.example.org", "GET, HEAD", "/repos/analytical/", "10",
                                 "The nightly report reads the releases"})
            QVERIFY2(words.contains(QString::fromUtf8(each)), each);
        QVERIFY(words.contains(termText(*dialog->prompt().items.front().grant)));
        QVERIFY(words.contains(rightsText(dialog->prompt().items.front().grant->grant)));
        // Its own time and its own addresses: nothing is chosen.
        for (QRadioButton* each : dialog->findChildren<QRadioButton*>())
            QVERIFY2(!each->isVisibleTo(dialog), qPrintable(each->text()));
    }

    void aGrantThatIsAskedForIsAllowedByKeysAlone()
    {
        House house;
        ApprovalDialog* dialog = goTo(house, sampleGrantPrompt(house.stage.core, house.clock.now()));
        QTRY_VERIFY(dialog->armed());
        QCOMPARE(dialog->focusWidget(), static_cast<QWidget*>(dialog->denyButton()));
        press(Qt::Key_Tab);
        QCOMPARE(dialog->focusWidget(), static_cast<QWidget*>(dialog->allowButton()));
        press(Qt::Key_Tab);
        QCOMPARE(dialog->focusWidget(), static_cast<QWidget*>(dialog->denyButton()));
        press(Qt::Key_Tab);
        press(Qt::Key_Space);
        QTRY_COMPARE(house.answers().size(), std::size_t{1});
        QVERIFY(house.answers().front().allow && house.answers().front().items.empty());
    }

    void aUseBesideAGrantKeepsItsTerms()
    {
        House house;
        model::ApprovalPrompt prompt = house.prompt();
        prompt.items.push_back(sampleGrantPrompt(house.stage.core, house.clock.now(), true).items.front());
        ApprovalDialog* dialog = goTo(house, prompt);
        CHECK(dialog);
        QTRY_VERIFY(dialog->armed());
        QVERIFY(!wordsOf(dialog).contains(QLatin1String("nightly-backup"))); // for the program that asks
        QVERIFY(chosen(dialog, 0));
        QVERIFY(tabTo(dialog, dialog->boxes()[1]));
        press(Qt::Key_Space);
        QVERIFY(tabTo(dialog, dialog->allowButton()));
        press(Qt::Key_Space);
        QTRY_COMPARE(house.answers().size(), std::size_t{1});
        QCOMPARE(house.answers().front().items, (std::vector<std::size_t>{0}));
        QVERIFY(house.answers().front().term == GrantTerm::Once);
    }
};

QTEST_MAIN(TestApprovalsKeys)
#include "tst_approvals_keys.moc"
