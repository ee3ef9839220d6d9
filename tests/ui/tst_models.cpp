// SPDX-License-Identifier: GPL-3.0-or-later
// The models of the window: values, row-wise changes, filters, order; no secret in any role.
#include "sample_vault.h"
#include "stage.h"
#include "ui/audit/audit_model.h"
#include "ui/connections/catalog.h"
#include "ui/connections/connection_filter.h"
#include "ui/connections/connection_list.h"
#include "ui/connections/connection_model.h"
#include "ui/connections/sidebar_model.h"
#include "ui/resources.h"
#include "ui/signin/provider_model.h"

#include <QAbstractItemModelTester>
#include <QScrollBar>
#include <QTest>

using namespace keystead;
using namespace keystead::ui;
using namespace keystead::ui::test;

namespace {

constexpr auto fatal = QAbstractItemModelTester::FailureReportingMode::QtTest;

struct Models
{
    Models() : model(catalog, stage.clock), filter(model)
    {
        fillSample(stage.core, stage.clock.now());
        catalog.setProviders(stage.core.specs);
        catalog.setProfiles(stage.core.profileList);
        model.reset(stage.core.rows);
    }
    QStringList names() const
    {
        QStringList all;
        for (int row = 0; row < filter.rowCount(); ++row)
            all.append(filter.index(row, 0).data().toString());
        return all;
    }
    Stage stage;
    Catalog catalog;
    ConnectionModel model;
    ConnectionFilter filter;
};

} // namespace

