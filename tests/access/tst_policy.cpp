// SPDX-License-Identifier: GPL-3.0-or-later
// The policy as a table: who asks for what, which grants stand, and what comes out.
#include "core/access/policy.h"

#include <functional>
#include <QTest>

using namespace keystead;
using namespace std::chrono_literals;
using access::Cause;
using access::Verdict;
using model::GrantTerm;
using model::Right;
using vault::HeldGrant;

class TestPolicy : public QObject
{
    Q_OBJECT

    static constexpr base::WallTime now{1'700'000'000'000ms};
    const base::ConnectionId connection = base::ConnectionId::create();

    // A world in which the token of `connection` is granted to git for ever, and git asks for it.
    struct World
    {
        HeldGrant held;
        model::AccessWant want;
        model::Caller caller;
        access::PolicySettings settings{true, true, "session-1"};
    };
    World world() const
    {
        World w;
        w.held.grant.id = base::GrantId::create();
        w.held.grant.program = {"/usr/bin/git", std::string(64, 'a'), "", "", "git", ""};
        w.held.grant.connection = connection;
        w.held.grant.token = true;
        w.want.connection = connection;
        w.caller.program = {"/usr/bin/git", std::string(64, 'a'), "", "", "", ""};
        return w;
    }
    static access::Ruling ruled(const World& w)
    {
        return access::decide(w.want, w.caller, std::span{&w.held, 1}, now, w.settings);
    }
    static void limitRequests(World& w, model::RequestLimits limits)
    {
        w.held.grant.request = std::move(limits);
        w.want.right = Right::Request;
        w.want.method = "GET";
        w.want.host = "api.example.com";
        w.want.path = "/repos/x";
    }

private Q_SLOTS:
    void decides_data()
    {
        QTest::addColumn<std::function<void(World&)>>("change");
        QTest::addColumn<int>("verdict");
        QTest::addColumn<int>("cause");
        const auto row = [](const char* name, Verdict verdict, Cause cause, std::function<void(World&)> change) {
            QTest::newRow(name) << change << static_cast<int>(verdict) << static_cast<int>(cause);
        };
        const auto allow = [&row](const char* name, std::function<void(World&)> change) {
            row(name, Verdict::Allow, Cause::None, std::move(change));
        };
        const auto ask = [&row](const char* name, Cause cause, std::function<void(World&)> change) {
            row(name, Verdict::Ask, cause, std::move(change));
        };
        allow("granted", [](World&) {});
        ask("another connection", Cause::NoGrant, [](World& w) { w.want.connection = base::ConnectionId::create(); });
        ask("another program", Cause::NoGrant, [](World& w) { w.caller.program.executable = "/usr/bin/curl"; });
        ask("the same in a sandbox", Cause::NoGrant, [](World& w) { w.caller.program.sandbox = "flatpak:org.x"; });
        ask("with a script", Cause::NoGrant, [](World& w) {
            w.caller.program.script = "/home/a/x.py";
            w.caller.program.scriptSha256 = std::string(64, 'b');
        });
        ask("another right", Cause::NoGrant, [](World& w) {
            w.want.right = Right::Request;
            w.want.path = "/";
        });
        ask("a field, and the token is granted", Cause::NoGrant, [](World& w) {
            w.want.right = Right::Fields;
            w.want.field = "client_secret";
        });
        allow("a field that is granted", [](World& w) {
            w.held.grant.fields = {"client_secret"};
            w.want.right = Right::Fields;
            w.want.field = "client_secret";
        });
        ask("another field", Cause::NoGrant, [](World& w) {
            w.held.grant.fields = {"client_secret"};
            w.want.right = Right::Fields;
            w.want.field = "private_key";
        });
        // SECURITY 30
        row("nobody knows who", Verdict::Deny, Cause::Unidentified, [](World& w) { w.caller.program = {}; });
        ask("another version", Cause::Changed, [](World& w) { w.caller.program.sha256 = std::string(64, 'c'); });
        allow("another version of the same package", [](World& w) {
            w.caller.program.sha256 = std::string(64, 'c');
            w.caller.program.package = "git";
        });
        ask("another version of the same package, not trusted", Cause::Changed, [](World& w) {
            w.caller.program.sha256 = std::string(64, 'c');
            w.caller.program.package = "git";
            w.settings.trustPackageUpdates = false;
        });
        ask("another version of another package", Cause::Changed, [](World& w) {
            w.caller.program.sha256 = std::string(64, 'c');
            w.caller.program.package = "git-evil";
        });
        ask("another version, and neither has a package", Cause::Changed, [](World& w) {
            w.held.grant.program.package.clear();
            w.caller.program.sha256 = std::string(64, 'c');
        });
        ask("a changed script of a packaged interpreter", Cause::Changed, [](World& w) {
            w.held.grant.program.script = w.caller.program.script = "/home/a/x.py";
            w.held.grant.program.scriptSha256 = std::string(64, 'd');
            w.caller.program.scriptSha256 = std::string(64, 'e');
            w.caller.program.package = "git";
        });
        const auto until = [](base::WallTime end) {
            return [end](World& w) {
                w.held.grant.term = GrantTerm::Until;
                w.held.grant.expiresAt = end;
            };
        };
        allow("a moment before its end", until(now + 1ms));
        ask("at its end", Cause::Expired, until(now));
        const auto login = [](std::string session) {
            return [session](World& w) {
                w.held.grant.term = GrantTerm::Login;
                w.held.grant.loginSession = session;
            };
        };
        allow("this login", login("session-1"));
        ask("another login", Cause::SessionEnded, login("session-0"));
        allow("once", [](World& w) { w.held.grant.term = GrantTerm::Once; });
        const auto used = [](std::int64_t uses, base::WallTime since) {
            return [uses, since](World& w) {
                w.held.grant.rate = model::RateLimit{3, 1h};
                w.held.windowStart = since;
                w.held.windowUses = uses;
            };
        };
        allow("two of three uses", used(2, now - 10min));
        row("three of three uses", Verdict::Deny, Cause::RateUsed, used(3, now - 10min));
        allow("a new span", used(3, now - 1h));
        row("the clock was set back", Verdict::Deny, Cause::RateUsed, used(3, now + 1h));
        allow("nothing is asked for", [](World& w) {
            w.settings.askForPrograms = false;
            w.caller.program.executable = "/usr/bin/curl";
        });
        allow("nothing is asked for, nobody knows who", [](World& w) {
            w.settings.askForPrograms = false;
            w.caller.program = {};
        });
    }
    void decides()
    {
        QFETCH(std::function<void(World&)>, change);
        QFETCH(int, verdict);
        QFETCH(int, cause);
        World w = world();
        change(w);
        const access::Ruling ruling = ruled(w);
        QCOMPARE(static_cast<int>(ruling.verdict), verdict);
        QCOMPARE(static_cast<int>(ruling.cause), cause);
        QVERIFY(ruling.verdict == Verdict::Allow || !access::reasonOf(ruling.cause).empty());
    }

