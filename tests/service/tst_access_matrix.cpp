// SPDX-License-Identifier: GPL-3.0-or-later
// Six programs, six connections, every kind of grant, the vault open and locked: each answer against a table that is
// written down here, and not against the policy itself.
#include "tests/service/access_fixture.h"

using namespace keystead;
using namespace keystead::test;
using namespace std::chrono_literals;
using base::ErrorCode;
using model::GrantTerm;
using model::Right;

namespace {

constexpr std::size_t count = 6;

// What the holder of a grant may do: the token, a named field, a request within the limits and one beyond.
struct Kind
{
    const char* name;
    void (*make)(service::AddGrant&);
    bool token, field, within, beyond;
    bool tokenAgain; // a second time
    void (*after)(AccessFixture&) = [](AccessFixture&) {};
    bool changed = false; // the programs' files are others afterwards
};

const std::vector<Kind> kinds{
    {"none", nullptr, false, false, false, false, false},
    {"token", [](service::AddGrant&) {}, true, false, false, false, true},
    {"until",
     [](service::AddGrant& g) {
         g.term = GrantTerm::Until;
         g.lifetime = 9000h;
     },
     true, false, false, false, true},
    {"until, over",
     [](service::AddGrant& g) {
         g.term = GrantTerm::Until;
         g.lifetime = 1h;
     },
     false, false, false, false, false, [](AccessFixture& f) { f.clock.advance(1h); }},
    {"login", [](service::AddGrant& g) { g.term = GrantTerm::Login; }, true, false, false, false, true},
    {"another login", [](service::AddGrant& g) { g.term = GrantTerm::Login; }, false, false, false, false, false,
     [](AccessFixture& f) {
         const QByteArray before = qgetenv("XDG_RUNTIME_DIR");
         qputenv("XDG_RUNTIME_DIR", QByteArray::fromStdString(f.state().string()));
         f.lock();
         must(f.unlock());
         qputenv("XDG_RUNTIME_DIR", before);
     }},
    {"once", [](service::AddGrant& g) { g.term = GrantTerm::Once; }, true, false, false, false, false},
    {"one use in a long time",
     [](service::AddGrant& g) {
         g.rate = model::RateLimit{1, 8000h};
     },
     true, false, false, false, false},
    {"a field",
     [](service::AddGrant& g) {
         g.token = false;
         g.fields = {"spare"};
     },
     false, true, false, false, false},
    {"another field",
     [](service::AddGrant& g) {
         g.token = false;
         g.fields = {"other"};
     },
     false, false, false, false, false},
    {"requests",
     [](service::AddGrant& g) {
         g.token = false;
         g.request.emplace();
     },
     false, false, true, true, false},
    {"requests within limits",
     [](service::AddGrant& g) {
         g.token = false;
         g.request = model::RequestLimits{{"api.example.com"}, {"GET"}, {"/repos/"}};
     },
     false, false, true, false, false},
    {"everything",
     [](service::AddGrant& g) {
         g.fields = {"spare"};
         g.request.emplace();
     },
     true, true, true, true, true},
    {"changed since", [](service::AddGrant& g) { g.request.emplace(); }, false, false, false, false, false,
     [](AccessFixture&) {}, true},
};

} // namespace

class TstAccessMatrix : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void answersAsTheTableSays_data()
    {
        QTest::addColumn<int>("row");
        for (std::size_t i = 0; i < kinds.size(); ++i)
            QTest::newRow(kinds[i].name) << static_cast<int>(i);
    }
    void answersAsTheTableSays()
    {
        QFETCH(int, row);
        const Kind& kind = kinds[static_cast<std::size_t>(row)];
        AccessFixture f;
        makeWorld(f);
        for (std::size_t p = 0; p < count; ++p) {
            for (std::size_t c = 0; c < count; ++c) {
                if (!kind.make || !holds(p, c))
                    continue;
                auto request = f.tokenFor(m_programs[p], "c" + std::to_string(c));
                kind.make(request);
                const auto made = f.grant(std::move(request));
                QVERIFY2(made.has_value(), made ? "" : base::toString(made.error()).c_str());
            }
        }
        if (kind.changed) {
            for (std::size_t p = 0; p < count; ++p)
                makeOne(f, p, "changed ");
        }
        kind.after(f);
        int checks = 0;
        for (std::size_t p = 0; p < count; ++p) {
            const model::Caller caller = f.callerOf(m_programs[p]);
            for (std::size_t c = 0; c < count; ++c) {
                const bool held = holds(p, c);
                const auto is = [&](const char* what, const model::AccessWant& want, bool expected) {
                    ++checks;
                    return answered(f, want, caller, held && expected, what, p, c);
                };
                QVERIFY(is("token", want(c, Right::Token), kind.token));
                QVERIFY(is("token again", want(c, Right::Token), kind.tokenAgain));
                QVERIFY(is("field", want(c, Right::Fields), kind.field));
                QVERIFY(is("within", want(c, Right::Request, "/repos/x"), kind.within));
                QVERIFY(is("beyond", want(c, Right::Request, "/user"), kind.beyond));
            }
        }
        QCOMPARE(checks, static_cast<int>(count * count * 5));
        f.lock();
        for (std::size_t p = 0; p < count; ++p) {
            for (std::size_t c = 0; c < count; ++c)
                QCOMPARE(f.authorize(want(c, Right::Token), f.callerOf(m_programs[p])).error().code,
                         ErrorCode::VaultLocked);
        }
    }

private:
    static bool holds(std::size_t program, std::size_t connection) { return (program + 2 * connection) % 3 == 0; }

    // Three programs of their own and three scripts of one interpreter.
    void makeOne(AccessFixture& f, std::size_t number, const std::string& mark)
    {
        const std::string name = "program" + std::to_string(number);
        m_programs[number] = number % 2 == 0 ? f.makeProgram(name, "\x7f"
                                                                   "ELF " +
                                                                       mark)
                                             : f.makeProgram(name, "#!/bin/sh\n# " + mark);
    }
    void makeWorld(AccessFixture& f)
    {
        for (std::size_t i = 0; i < count; ++i) {
            makeOne(f, i, "");
            m_connections[i] = f.addKey("c" + std::to_string(i)).id;
        }
    }
    model::AccessWant want(std::size_t connection, Right right, const std::string& path = {}) const
    {
        model::AccessWant want;
        want.connection = m_connections[connection];
        want.right = right;
        if (right == Right::Fields)
            want.field = "spare";
        if (right == Right::Request) {
            want.method = "GET";
            want.host = "api.example.com";
            want.path = path;
        }
        return want;
    }
    static bool answered(AccessFixture& f, const model::AccessWant& want, const model::Caller& caller, bool expected,
                         const char* what, std::size_t program, std::size_t connection)
    {
        const base::Status answer = f.authorize(want, caller);
        const bool right = expected ? answer.has_value() : !answer && answer.error().code == ErrorCode::Denied;
        if (!right)
            qWarning("program %zu, connection %zu, %s: %s", program, connection, what,
                     answer ? "allowed" : base::toString(answer.error()).c_str());
        if (!answer)
            f.clock.advance(11min); // so that nobody is slowed
        return right;
    }
    std::array<std::string, count> m_programs;
    std::array<base::ConnectionId, count> m_connections;
};

QTEST_GUILESS_MAIN(TstAccessMatrix)
#include "tst_access_matrix.moc"
