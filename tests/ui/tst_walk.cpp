// SPDX-License-Identifier: GPL-3.0-or-later
// What a new user met on a walk through the window: where the keyboard is, that one matter is said once and by the same
// words everywhere, what stands beside a dead token, that nothing is cut while there is room.
#include "hand_clock.h"
#include "sample_vault.h"
#include "stage.h"
#include "ui/audit/audit_model.h"
#include "ui/audit/audit_page.h"
#include "ui/audit/export_dialog.h"
#include "ui/connections/connection_list.h"
#include "ui/connections/connection_model.h"
#include "ui/connections/connections_page.h"
#include "ui/connections/detail_pane.h"
#include "ui/connections/proof_dialog.h"
#include "ui/main_actions.h"
#include "ui/main_window.h"
#include "ui/resources.h"
#include "ui/text.h"
#include "ui/theme/metrics.h"
#include "ui/vault/unlock_page.h"
#include "ui/widgets/banner.h"
#include "ui/widgets/chips.h"
#include "ui/widgets/secret_input.h"
#include "ui/widgets/undo_bar.h"

#include <QHeaderView>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QTest>
#include <QToolButton>

using namespace keystead;
using namespace keystead::ui;
using namespace keystead::ui::test;
using namespace std::chrono_literals;

namespace {

struct House
{
    House()
    {
        fillSample(stage.core, clock.now());
        window = std::make_unique<MainWindow>(context);
        window->resize(1280, 800);
        window->show();
        (void)QTest::qWaitForWindowActive(window.get());
        QTest::qWait(30);
    }
    void setState(service::VaultState state)
    {
        stage.core.status.state = state;
        Q_EMIT stage.core.statusChanged(stage.core.status);
        QTest::qWait(20);
    }
    ConnectionList* list() { return window->connectionsPage()->list(); }
    DetailPane* detail() { return window->connectionsPage()->detail(); }
    void select(std::size_t row)
    {
        list()->select(stage.core.rows[row].id);
        QTest::qWait(20);
    }
    void change(const model::Connection& connection)
    {
        model::ChangeSet changes;
        changes.updated = {connection};
        stage.core.change(changes);
    }
    QString cell(std::size_t row, int column)
    {
        const int at = window->connections().rowOf(stage.core.rows[row].id);
        return window->connections().index(at, column).data().toString();
    }
    QString details()
    {
        QStringList all;
        for (const QLabel* label : detail()->findChildren<QLabel*>()) {
            if (label->isVisible())
                all.append(label->text());
        }
        return all.join(QLatin1Char('\n'));
    }
    int troubles() // banners of the danger tone
    {
        int count = 0;
        for (const Banner* banner : window->findChildren<Banner*>())
            count += banner->isVisible() && banner->property("tone") == QLatin1String("danger") ? 1 : 0;
        return count;
    }
    QPushButton* button(const QString& text)
    {
        for (QPushButton* each : detail()->findChildren<QPushButton*>()) {
            if (each->text() == text)
                return each;
        }
        return nullptr;
    }
    Stage stage;
    HandClock clock;
    AppContext context{stage.core,  stage.theme, stage.icons,           stage.clipboard,
                       stage.store, clock,       stage.context.openUrl, QStringLiteral("Firefox")};
    std::unique_ptr<MainWindow> window;
};

constexpr std::size_t healthy = 0, signInNeeded = 2, paused = 5;

} // namespace