    // SECURITY 12
    void requestsStayWithinTheirLimits_data()
    {
        QTest::addColumn<std::function<void(World&)>>("change");
        QTest::addColumn<int>("cause");
        const auto row = [](const char* name, Cause cause, std::function<void(World&)> change) {
            QTest::newRow(name) << change << static_cast<int>(cause);
        };
        const auto path = [&row](const char* text, Cause cause) {
            row(text, cause, [text](World& w) { w.want.path = text; });
        };
        row("within", Cause::None, [](World&) {});
        row("another host", Cause::OutsideLimits, [](World& w) { w.want.host = "evil.example.com"; });
        row("the host as a prefix", Cause::OutsideLimits, [](World& w) { w.want.host = "api.example.com.evil.org"; });
        row("another port", Cause::OutsideLimits, [](World& w) { w.want.host = "api.example.com:8443"; });
        row("https' own port written out", Cause::None, [](World& w) { w.want.host = "api.example.com:443"; });
        row("capitals", Cause::None, [](World& w) { w.want.host = "API.example.com"; });
        row("another method", Cause::OutsideLimits, [](World& w) { w.want.method = "DELETE"; });
        path("/repos", Cause::None);
        path("/repos/", Cause::None);
        path("/repos/a/b", Cause::None);
        path("/reposx", Cause::OutsideLimits);
        path("/", Cause::OutsideLimits);
        path("/user", Cause::OutsideLimits);
        path("/Repos/x", Cause::OutsideLimits);
        path("/repos%2fx", Cause::OutsideLimits);
        path("/repos/x%2F..%2Fuser", Cause::OutsideLimits);
        path("/repos/..%5cuser", Cause::OutsideLimits);
        path("/repos//user", Cause::OutsideLimits);
        for (const char* const odd : {"/repos/../user", "/repos/..", "/repos/./x", "/repos/%2e%2e/user",
                                      "/repos/%2E./user", "/repos/.%2e/user", "/repos/%2e/x", "repos/x", "",
                                      "/repos\\x", "/repos/x y", "/repos/x\r\nHost: evil", "/repos/x?y", "/repos/x#y"})
            path(odd, Cause::BadRequest);
        path("/repos/...", Cause::None);
        path("/repos/.hidden", Cause::None);
    }
    void requestsStayWithinTheirLimits()
    {
        QFETCH(std::function<void(World&)>, change);
        QFETCH(int, cause);
        World w = world();
        limitRequests(w, {{"api.example.com"}, {"GET", "HEAD"}, {"/repos/"}});
        change(w);
        const access::Ruling ruling = ruled(w);
        QCOMPARE(static_cast<int>(ruling.cause), cause);
        QCOMPARE(ruling.verdict == Verdict::Allow, ruling.cause == Cause::None);
        QVERIFY(ruling.cause != Cause::BadRequest || ruling.verdict == Verdict::Deny);
    }

