// SPDX-License-Identifier: GPL-3.0-or-later
// What pages say and keep: words that follow the time, columns that stand still, records in words, messages that go.
#include "sample_vault.h"
#include "stage.h"
#include "ui/audit/record_text.h"
#include "ui/connections/connection_actions.h"
#include "ui/connections/connection_list.h"
#include "ui/connections/connection_model.h"
#include "ui/connections/connections_page.h"
#include "ui/connections/detail_pane.h"
#include "ui/connections/facts_section.h"
#include "ui/main_actions.h"
#include "ui/main_window.h"
#include "ui/resources.h"
#include "ui/text.h"
#include "ui/widgets/banner.h"
#include "ui/widgets/labels.h"
#include "ui/widgets/undo_bar.h"

#include <QHeaderView>
#include <QLabel>
#include <QTest>
#include <QToolButton>

using namespace keystead;
using namespace keystead::ui;
using namespace keystead::ui::test;
using namespace std::chrono_literals;

namespace {

class HandClock final : public base::Clock
{
public:
    base::WallTime now() const override { return m_now; }
    base::SteadyTime steady() const override { return m_steady; }
    void pass(std::chrono::milliseconds span)
    {
        m_now += span;
        m_steady += span;
    }

private:
    base::WallTime m_now = base::SystemClock().now();
    base::SteadyTime m_steady{};
};

struct House
{
    House()
    {
        fillSample(stage.core, clock.now());
        window = std::make_unique<MainWindow>(context);
        window->resize(1280, 800);
        window->show();
        QTest::qWait(50);
    }
    ConnectionList* list() { return window->connectionsPage()->list(); }
    void select(std::size_t row)
    {
        list()->select(stage.core.rows[row].id);
        QTest::qWait(20);
    }
    QList<int> widths()
    {
        QList<int> all;
        for (int column = 0; column < ConnectionModel::ColumnCount; ++column)
            all.append(list()->columnWidth(column));
        return all;
    }
    QString texts()
    {
        QStringList all;
        for (const QLabel* label : window->connectionsPage()->detail()->findChildren<QLabel*>()) {
            if (label->isVisible())
                all.append(label->text());
        }
        return all.join(QLatin1Char('\n'));
    }
    Stage stage;
    HandClock clock;
    AppContext context{stage.core,  stage.theme, stage.icons,           stage.clipboard,
                       stage.store, clock,       stage.context.openUrl, QStringLiteral("Firefox")};
    std::unique_ptr<MainWindow> window;
};

QString valueOf(const std::vector<RecordLine>& lines, const char* name)
{
    for (const RecordLine& line : lines) {
        if (line.name == QLatin1String(name))
            return line.value;
    }
    return QStringLiteral("(none)");
}

} // namespace