class TestWalk : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase() { initResources(); }

    void aDialogStandsOutInTheDark()
    {
        House house;
        house.stage.theme.setChoice(Theme::Choice::Dark);
        const Colors& colors = house.stage.theme.colors();
        QVERIFY(colors.dialog != colors.window && colors.dialog != colors.surface);
        house.select(healthy);
        house.window->actions().copySecret->trigger();
        QTest::qWait(50);
        auto* proof = house.window->findChild<ProofDialog*>();
        QVERIFY(proof);
        const QImage picture = proof->grab().toImage();
        QCOMPARE(picture.pixelColor(picture.width() / 2, 8), colors.dialog);
        QCOMPARE(picture.pixelColor(picture.width() / 2, 0), colors.borderStrong);
        QCOMPARE(picture.pixelColor(0, picture.height() / 2), colors.borderStrong);
    }

    void thePassphraseFieldHasTheKeyboardAfterLocking()
    {
        House house;
        house.select(healthy);
        house.window->actions().edit->trigger(); // a dialog is open when the vault locks itself
        QTest::qWait(30);
        house.setState(service::VaultState::Locking);
        house.setState(service::VaultState::Locked);
        QTRY_COMPARE(house.window->focusWidget(), house.window->unlockPage()->input());
        QVERIFY(house.window->unlockPage()->input()->isEnabled());
    }

    void aRefusedRefreshIsSaidOnceWithTheWayBack_data()
    {
        QTest::addColumn<bool>("stateFirst");
        QTest::newRow("the state comes first") << true;
        QTest::newRow("the answer comes first") << false;
    }
    void aRefusedRefreshIsSaidOnceWithTheWayBack()
    {
        QFETCH(bool, stateFirst);
        House house;
        house.select(healthy);
        model::Connection dead = house.stage.core.rows[healthy];
        dead.state = model::ConnectionState::AuthError;
        house.stage.core.nextError = base::Error{base::ErrorCode::OAuthInvalidGrant};
        // The answer comes right after the first change that the made-up core tells of.
        QObject once;
        bool told = !stateFirst;
        connect(&house.stage.core, &CorePort::changed, &once, [&] {
            if (!std::exchange(told, true))
                house.change(dead);
        });
        house.window->actions().refresh->trigger();
        QTest::qWait(50);
        if (!stateFirst)
            house.change(dead);
        QTRY_COMPARE(house.troubles(), 1);
        QVERIFY(house.window->errorBanner()->isHidden());
        auto* fix = house.window->findChild<QPushButton*>(QStringLiteral("fixButton"));
        QVERIFY(fix->isVisible());
        QCOMPARE(fix->text(), QStringLiteral("Sign in again"));
    }

    void aRefusedRefreshOfAnotherConnectionOffersTheSignInToo()
    {
        House house;
        house.select(healthy);
        house.stage.core.nextError = base::Error{base::ErrorCode::SignInNeeded};
        house.window->actions().refresh->trigger();
        house.select(paused);
        QTRY_VERIFY(house.window->errorBanner()->isVisible());
        auto* signIn = house.window->findChild<QPushButton*>(QStringLiteral("errorSignIn"));
        QVERIFY(signIn && signIn->isVisible());
        signIn->click();
        QTRY_COMPARE(house.list()->selected(), std::optional(house.stage.core.rows[healthy].id));
        QVERIFY(!house.window->errorBanner()->isVisible());
    }

    void aDeadTokenHasNoTimeToExpiry()
    {
        House house;
        model::Connection dead = house.stage.core.rows[signInNeeded];
        dead.expiresAt = house.clock.now() + 1h;
        house.change(dead);
        house.select(signInNeeded);
        QCOMPARE(house.cell(signInNeeded, ConnectionModel::Expires), QStringLiteral("–"));
        QVERIFY2(!house.details().contains(QLatin1String("Expires")), qPrintable(house.details()));
        for (const auto state : {model::ConnectionState::Created, model::ConnectionState::Revoked}) {
            dead.state = state;
            QCOMPARE(expiresText(dead, house.clock.now()), QStringLiteral("–"));
        }
        dead.state = model::ConnectionState::Paused;
        QCOMPARE(expiresText(dead, house.clock.now()), QStringLiteral("in 1 h"));
    }

    void listAndDetailsSayTheSameTime()
    {
        House house;
        house.select(healthy);
        house.clock.pass(7min); // nothing was told: both still say what they said
        const QString before = house.cell(healthy, ConnectionModel::Expires);
        QVERIFY2(house.details().contains(before + QLatin1Char('\n')), qPrintable(house.details()));
        model::Connection other = house.stage.core.rows[paused]; // any change brings both up to date
        other.lastUsedAt = house.clock.now();
        house.change(other);
        const QString after = house.cell(healthy, ConnectionModel::Expires);
        QVERIFY(after != before);
        QVERIFY2(house.details().contains(after + QLatin1Char('\n')), qPrintable(house.details()));
        model::Connection used = house.stage.core.rows[healthy];
        used.lastUsedAt = house.clock.now();
        house.change(used);
        QCOMPARE(house.cell(healthy, ConnectionModel::LastUsed), QStringLiteral("just now"));
        QTRY_VERIFY2(house.details().contains(QLatin1String("just now\nLast used")), qPrintable(house.details()));
    }

    void aPausedConnectionIsLeftAlone()
    {
        House house;
        house.select(paused);
        QVERIFY(!house.window->actions().test->isEnabled());
        QVERIFY(!house.window->actions().refresh->isEnabled());
        QVERIFY(!house.button(QStringLiteral("Test"))->isEnabled());
        QVERIFY(!house.button(QStringLiteral("Refresh"))->isEnabled());
        house.detail()->showBusy({});
        QVERIFY(!house.button(QStringLiteral("Test"))->isEnabled());
        house.select(healthy);
        QVERIFY(house.window->actions().test->isEnabled());
        QVERIFY(house.button(QStringLiteral("Test"))->isEnabled());
    }

    void theUndoBarStaysOnItsPage()
    {
        House house;
        house.select(healthy);
        house.window->actions().pause->trigger();
        QTRY_VERIFY(house.window->undoBar()->isVisible());
        house.window->showPage(MainWindow::Page::Audit);
        QVERIFY(!house.window->undoBar()->isVisible());
        house.window->showPage(MainWindow::Page::Connections);
        QVERIFY(house.window->undoBar()->isVisible());
        QVERIFY(house.window->actions().undo->isEnabled());
        house.window->undoBar()->setStays(60ms, 60ms);
        house.window->showPage(MainWindow::Page::Audit);
        QTest::qWait(120);
        house.window->showPage(MainWindow::Page::Connections);
        QVERIFY(!house.window->undoBar()->isVisible());
    }

    void theUndoBarNeverHidesTheSelectedRow()
    {
        House house;
        for (int i = 0; i < 40; ++i) {
            model::Connection more = house.stage.core.rows[healthy];
            more.id = base::ConnectionId{"con_more" + std::to_string(i)};
            more.name = "zz " + std::to_string(100 + i);
            model::ChangeSet changes;
            changes.added = {more};
            house.stage.core.change(changes);
        }
        ConnectionList* list = house.list();
        const int last = list->rowAt(list->viewport()->height() - 5);
        list->selectRow(last);
        list->scrollTo(list->currentIndex());
        const int before = list->viewport()->height();
        house.window->undoBar()->show(QStringLiteral("Something was done."));
        QTRY_VERIFY(list->viewport()->height() < before);
        QVERIFY(list->viewport()->rect().contains(list->visualRect(list->currentIndex().siblingAtColumn(0)).center()));
    }

    void recordsOfOneMinuteAreToldApartEverywhere()
    {
        const base::WallTime time = base::fromMillis(1'795'329'670'642);
        const QString seconds = QString::number(toLocal(time).time().second());
        for (const char* place : {"C", "de_DE", "en_US", "en_GB", "fi_FI", "ja_JP"}) {
            QLocale::setDefault(QLocale(QLatin1String(place)));
            QVERIFY2(secondsTimeText(time).contains(seconds), qPrintable(secondsTimeText(time)));
            QVERIFY(!dateTimeText(time).isEmpty());
        }
        QLocale::setDefault(QLocale::c());
    }

    void whatHappenedIsOneSentence()
    {
        model::AuditEvent event;
        event.action = model::AuditAction::TokenRefresh;
        QCOMPARE(eventTitle(event), QStringLiteral("Token refreshed"));
        event.outcome = model::AuditOutcome::Failure;
        QCOMPARE(eventTitle(event), QStringLiteral("Token refresh failed"));
        QCOMPARE(actionName(event.action), QStringLiteral("Token refresh"));
    }

    void noOutcomeIsCutWhileThereIsRoom()
    {
        House house;
        for (std::size_t i = 0; i < house.stage.core.records.size(); i += 9)
            house.stage.core.records[i].event.authenticated = false; // "Failed, not proven": the longest
        house.window->showPage(MainWindow::Page::Audit);
        auto* table = house.window->auditPage()->table();
        QTRY_VERIFY(table->model()->rowCount() > 50);
        QTest::qWait(30);
        const QFontMetrics metrics(table->font());
        for (int row = 0; row < 50; ++row) {
            for (const int column : {AuditModel::Time, AuditModel::Action, AuditModel::Outcome, AuditModel::Duration}) {
                const QString text = table->model()->index(row, column).data().toString();
                QVERIFY2(metrics.horizontalAdvance(text) + 18 <= table->columnWidth(column), qPrintable(text));
            }
        }
        int whole = 0;
        for (int column = 0; column < AuditModel::ColumnCount; ++column)
            whole += table->columnWidth(column);
        QCOMPARE(whole, table->viewport()->width());
    }

    void accountsAreNotCutWhileANameHasRoom()
    {
        House house;
        for (std::size_t i = 0; i < house.stage.core.rows.size(); ++i) {
            house.stage.core.rows[i].name = "c" + std::to_string(i);
            house.stage.core.rows[i].account = "somebody@example.org";
            house.change(house.stage.core.rows[i]);
        }
        house.window->connections().reset(house.stage.core.rows);
        QTest::qWait(30);
        const QFontMetrics metrics(house.list()->font());
        for (std::size_t row = 0; row < house.stage.core.rows.size(); ++row) {
            const QString text = house.cell(row, ConnectionModel::Account);
            QVERIFY2(metrics.horizontalAdvance(text) + 18 <= house.list()->columnWidth(ConnectionModel::Account),
                     qPrintable(text));
        }
    }

    void theExportSaysWhatTheFormatHolds()
    {
        House house;
        house.window->showPage(MainWindow::Page::Audit);
        ExportDialog* dialog = house.window->auditPage()->exportReport();
        QTest::qWait(50);
        const auto says = [&](const char* words) {
            for (const QLabel* label : dialog->findChildren<QLabel*>()) {
                if (label->text().contains(QLatin1String(words)))
                    return true;
            }
            return false;
        };
        QVERIFY(says("title page"));
        dialog->setFormat(service::ReportFormat::Csv);
        QVERIFY(!says("title page") && says("one in each row"));
        dialog->setFormat(service::ReportFormat::Json);
        QVERIFY(!says("title page") && says("signature"));
        dialog->setFormat(service::ReportFormat::Html);
        QVERIFY(!says("title page") && says("totals"));
    }

    void everyPageBeginsAtTheSameEdge()
    {
        House house;
        const auto leftOf = [&](const QWidget* widget) { return widget->mapTo(house.window.get(), QPoint()).x(); };
        const auto titleOf = [&](const QWidget* page) {
            int left = house.window->width();
            for (const QLabel* label : page->findChildren<QLabel*>()) {
                if (label->isVisible() && label->property("role") == QLatin1String("title"))
                    left = std::min(left, leftOf(label));
            }
            return left;
        };
        const int edge = leftOf(house.window->connectionsPage()) + pageMargin;
        QCOMPARE(titleOf(house.window->connectionsPage()), edge);
        house.window->showPage(MainWindow::Page::Audit);
        QTest::qWait(30);
        QCOMPARE(titleOf(house.window->auditPage()), edge);
    }

    void tabGoesFromTheListThroughTheDetails()
    {
        House house;
        house.select(healthy);
        house.list()->setFocus();
        QTest::keyClick(house.list(), Qt::Key_Tab);
        QCOMPARE(house.window->focusWidget(), house.button(QStringLiteral("Test")));
        QTest::keyClick(house.window->focusWidget(), Qt::Key_Tab);
        QCOMPARE(house.window->focusWidget(), house.button(QStringLiteral("Refresh")));
        QTest::keyClick(house.window->focusWidget(), Qt::Key_Tab);
        QCOMPARE(house.window->focusWidget(), static_cast<QWidget*>(house.detail()->moreButton()));
        QTest::keyClick(house.list(), Qt::Key_Return); // from the list into the details
        QVERIFY(house.detail()->isAncestorOf(house.window->focusWidget()));
    }

    void theKeyboardsPlaceIsSeen_data()
    {
        QTest::addColumn<bool>("dark");
        QTest::newRow("light") << false;
        QTest::newRow("dark") << true;
    }
    void theKeyboardsPlaceIsSeen()
    {
        QFETCH(bool, dark);
        House house;
        house.stage.theme.setChoice(dark ? Theme::Choice::Dark : Theme::Choice::Light);
        house.select(healthy);
        const auto ring = [&] {
            const QRect cell = house.list()->visualRect(house.list()->currentIndex().siblingAtColumn(2));
            const QImage picture = house.list()->viewport()->grab().toImage();
            const qreal ratio = picture.devicePixelRatio();
            return picture.pixelColor(static_cast<int>(cell.center().x() * ratio),
                                      static_cast<int>(cell.top() * ratio));
        };
        house.list()->setFocus();
        QCOMPARE(ring(), house.stage.theme.colors().accent);
        house.window->connectionsPage()->search()->setFocus();
        QVERIFY(ring() != house.stage.theme.colors().accent);
    }

    void chipsHaveTheSameRoomOnBothSides()
    {
        House house;
        ChipRow row;
        row.setChips({{QStringLiteral("openid"), QStringLiteral("ok"), {}}});
        row.show();
        QTest::qWait(30);
        auto* chip = row.findChild<QLabel*>();
        QVERIFY(chip->alignment().testFlag(Qt::AlignHCenter));
        QCOMPARE(chip->text(), QStringLiteral("openid"));
        QVERIFY(chip->width() - chip->fontMetrics().horizontalAdvance(chip->text()) <= 24);
    }
};

QTEST_MAIN(TestWalk)
#include "tst_walk.moc"