class TestModels : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase() { initResources(); }

    void connectionModelKeepsTheRulesOfModels()
    {
        Models m;
        QAbstractItemModelTester source(&m.model, fatal);
        QAbstractItemModelTester proxy(&m.filter, fatal);
        model::ChangeSet changes;
        changes.updated.push_back(m.stage.core.rows[3]);
        changes.updated.back().name = "Renamed";
        changes.removed.push_back(m.stage.core.rows[0].id);
        changes.added.push_back(m.stage.core.rows[1]);
        changes.added.back().id = base::ConnectionId::create();
        m.model.apply(changes);
        QCOMPARE(m.model.rowCount(), static_cast<int>(m.stage.core.rows.size()));
        QCOMPARE(m.model.find(m.stage.core.rows[3].id)->name, std::string("Renamed"));
        QVERIFY(!m.model.find(m.stage.core.rows[0].id));
        m.model.tick();
        m.model.reset({});
        QCOMPARE(m.model.rowCount(), 0);
    }

    void otherModelsKeepTheRulesOfModels()
    {
        Models m;
        SidebarModel sidebar(m.model);
        QAbstractItemModelTester sidebarTester(&sidebar, fatal);
        ProviderModel providers;
        ProviderFilter providerFilter(providers);
        QAbstractItemModelTester providerTester(&providers, fatal);
        providers.reset(m.stage.core.specs);
        QCOMPARE(providers.index(0, 0).data(ProviderModel::IdRole).toString(), QStringLiteral("practice"));
        providerFilter.setText(QStringLiteral("forge browser"));
        QCOMPARE(providerFilter.rowCount(), 1);
        AuditModel watched(m.stage.context);
        QAbstractItemModelTester auditTester(&watched, fatal); // fetches more by itself
        watched.setFilter({});
        QTRY_VERIFY(watched.rowCount() >= AuditModel::pageSize);
    }

    void auditRecordsComePageByPage()
    {
        Models m;
        AuditModel audit(m.stage.context);
        audit.setFilter({});
        QTRY_COMPARE(audit.rowCount(), AuditModel::pageSize);
        QVERIFY(audit.canFetchMore({}));
        audit.fetchMore({});
        QTRY_COMPARE(audit.rowCount(), 2 * AuditModel::pageSize);
        audit.fetchMore({});
        QTRY_COMPARE(audit.rowCount(), 420);
        QVERIFY(!audit.canFetchMore({}));
        model::AuditRecord newest = m.stage.core.records.front();
        newest.sequence = 421;
        m.stage.core.records.insert(m.stage.core.records.begin(), newest);
        audit.refresh();
        QTRY_COMPARE(audit.rowCount(), 421);
        QCOMPARE(audit.at(0)->sequence, 421);
    }

    void filtersByTextAndCategory()
    {
        Models m;
        m.filter.setText(QStringLiteral("forge ada"));
        QCOMPARE(m.names().size(), 2);
        m.filter.setText(QStringLiteral("FORGE ci"));
        QCOMPARE(m.names(), QStringList{QStringLiteral("Work repositories")});
        m.filter.setText({});
        m.filter.setCategory({Category::Kind::Attention, {}});
        QVERIFY(m.names().contains(QStringLiteral("Business account")));
        QVERIFY(!m.names().contains(QStringLiteral("Team chat")));
        m.filter.setCategory({Category::Kind::OfTag, QStringLiteral("home")});
        QCOMPARE(m.names().size(), 2);
        m.filter.setCategory({Category::Kind::OfKind, QStringLiteral("basic")});
        QCOMPARE(m.names(), QStringList{QStringLiteral("Newsletter")});
    }

    void sortsByEveryColumn_data()
    {
        QTest::addColumn<int>("column");
        QTest::addColumn<QString>("first");
        QTest::newRow("name") << int(ConnectionModel::Name) << QStringLiteral("Backups");
        QTest::newRow("attention first") << int(ConnectionModel::State) << QStringLiteral("Business account");
        QTest::newRow("soonest expiry") << int(ConnectionModel::Expires) << QStringLiteral("Landing page");
        QTest::newRow("last used") << int(ConnectionModel::LastUsed) << QStringLiteral("Work repositories");
    }
    void sortsByEveryColumn()
    {
        QFETCH(int, column);
        QFETCH(QString, first);
        Models m;
        m.filter.sort(column, Qt::AscendingOrder);
        QCOMPARE(m.names().first(), first);
    }

    void aChangeKeepsSelectionAndScroll()
    {
        Models m;
        std::vector<model::Connection> many;
        for (int i = 0; i < 300; ++i) {
            model::Connection c = m.stage.core.rows[1];
            c.id = base::ConnectionId::create();
            c.name = "Connection " + std::to_string(1000 + i);
            many.push_back(c);
        }
        m.model.reset(many);
        ConnectionList list(m.stage.context, m.model, m.filter);
        list.resize(700, 400);
        list.show();
        list.select(many[150].id);
        const int scroll = list.verticalScrollBar()->value();
        QVERIFY(scroll > 0);
        model::ChangeSet changes;
        changes.updated = {many[150], many[10]};
        changes.updated[0].state = model::ConnectionState::Refreshing;
        changes.removed = {many[299].id};
        m.model.apply(changes);
        QCOMPARE(list.selected(), std::optional(many[150].id));
        QCOMPARE(list.verticalScrollBar()->value(), scroll);
    }

    // SECURITY: no secret ever enters an item view. The model's type holds none; a marker in every public field shows
    // that nothing else leaks in, and foreign markup is shown as text (SECURITY 22).
    void rolesGiveOnlyPlainText()
    {
        Models m;
        model::Connection c = m.stage.core.rows[0];
        c.name = "<img src=x onerror=alert(1)><b>bold</b>";
        c.account = "\xE2\x80\xAE"
                    "evil";
        m.model.reset({c});
        for (int column = 0; column < ConnectionModel::ColumnCount; ++column) {
            const QModelIndex index = m.model.index(0, column);
            const QString tip = index.data(Qt::ToolTipRole).toString();
            QVERIFY2(!tip.contains(QLatin1String("<img")) && !tip.contains(QLatin1String("<b>")), qPrintable(tip));
            QVERIFY(!index.data().toString().contains(QChar(0x202e)));
        }
    }

    void sidebarCountsAndFollowsChanges()
    {
        Models m;
        SidebarModel sidebar(m.model);
        const auto count = [&](const Category& category) { return sidebar.at(sidebar.rowOf(category))->count; };
        QCOMPARE(count({Category::Kind::All, {}}), 10);
        QCOMPARE(count({Category::Kind::OfTag, QStringLiteral("work")}), 3);
        const int attention = count({Category::Kind::Attention, {}});
        model::ChangeSet changes;
        changes.updated = {m.stage.core.rows[2]};
        changes.updated[0].state = model::ConnectionState::Active;
        changes.updated[0].problem.reset();
        m.model.apply(changes);
        QCOMPARE(count({Category::Kind::Attention, {}}), attention - 1);
    }
};

QTEST_MAIN(TestModels)
#include "tst_models.moc"