class TestPages : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase() { initResources(); }

    void timesInTheDetailsFollowTheClock()
    {
        House house;
        house.select(0); // expires in 47 minutes
        QVERIFY2(house.texts().contains(QLatin1String("in 47 min")) ||
                     house.texts().contains(QLatin1String("in 46 min")),
                 qPrintable(house.texts()));
        house.clock.pass(30min);
        house.window->connections().tick();
        QVERIFY2(house.texts().contains(QLatin1String("in 16 min")) ||
                     house.texts().contains(QLatin1String("in 17 min")),
                 qPrintable(house.texts()));
        QVERIFY(!house.texts().contains(QLatin1String("in 46 min")));
    }

    void columnsStandStillWhenValuesChange()
    {
        House house;
        const QList<int> before = house.widths();
        model::Connection changed = house.stage.core.rows[0];
        changed.name = "A very much longer name than any that was there before it";
        changed.account = "somebody.with.a.long.name@department.example.org";
        changed.state = model::ConnectionState::AuthError;
        model::ChangeSet changes;
        changes.updated = {changed};
        house.stage.core.change(changes);
        house.clock.pass(49h);
        house.window->connections().tick();
        QTest::qWait(50);
        QCOMPARE(house.widths(), before);
    }

    void thePersonsWidthsAreRememberedAndCanBeForgotten()
    {
        QList<int> chosen;
        House house;
        const QList<int> fitted = house.widths();
        house.list()->horizontalHeader()->resizeSection(ConnectionModel::Provider, 173);
        QVERIFY(house.list()->widthsAreChosen());
        house.window->resize(1180, 760);
        QTest::qWait(30);
        QCOMPARE(house.list()->columnWidth(ConnectionModel::Provider), 173);
        MainWindow again(house.context);
        QCOMPARE(again.connectionsPage()->list()->columnWidth(ConnectionModel::Provider), 173);
        house.window->resize(1280, 800);
        QTest::qWait(30);
        house.list()->forgetWidths();
        QCOMPARE(house.widths(), fitted);
    }

    void providersAreNotCutAtTheDefaultSize()
    {
        House house;
        const QFontMetrics metrics(house.list()->font());
        for (const model::Connection& c : house.stage.core.rows) {
            const QString name = q(c.providerId);
            const int row = house.window->connections().rowOf(c.id);
            const QString shown = house.window->connections().index(row, ConnectionModel::Provider).data().toString();
            QVERIFY2(metrics.horizontalAdvance(shown) + 18 <= house.list()->columnWidth(ConnectionModel::Provider),
                     qPrintable(shown));
        }
    }

    void thePointerMarksTheWholeRow()
    {
        House house;
        ConnectionList* list = house.list();
        const QRect cell = list->visualRect(list->model()->index(3, 2));
        QTest::mouseMove(list->viewport(), cell.center());
        QTRY_COMPARE(list->hoveredRow(), 3);
        const QImage picture = list->viewport()->grab().toImage();
        const qreal ratio = picture.devicePixelRatio();
        const auto at = [&](int x, int y) {
            return picture.pixelColor(static_cast<int>(x * ratio), static_cast<int>(y * ratio));
        };
        const QColor hover = house.stage.theme.colors().hover;
        for (int column = 0; column < ConnectionModel::ColumnCount; ++column) {
            const QRect rect = list->visualRect(list->model()->index(3, column));
            QCOMPARE(at(rect.right() - 2, rect.top() + 3), hover);
        }
        QCOMPARE(at(cell.right() - 2, cell.bottom() + 6), house.stage.theme.colors().surface);
        QEvent leave(QEvent::Leave);
        QApplication::sendEvent(list->viewport(), &leave);
        QCOMPARE(list->hoveredRow(), -1);
    }

    void testsAndUsesAreToldApart()
    {
        const base::WallTime now = base::SystemClock().now();
        model::Connection c;
        QCOMPARE(lastUsedText(c, now), QStringLiteral("never"));
        c.lastTestedAt = now - 2min;
        QCOMPARE(lastUsedText(c, now), QStringLiteral("only tested"));
        c.lastUsedAt = now - 3min;
        QCOMPARE(lastUsedText(c, now), QStringLiteral("3 min ago"));
    }

    void aTestResultNamesConnectionAndAccount()
    {
        House house;
        house.select(0);
        house.stage.core.testReport.account.clear();
        house.window->actions().test->trigger();
        QTRY_VERIFY2(house.texts().contains(QStringLiteral("“Work repositories”")), qPrintable(house.texts()));
        QVERIFY2(house.texts().contains(QLatin1String("Account: ada.lovelace")), qPrintable(house.texts()));
    }

    void factsCanBeCopiedWhole()
    {
        House house;
        house.select(0);
        QToolButton* copy = nullptr;
        for (QToolButton* button : house.window->connectionsPage()->detail()->findChildren<QToolButton*>()) {
            if (button->isVisible() && button->accessibleName() == QLatin1String("Copy: ID"))
                copy = button;
        }
        QVERIFY(copy);
        copy->click();
        QCOMPARE(house.stage.clipboard.texts, QStringList{QString::fromStdString(house.stage.core.rows[0].id.text)});
    }

    void longValuesAreShortenedInTheMiddleWithTheWholeAsToolTip()
    {
        ElidedLabel label(QStringLiteral("https://api.example.org/a/very/long/path/to/something"));
        label.setElideMode(Qt::ElideMiddle);
        label.resize(160, 20);
        label.ensurePolished();
        QTest::qWait(1);
        label.resize(150, 20);
        label.show();
        QVERIFY2(label.text().startsWith(QLatin1String("https:")) && label.text().endsWith(QLatin1String("thing")),
                 qPrintable(label.text()));
        QVERIFY(label.toolTip().contains(label.fullText()));
    }

    void messagesGoByThemselvesButNotUnderThePointer()
    {
        House house;
        UndoBar* bar = house.window->undoBar();
        QVERIFY(UndoBar::messageStays >= 4s && UndoBar::messageStays <= 10s);
        QVERIFY(UndoBar::undoStays > UndoBar::messageStays);
        bar->setStays(60ms, 60ms);
        bar->show(QStringLiteral("Something is fresh again."));
        QVERIFY(bar->isVisible());
        QTRY_VERIFY(!bar->isVisible());
        bar->show(QStringLiteral("Something is fresh again."), [] {});
        QEnterEvent enter(QPointF(5, 5), QPointF(5, 5), QPointF(5, 5));
        QApplication::sendEvent(bar, &enter);
        QTest::qWait(150);
        QVERIFY(bar->isVisible());
        QEvent leave(QEvent::Leave);
        bar->setAttribute(Qt::WA_UnderMouse, false);
        QApplication::sendEvent(bar, &leave);
        QTRY_VERIFY(!bar->isVisible());
    }

    void errorsStayUntilTheyAreDismissed()
    {
        House house;
        house.window->showError(QStringLiteral("It could not be done"), base::Error{base::ErrorCode::NetworkTimeout});
        house.window->showPage(MainWindow::Page::Audit);
        house.window->showPage(MainWindow::Page::Connections);
        house.select(0);
        house.window->actions().refresh->trigger();
        QTRY_VERIFY(house.window->undoBar()->isVisible());
        Banner* error = nullptr;
        for (Banner* banner : house.window->findChildren<Banner*>()) {
            if (banner->isVisible() && banner->title() == QLatin1String("It could not be done"))
                error = banner;
        }
        QVERIFY(error);
        error->findChild<QPushButton*>()->click();
        QVERIFY(!error->isVisible());
    }

    void recordsSpeakInWords()
    {
        model::AuditRecord record;
        record.sequence = 1418;
        record.hash = "9f2c4b7a1d5e8f30aa";
        record.event.time = base::fromMillis(1'795'329'670'642);
        record.event.action = model::AuditAction::CredentialAccess;
        record.event.connectionName = "Work repositories";
        record.event.connection = base::ConnectionId{"con_1"};
        record.event.actor = {model::Actor::Kind::Program, "/usr/bin/deploy-site", {}, 4713, "keystead-cli"};
        record.event.detail = {
            {"field", "access_token"}, {"error", "network_timeout"}, {"some_new_key", "some value"}, {"reveal", "yes"}};
        const auto lines = recordLines(record);
        QCOMPARE(valueOf(lines, "Connection"), QStringLiteral("Work repositories"));
        QCOMPARE(valueOf(lines, "Who"), QStringLiteral("/usr/bin/deploy-site (process 4713), through keystead-cli"));
        QCOMPARE(valueOf(lines, "Field"), QStringLiteral("Access token"));
        QCOMPARE(valueOf(lines, "Error"), describe({base::ErrorCode::NetworkTimeout, {}}).what);
        QCOMPARE(valueOf(lines, "Shown to the person"), QStringLiteral("yes"));
        QCOMPARE(valueOf(lines, "Some new key"), QStringLiteral("some value"));
        QVERIFY(lines.front().toolTip.contains(QString::fromStdString(base::toRfc3339(record.event.time))));
        const QString zone = toLocal(record.event.time).timeZoneAbbreviation();
        QVERIFY2(lines.front().value.endsWith(zone), qPrintable(lines.front().value));
        QCOMPARE(actorSentence({model::Actor::Kind::Person, {}, {}, 12, "window"}),
                 QStringLiteral("You, in the window"));
        QCOMPARE(actorSentence({model::Actor::Kind::Keystead, {}, {}, 0, "timer"}),
                 QStringLiteral("Keystead, by itself, in time"));
    }
};

QTEST_MAIN(TestPages)
#include "tst_pages.moc"
