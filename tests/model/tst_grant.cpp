// SPDX-License-Identifier: GPL-3.0-or-later
// What may stand in a grant.
#include "core/model/grant.h"

#include <functional>
#include <QTest>

using namespace keystead;
using namespace keystead::model;
using namespace std::chrono_literals;

class TestGrant : public QObject
{
    Q_OBJECT

    static constexpr base::WallTime now{1'700'000'000'000ms};

    static Grant good()
    {
        Grant grant;
        grant.id = base::GrantId::create();
        grant.program.executable = "/usr/bin/git";
        grant.program.sha256 = std::string(64, 'a');
        grant.connection = base::ConnectionId::create();
        grant.token = true;
        return grant;
    }

private Q_SLOTS:
    void textsReadBack()
    {
        for (const Right right : {Right::Token, Right::Fields, Right::Request})
            QVERIFY(rightFromText(toText(right)) == right);
        for (const GrantTerm term : {GrantTerm::Once, GrantTerm::Login, GrantTerm::Until, GrantTerm::Always})
            QVERIFY(grantTermFromText(toText(term)) == term);
        QVERIFY(!rightFromText("everything"));
        QVERIFY(!grantTermFromText(""));
    }

    void allowsWhatItNames()
    {
        Grant grant = good();
        QVERIFY(grant.allows(Right::Token));
        QVERIFY(!grant.allows(Right::Fields));
        QVERIFY(!grant.allows(Right::Request));
        grant.fields = {"client_secret"};
        grant.request.emplace();
        grant.token = false;
        QVERIFY(!grant.allows(Right::Token));
        QVERIFY(grant.allows(Right::Fields));
        QVERIFY(grant.allows(Right::Request));
    }

    void acceptsWhatIsWhole()
    {
        Grant grant = good();
        QVERIFY(checkGrant(grant, now).has_value());
        grant.term = GrantTerm::Until;
        grant.expiresAt = now + 1h;
        grant.request = RequestLimits{
            {"api.example.com", "api.example.com:8443"}, {"GET", "M-SEARCH"}, {"/", "/a/b/", "/group%2Fname"}};
        grant.rate = RateLimit{10, 1h};
        grant.reason = "nightly job";
        QVERIFY(checkGrant(grant, now).has_value());
    }

    void namesWhatIsWrong_data()
    {
        QTest::addColumn<std::function<void(Grant&)>>("change");
        QTest::addColumn<QString>("member");
        const auto row = [](const char* name, const char* member, std::function<void(Grant&)> change) {
            QTest::newRow(name) << change << QString::fromLatin1(member);
        };
        row("relative program", "program", [](Grant& g) { g.program.executable = "git"; });
        row("no program", "program", [](Grant& g) { g.program.executable.clear(); });
        row("no hash", "program", [](Grant& g) { g.program.sha256.clear(); });
        row("relative script", "program", [](Grant& g) { g.program.script = "x.py"; });
        row("script without its hash", "program", [](Grant& g) { g.program.script = "/x.py"; });
        row("a name for the connection", "connection", [](Grant& g) { g.connection.text = "work"; });
        row("no right", "allow", [](Grant& g) { g.token = false; });
        row("a field with a space", "allow", [](Grant& g) { g.fields = {"a b"}; });
        row("until without an end", "for", [](Grant& g) { g.term = GrantTerm::Until; });
        row("always with an end", "for", [](Grant& g) { g.expiresAt = now + 1h; });
        row("an end in the past", "for", [](Grant& g) {
            g.term = GrantTerm::Until;
            g.expiresAt = now - 1s;
        });
        row("login without a session", "for", [](Grant& g) { g.term = GrantTerm::Login; });
        row("host with userinfo", "host", [](Grant& g) { g.request = RequestLimits{{"me@example.com"}, {}, {}}; });
        row("host with a path", "host", [](Grant& g) { g.request = RequestLimits{{"example.com/x"}, {}, {}}; });
        row("host in capitals", "host", [](Grant& g) { g.request = RequestLimits{{"Example.com"}, {}, {}}; });
        row("method in lower case", "method", [](Grant& g) { g.request = RequestLimits{{}, {"get"}, {}}; });
        row("path without a slash", "path", [](Grant& g) { g.request = RequestLimits{{}, {}, {"repos"}}; });
        row("path with ..", "path", [](Grant& g) { g.request = RequestLimits{{}, {}, {"/a/../b"}}; });
        row("path that ends in ..", "path", [](Grant& g) { g.request = RequestLimits{{}, {}, {"/a/.."}}; });
        row("path with dots as codes", "path", [](Grant& g) { g.request = RequestLimits{{}, {}, {"/%2e%2e/b"}}; });
        row("path with a query", "path", [](Grant& g) { g.request = RequestLimits{{}, {}, {"/a?b"}}; });
        row("path with two slashes", "path", [](Grant& g) { g.request = RequestLimits{{}, {}, {"/a//b"}}; });
        row("no uses", "at_most", [](Grant& g) { g.rate = RateLimit{0, 1h}; });
        row("no window", "at_most", [](Grant& g) { g.rate = RateLimit{1, 0s}; });
        row("reason with an escape", "reason", [](Grant& g) { g.reason = "a\x1b[31m"; });
    }
    void namesWhatIsWrong()
    {
        QFETCH(std::function<void(Grant&)>, change);
        QFETCH(QString, member);
        Grant grant = good();
        change(grant);
        const base::Status checked = checkGrant(grant, now);
        QVERIFY(!checked.has_value());
        QCOMPARE(checked.error().code, base::ErrorCode::InvalidArgument);
        QVERIFY2(checked.error().detail.starts_with(member.toStdString() + ":"), checked.error().detail.c_str());
    }
};

QTEST_APPLESS_MAIN(TestGrant)
#include "tst_grant.moc"