    void aRequestWithoutLimitsMayGoAnywhereButAskew()
    {
        World w = world();
        limitRequests(w, {});
        w.want.path = "/projects/group%2Fname";
        QVERIFY(ruled(w).verdict == Verdict::Allow);
        w.want.path = "/projects/../admin";
        QVERIFY(ruled(w).verdict == Verdict::Deny);
    }

    // A grant for one file of a repository is none for the folder it lies in.
    void aPathWithCodesAllowsItselfAlone()
    {
        World w = world();
        limitRequests(w, {{}, {}, {"/projects/group%2Fname"}});
        const auto allowed = [&](const char* path) {
            w.want.path = path;
            return ruled(w).verdict == Verdict::Allow;
        };
        QVERIFY(allowed("/projects/group%2Fname"));
        for (const char* const other :
             {"/projects", "/projects/other", "/projects/group%2fname", "/projects/group/name",
              "/projects/group%2Fname/", "/projects/group%2Fname/x", "/projects/group%2Fnam"})
            QVERIFY2(!allowed(other), other);
    }

    void theGrantThatCostsNothingIsTaken()
    {
        World w = world();
        HeldGrant once = w.held;
        once.grant.id = base::GrantId::create();
        once.grant.term = GrantTerm::Once;
        const std::vector<HeldGrant> grants{once, w.held};
        const access::Ruling ruling = access::decide(w.want, w.caller, grants, now, w.settings);
        QVERIFY(ruling.grant == w.held.grant.id);
    }

    void saysWhatChangedAndWhetherThePackageMatters()
    {
        World w = world();
        w.caller.program.sha256 = std::string(64, 'c');
        access::Ruling ruling = ruled(w);
        QCOMPARE(ruling.changedSince, std::string(64, 'a'));
        QVERIFY(ruling.packageMatters);
        w.caller.program.package = "git";
        ruling = ruled(w);
        QVERIFY(ruling.verdict == Verdict::Allow && ruling.followsPackage);
    }

    void usesAreCountedInSpans()
    {
        HeldGrant held = world().held;
        held.grant.rate = model::RateLimit{2, 1h};
        access::countUse(held, now);
        access::countUse(held, now + 59min);
        QCOMPARE(held.windowUses, std::int64_t{2});
        access::countUse(held, now + 1h);
        QCOMPARE(held.windowUses, std::int64_t{1});
        QCOMPARE(held.grant.uses, std::int64_t{3});
        QVERIFY(held.grant.lastUsedAt == now + 1h);
    }
};

QTEST_APPLESS_MAIN(TestPolicy)
#include "tst_policy.moc"
