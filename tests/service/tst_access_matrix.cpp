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

// What the holder of a grant may do at first, and what is left when it asks for all of it once more: "tfwb" is the
// token, the named field, a request within the limits and one beyond; '-' is a denial.
struct Kind
{
    const char* name;
    std::vector<void (*)(service::AddGrant&)> make; // none: no grant
    const char* first;
    const char* again;
    void (*after)(AccessFixture&) = [](AccessFixture&) {};
    bool changed = false; // the programs' files are others afterwards
};

void field(service::AddGrant& g)
{
    g.token = false;
    g.fields = {"spare"};
}
void otherField(service::AddGrant& g)
{
    g.token = false;
    g.fields = {"other"};
}
void requests(service::AddGrant& g)
{
    g.token = false;
    g.request.emplace();
}
void limited(service::AddGrant& g)
{
    g.token = false;
    g.request = model::RequestLimits{{"api.example.com"}, {"GET"}, {"/repos/"}};
}
void token(service::AddGrant& g)
{
    g.token = true;
}
void longTime(service::AddGrant& g)
{
    g.term = GrantTerm::Until;
    g.lifetime = 9000h;
}
void hour(service::AddGrant& g)
{
    g.term = GrantTerm::Until;
    g.lifetime = 1h;
}
void login(service::AddGrant& g)
{
    g.term = GrantTerm::Login;
}
void once(service::AddGrant& g)
{
    g.term = GrantTerm::Once;
}
void oneUse(service::AddGrant& g)
{
    g.rate = model::RateLimit{1, 8000h};
}

void anHourLater(AccessFixture& f)
{
    f.clock.advance(1h);
}
void anotherLogin(AccessFixture& f)
{
    qputenv("XDG_RUNTIME_DIR", QByteArray::fromStdString(f.state().string()));
    f.lock();
    must(f.unlock());
}

const std::vector<Kind> kinds{
    {"none", {}, "----", "----"},
    {"token", {token}, "t---", "t---"},
    {"token, until", {token, longTime}, "t---", "t---"},
    {"token, until, over", {token, hour}, "----", "----", anHourLater},
    {"token, login", {token, login}, "t---", "t---"},
    {"token, another login", {token, login}, "----", "----", anotherLogin},
    {"token, once", {token, once}, "t---", "----"},
    {"token, one use in a long time", {token, oneUse}, "t---", "----"},
    {"field", {field}, "-f--", "-f--"},
    {"another field", {otherField}, "----", "----"},
    {"field, until", {field, longTime}, "-f--", "-f--"},
    {"field, login", {field, login}, "-f--", "-f--"},
    {"field, once", {field, once}, "-f--", "----"},
    {"field, one use in a long time", {field, oneUse}, "-f--", "----"},
    {"requests", {requests}, "--wb", "--wb"},
    {"requests within limits", {limited}, "--w-", "--w-"},
    {"requests, until", {requests, longTime}, "--wb", "--wb"},
    {"requests, login", {requests, login}, "--wb", "--wb"},
    {"requests, once", {requests, once}, "--w-", "----"},
    {"requests, one use in a long time", {requests, oneUse}, "--w-", "----"},
    {"everything", {requests, field, token}, "tfwb", "tfwb"},
    {"everything, once", {requests, field, token, once}, "t---", "----"},
    {"changed since", {requests, token}, "----", "----", [](AccessFixture&) {}, true},
};

} // namespace

class TstAccessMatrix : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { m_runtime = qgetenv("XDG_RUNTIME_DIR"); }
    void cleanup()
    {
        if (m_runtime.isNull())
            qunsetenv("XDG_RUNTIME_DIR");
        else
            qputenv("XDG_RUNTIME_DIR", m_runtime);
    }

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
        m_checks = 0;
        for (std::size_t p = 0; p < count; ++p) {
            for (std::size_t c = 0; c < count; ++c) {
                if (kind.make.empty() || !holds(p, c))
                    continue;
                auto request = f.tokenFor(m_programs[p], "c" + std::to_string(c));
                for (const auto step : kind.make)
                    step(request);
                const auto made = f.grant(std::move(request));
                QVERIFY2(made.has_value(), made ? "" : base::toString(made.error()).c_str());
            }
        }
        if (kind.changed) {
            for (std::size_t p = 0; p < count; ++p)
                makeOne(f, p, "changed ");
        }
        kind.after(f);
        QCOMPARE(wrongAnswers(f, kind.first), 0);
        QCOMPARE(m_checks, static_cast<int>(count * count * 4));
        QCOMPARE(wrongAnswers(f, kind.again, holds), 0);
        QCOMPARE(m_checks, static_cast<int>(count * count * 4 + count * count / 3 * 4));
        f.lock();
        QCOMPARE(wrongAnswers(f, nullptr), 0);
        must(f.unlock());
        const auto one = [](std::size_t p, std::size_t c) { return p == 1 && c == 1; };
        QVERIFY(holds(1, 1));
        QCOMPARE(wrongAnswers(f, kind.again, one), 0); // what was spent stays spent
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
    // Everything asked of every connection by every program. `expected`: of who holds a grant; null: the vault is
    // locked, for everybody.
    using Which = bool (*)(std::size_t program, std::size_t connection);
    static bool every(std::size_t, std::size_t) { return true; }
    int wrongAnswers(AccessFixture& f, const char* expected, Which which = every)
    {
        static constexpr std::array<const char*, 4> names{"token", "field", "within", "beyond"};
        int wrong = 0;
        for (std::size_t p = 0; p < count; ++p) {
            const model::Caller caller = f.callerOf(m_programs[p]);
            for (std::size_t c = 0; c < count; ++c) {
                if (!which(p, c))
                    continue;
                const std::array<model::AccessWant, 4> wants{want(c, Right::Token), want(c, Right::Fields),
                                                             want(c, Right::Request, "/repos/x"),
                                                             want(c, Right::Request, "/user")};
                for (std::size_t i = 0; i < wants.size(); ++i) {
                    ++m_checks;
                    const bool allowed = expected && holds(p, c) && expected[i] != '-';
                    const ErrorCode code = allowed    ? ErrorCode::Ok
                                           : expected ? ErrorCode::Denied
                                                      : ErrorCode::VaultLocked;
                    wrong += answered(f, wants[i], caller, code, names[i], p, c) ? 0 : 1;
                }
            }
        }
        return wrong;
    }
    static bool answered(AccessFixture& f, const model::AccessWant& want, const model::Caller& caller,
                         ErrorCode expected, const char* what, std::size_t program, std::size_t connection)
    {
        const base::Status answer = f.authorize(want, caller);
        const bool right = (answer ? ErrorCode::Ok : answer.error().code) == expected;
        if (!right)
            qWarning("program %zu, connection %zu, %s: %s", program, connection, what,
                     answer ? "allowed" : base::toString(answer.error()).c_str());
        if (expected == ErrorCode::Denied)
            f.clock.advance(11min); // so that nobody is slowed
        return right;
    }
    int m_checks = 0;
    QByteArray m_runtime;
    std::array<std::string, count> m_programs;
    std::array<base::ConnectionId, count> m_connections;
};

QTEST_GUILESS_MAIN(TstAccessMatrix)
#include "tst_access_matrix.moc"
