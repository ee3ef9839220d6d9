// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/providers/registry.h"
#include "core/providers/spec_parser.h"

#include <QTest>

using namespace keystead;
using namespace keystead::providers;

namespace {

std::string descriptor(const std::string& id, const std::string& name)
{
    return R"({"schema_version":1,"id":")" + id + R"(","display_name":")" + name +
           R"(","category":"developer","methods":[{"kind":"bearer","label":"Token","fields":[{"name":"token","label":"Token","secret":true}]}],
           "api_base_url":"http://127.0.0.1:8080/v1","notes":["Zebra crossing."]})";
}

std::string idsOf(const std::vector<const model::ProviderSpec*>& specs)
{
    std::string ids;
    for (const auto* spec : specs)
        ids += (ids.empty() ? "" : " ") + spec->id;
    return ids;
}

} // namespace

class TestRegistry : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        auto built = Registry::builtIn();
        QVERIFY2(built, built ? "" : built.error().detail.c_str());
        m_registry = *std::move(built);
    }

    void genericOnesComeLast()
    {
        const auto all = m_registry.all();
        QCOMPARE(idsOf(m_registry.search("")), idsOf(all));
        QCOMPARE(idsOf(m_registry.search("  ")), idsOf(all));
        bool generic = false;
        for (const auto* spec : all) {
            QVERIFY(!generic || spec->category == "generic");
            generic = spec->category == "generic";
        }
        QVERIFY(generic);
        QCOMPARE(all.front()->id, std::string{"bitbucket"});
    }

    void searchRanksIdBeforeNameBeforeCategoryBeforeNotes_data()
    {
        QTest::addColumn<QString>("query");
        QTest::addColumn<QString>("ids"); // the first ones
        QTest::newRow("whole id first") << "github"
                                        << "github github-enterprise";
        QTest::newRow("case") << "GitHub"
                              << "github github-enterprise";
        QTest::newRow("beginning of an id") << "gitl"
                                            << "gitlab";
        QTest::newRow("id before name, category and notes") << "git"
                                                            << "github github-enterprise gitlab bitbucket";
        QTest::newRow("two words") << "enterprise git"
                                   << "github-enterprise";
        QTest::newRow("note") << "xoxb nothing"
                              << "";
        QTest::newRow("category") << "commerce"
                                  << "stripe";
        QTest::newRow("generic") << "client credentials"
                                 << "generic-client-credentials";
        QTest::newRow("no match") << "quux"
                                  << "";
    }
    void searchRanksIdBeforeNameBeforeCategoryBeforeNotes()
    {
        QFETCH(QString, query);
        QFETCH(QString, ids);
        const QString found = QString::fromStdString(idsOf(m_registry.search(query.toStdString())));
        if (ids.isEmpty())
            QCOMPARE(found, QString());
        else
            QVERIFY2(found == ids || found.startsWith(ids + QLatin1Char(' ')), qPrintable(found));
    }

    void userProviderIsMarkedAndMayUseLoopbackHttp()
    {
        const auto added = m_registry.addUserProvider(descriptor("mine", "My service"));
        QVERIFY2(added, added ? "" : added.error().detail.c_str());
        const auto* mine = m_registry.find("mine");
        QVERIFY(mine);
        QVERIFY(mine->userDefined);
        QVERIFY(mine->loopbackHttpAllowed);
        QCOMPARE(idsOf(m_registry.search("zebra")), std::string{"mine"});
        QVERIFY(m_registry.addUserProvider(descriptor("mine", "My service, again")));
        QCOMPARE(m_registry.find("mine")->displayName, std::string{"My service, again"});
        QVERIFY(m_registry.removeUserProvider("mine"));
        QVERIFY(!m_registry.find("mine"));
        QCOMPARE(m_registry.removeUserProvider("github").error().code, base::ErrorCode::NotFound);
    }

    void userProviderCannotPassForABuiltInOne()
    {
        QCOMPARE(m_registry.addUserProvider(descriptor("github", "Mine")).error().code, base::ErrorCode::AlreadyExists);
        QCOMPARE(m_registry.addUserProvider(descriptor("mine", "GITHUB")).error().code, base::ErrorCode::AlreadyExists);
        QCOMPARE(m_registry.find("github")->displayName, std::string{"GitHub"});
        QVERIFY(!m_registry.find("github")->userDefined);
        QCOMPARE(m_registry.addUserProvider("{").error().code, base::ErrorCode::ParseError);
    }

    void practiceProviderIsMarked()
    {
        model::ProviderSpec practice;
        practice.id = "practice";
        practice.displayName = "Practice";
        practice.category = "git";
        m_registry.addPractice(practice);
        const auto* found = m_registry.find("practice");
        QVERIFY(found);
        QCOMPARE(found->category, std::string{"practice"});
        QVERIFY(found->loopbackHttpAllowed);
        QVERIFY(!found->userDefined);
        QCOMPARE(m_registry.addUserProvider(descriptor("practice", "Other")).error().code,
                 base::ErrorCode::AlreadyExists);
    }

    void builtInOnesNeverAllowLoopbackHttpByThemselves()
    {
        for (const auto* spec : m_registry.all())
            QVERIFY2(!spec->loopbackHttpAllowed && !spec->userDefined, spec->id.c_str());
    }

private:
    Registry m_registry;
};

QTEST_APPLESS_MAIN(TestRegistry)
#include "tst_registry.moc"
