// SPDX-License-Identifier: GPL-3.0-or-later
// Programs by the keyboard alone: their page, taking access away and giving it back with a proof, what breaks when a
// connection is removed or its tokens are ended. Every key goes to what has the focus.
#include "fit_check.h"
#include "sample_vault.h"
#include "stage.h"
#include "ui/connections/connection_list.h"
#include "ui/connections/connections_page.h"
#include "ui/connections/proof_dialog.h"
#include "ui/connections/remove_dialog.h"
#include "ui/main_actions.h"
#include "ui/main_window.h"
#include "ui/programs/programs_page.h"
#include "ui/programs/use_list.h"
#include "ui/resources.h"
#include "ui/widgets/banner.h"
#include "ui/widgets/share_table.h"
#include "ui/widgets/undo_bar.h"

#include <QCheckBox>
#include <QLineEdit>
#include <QPushButton>

using namespace keystead;
using namespace keystead::ui;
using namespace keystead::ui::test;

namespace {

void press(Qt::Key key, Qt::KeyboardModifiers modifiers = Qt::NoModifier)
{
    QWidget* const target = QApplication::focusWidget();
    QVERIFY(target);
    QTest::keyClick(target, key, modifiers);
}

struct House
{
    House()
    {
        fillSample(stage.core, stage.clock.now());
        window = std::make_unique<MainWindow>(stage.context);
        window->resize(1280, 800);
        window->show();
        (void)QTest::qWaitForWindowActive(window.get());
        window->showPage(MainWindow::Page::Connections);
        QTest::qWait(50);
    }
    FakeAccess& desk() { return stage.core.accessDesk; }
    ProgramsPage* page() { return window->programsPage(); }
    // Ctrl+8, until the table has rows and the keyboard.
    void goToPrograms()
    {
        QTest::keyClick(window.get(), Qt::Key_8, Qt::ControlModifier);
        QTRY_VERIFY(page()->isVisible() && page()->selected());
        QTRY_COMPARE(QApplication::focusWidget(), static_cast<QWidget*>(page()->table()));
    }
    // Down the table as far as this program.
    void goToProgram(const char* name)
    {
        press(Qt::Key_Home, Qt::ControlModifier);
        for (int step = 0; step < 20 && !stands(name); ++step)
            press(Qt::Key_Down);
        QVERIFY2(stands(name), name);
    }
    bool stands(const char* name)
    {
        const service::ProgramUse* use = page()->selected();
        return use && use->program.shownPath().ends_with(name);
    }
    template <class T> T* front()
    {
        T* found = nullptr;
        (void)QTest::qWaitFor(
            [&] {
                found = qobject_cast<T*>(QApplication::activeWindow());
                return found && found->isVisible() && QApplication::focusWidget();
            },
            5000);
        return found;
    }
    Stage stage;
    std::unique_ptr<MainWindow> window;
};

bool tabTo(const QWidget* target)
{
    for (int step = 0; step < 40 && QApplication::focusWidget() != target; ++step)
        press(Qt::Key_Tab);
    return QApplication::focusWidget() == target;
}

} // namespace

class TestProgramsKeys : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase()
    {
        initResources();
        installTranslations(*qApp, qEnvironmentVariable("KEYSTEAD_TEST_LANGUAGE", QStringLiteral("en")));
    }

    void accessIsFoundTakenAwayAndGivenBackWithAProof()
    {
        House house;
        house.goToPrograms();
        house.goToProgram("nightly-backup");
        const std::size_t before = house.desk().grantList.size();
        press(Qt::Key_Delete);
        QTRY_COMPARE(house.desk().grantList.size(), before - 1);
        QTRY_VERIFY(house.window->actions().undo->isEnabled());
        press(Qt::Key_Z, Qt::ControlModifier);
        auto* proof = house.front<ProofDialog>();
        QVERIFY(proof);
        CHECK(proof);
        QTest::keyClicks(QApplication::focusWidget(), QStringLiteral("not the passphrase"));
        press(Qt::Key_Return);
        QTRY_VERIFY(house.window->errorBanner()->isVisible());
        QCOMPARE(house.desk().grantList.size(), before - 1); // no right without the proof
    }

    void theRightPassphraseGivesItBack()
    {
        House house;
        house.goToPrograms();
        house.goToProgram("git");
        const std::size_t before = house.desk().grantList.size();
        press(Qt::Key_Delete);
        QTRY_COMPARE(house.desk().grantList.size(), before - 1);
        QTRY_VERIFY(house.window->actions().undo->isEnabled());
        press(Qt::Key_Z, Qt::ControlModifier);
        QVERIFY(house.front<ProofDialog>());
        QTest::keyClicks(QApplication::focusWidget(), QString::fromStdString(house.stage.core.passphrase));
        press(Qt::Key_Return);
        QTRY_COMPARE(house.desk().grantList.size(), before);
        QVERIFY(house.desk().proven);
    }

    void theButtonOfTheCardTakesAwayToo()
    {
        House house;
        house.goToPrograms();
        house.goToProgram("nightly-backup");
        const std::size_t before = house.desk().grantList.size();
        auto* revoke = house.page()->findChild<QPushButton*>(QStringLiteral("revokeGrant"));
        QVERIFY(revoke && tabTo(revoke));
        press(Qt::Key_Space);
        QTRY_COMPARE(house.desk().grantList.size(), before - 1);
    }

    void theSearchIsLeftForTheListByReturn()
    {
        House house;
        house.goToPrograms();
        QVERIFY(tabTo(house.page()->search()));
        QTest::keyClicks(QApplication::focusWidget(), QStringLiteral("deploy"));
        press(Qt::Key_Return);
        QCOMPARE(QApplication::focusWidget(), static_cast<QWidget*>(house.page()->table()));
        QVERIFY(house.stands("deploy-site.py"));
    }

    void removingSaysWhatBreaksAndIsGivenUpOrDone_data()
    {
        QTest::addColumn<bool>("done");
        QTest::newRow("given up") << false;
        QTest::newRow("done") << true;
    }
    void removingSaysWhatBreaksAndIsGivenUpOrDone()
    {
        QFETCH(bool, done);
        House house;
        house.window->connectionsPage()->list()->select(house.stage.core.rows[0].id);
        const base::ConnectionId id = house.stage.core.rows[0].id;
        house.window->connectionsPage()->list()->setFocus();
        press(Qt::Key_Delete);
        auto* dialog = house.front<RemoveDialog>();
        QVERIFY(dialog);
        auto* uses = dialog->findChild<UseList*>();
        QTRY_VERIFY(uses->summary().contains(QLatin1Char('3')));
        auto* go = dialog->findChild<QPushButton*>(QStringLiteral("removeConfirm"));
        auto* revoke = dialog->findChild<QCheckBox*>();
        QVERIFY(go && revoke);
        QVERIFY(QApplication::focusWidget() != go); // a Return that was on its way removes nothing
        QVERIFY(tabTo(revoke));
        press(Qt::Key_Space);
        QVERIFY(!revoke->isChecked());
        const auto stands = [&] {
            return std::any_of(house.stage.core.rows.begin(), house.stage.core.rows.end(),
                               [&](const model::Connection& each) { return each.id == id; });
        };
        if (!done) {
            press(Qt::Key_Escape);
            QTRY_VERIFY(!house.window->findChild<RemoveDialog*>());
            QVERIFY(stands());
            return;
        }
        QVERIFY(tabTo(go));
        press(Qt::Key_Space);
        QTRY_VERIFY(!stands());
    }

    void returnInTheRemovalIsNo()
    {
        House house;
        house.window->connectionsPage()->list()->select(house.stage.core.rows[0].id);
        house.window->connectionsPage()->list()->setFocus();
        const std::size_t before = house.stage.core.rows.size();
        press(Qt::Key_Delete);
        QVERIFY(house.front<RemoveDialog>());
        press(Qt::Key_Return);
        QTRY_VERIFY(!house.window->findChild<RemoveDialog*>());
        QCOMPARE(house.stage.core.rows.size(), before);
    }

    void endingTheTokensSaysWhatBreaksAndIsGivenUp()
    {
        House house;
        house.window->connectionsPage()->list()->select(house.stage.core.rows[0].id);
        house.window->connectionsPage()->list()->setFocus();
        press(Qt::Key_R, Qt::ControlModifier | Qt::ShiftModifier);
        auto* ask = house.front<QDialog>();
        QVERIFY(ask);
        QCOMPARE(ask->objectName(), QStringLiteral("askDialog"));
        QTRY_VERIFY(ask->findChild<UseList*>()->summary().contains(QLatin1Char('3')));
        auto* go = ask->findChild<QPushButton*>(QStringLiteral("askConfirm"));
        QVERIFY(go && QApplication::focusWidget() != go);
        QVERIFY(tabTo(go));
        press(Qt::Key_Backtab, Qt::ShiftModifier);
        press(Qt::Key_Space); // Cancel stands before it
        QTRY_VERIFY(!house.window->findChild<QDialog*>(QStringLiteral("askDialog")));
    }
};

QTEST_MAIN(TestProgramsKeys)
#include "tst_programs_keys.moc"
