// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/audit/chain.h"
#include "core/audit/clean_event.h"
#include "core/crypto/digest.h"

#include <QtTest>
#include <set>

using namespace keystead;

namespace {

const std::string vaultId = "vlt_000000000000000000000001";

model::AuditEvent sample()
{
    model::AuditEvent event;
    event.time = base::fromMillis(1'795'348'800'123);
    event.actor = {model::Actor::Kind::Program, "/usr/bin/git", std::string(64, 'b'), 42, "socket"};
    event.action = model::AuditAction::CredentialAccess;
    event.connection = base::ConnectionId{"con_000000000000000000000001"};
    event.connectionName = "Work";
    event.providerId = "github";
    event.duration = std::chrono::microseconds{250};
    event.detail = {{"field", "access_token"}};
    return event;
}

} // namespace

class TestChain : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    // The layout of docs/audit.md, spelt out by hand.
    void encodesAsDocumented()
    {
        const auto text = [](std::string_view t) {
            std::string out{'\0', '\0', '\0', static_cast<char>(t.size())};
            return out.append(t);
        };
        const auto number = [](std::uint64_t n) {
            std::string out;
            for (int shift = 56; shift >= 0; shift -= 8)
                out += static_cast<char>(n >> shift);
            return out;
        };
        std::string expected = text("keystead audit record v1") + text(vaultId) + number(17) + text("previous") +
                               number(1'795'348'800'123);
        expected += text("program") + text("/usr/bin/git") + text(std::string(64, 'b')) + number(42) + text("socket");
        expected += text("credential_access") + std::string(1, '\1') + text("con_000000000000000000000001") +
                    text("Work") + text("github");
        expected += text("success") + std::string(1, '\1') + number(250);
        expected += std::string{'\0', '\0', '\0', '\1'} + text("field") + text("access_token") + std::string(1, '\1');
        const base::Bytes encoded = audit::canonicalEncoding(vaultId, 17, "previous", sample());
        QCOMPARE(base::toHex(encoded),
                 base::toHex({reinterpret_cast<const std::uint8_t*>(expected.data()), expected.size()}));
        QCOMPARE(audit::recordHash(vaultId, 17, "previous", sample()), base::toHex(crypto::sha256(expected)));
        QCOMPARE(encoded[audit::sequenceOffset(vaultId) + 7], std::uint8_t{17});
        const std::string genesis = text("keystead audit v1") + text(vaultId);
        QCOMPARE(audit::genesisHash(vaultId), base::toHex(crypto::sha256(genesis)));
    }

    void everyFieldChangesTheHash()
    {
        std::vector<model::AuditEvent> variants(15, sample());
        variants[1].time += std::chrono::milliseconds{1};
        variants[2].actor.kind = model::Actor::Kind::Person;
        variants[3].actor.program += "x";
        variants[4].actor.programSha256[0] = 'c';
        variants[5].actor.pid = 43;
        variants[6].actor.via = "window";
        variants[7].action = model::AuditAction::TokenRefresh;
        variants[8].connection.reset();
        variants[9].connectionName = "Home";
        variants[10].providerId = "gitlab";
        variants[11].outcome = model::AuditOutcome::Denied;
        variants[12].duration.reset();
        variants[13].detail["field"] = "refresh_token";
        variants[14].authenticated = false;
        std::set<std::string> hashes;
        for (const auto& event : variants)
            hashes.insert(audit::recordHash(vaultId, 17, "previous", event));
        hashes.insert(audit::recordHash(vaultId, 18, "previous", sample()));
        hashes.insert(audit::recordHash(vaultId, 17, "another", sample()));
        hashes.insert(audit::recordHash("vlt_000000000000000000000002", 17, "previous", sample()));
        QCOMPARE(hashes.size(), variants.size() + 3);
    }

    void bordersOfFieldsCannotBeMoved()
    {
        model::AuditEvent one = sample(), other = sample();
        one.connectionName = "ab";
        one.providerId = "c";
        other.connectionName = "a";
        other.providerId = "bc";
        QVERIFY(audit::recordHash(vaultId, 1, "p", one) != audit::recordHash(vaultId, 1, "p", other));
        one = other = sample();
        one.connection.reset();
        other.connection = base::ConnectionId{};
        QVERIFY(audit::recordHash(vaultId, 1, "p", one) != audit::recordHash(vaultId, 1, "p", other));
    }

    void detailComesBackAsItWas()
    {
        const std::map<std::string, std::string> detail{{"a", "quote \" and \\"}, {"b", "ß 中"}, {"c", ""}};
        const auto back = audit::detailFromText(audit::detailText(detail));
        QVERIFY(back.has_value());
        QVERIFY(*back == detail);
        QVERIFY(!audit::detailFromText("[]").has_value());
        QVERIFY(!audit::detailFromText(R"({"a":1})").has_value());
        QVERIFY(!audit::detailFromText(R"({"a":"1","a":"2"})").has_value());
    }

    void cleansDetail()
    {
        model::AuditEvent event = sample();
        event.detail = {{"Bad-Key", "x"},
                        {"", "x"},
                        {std::string(41, 'a'), "x"},
                        {std::string(40, 'a'), "kept"},
                        {"bidi", "a\u202Eb\x1b[31m"}};
        event.detail["error"] = "refused token=ghp_16C7e42F292c6912E7710c838347Ae178B4a";
        event.detail["split"] = "ghp_16C7e42F2\u200B92c6912E7710c838347Ae178B4a";
        event.detail["long"] = std::string(5000, 'z').append(" ");
        for (int i = 0; i < 40; ++i)
            event.detail["z" + std::string(static_cast<std::size_t>(i + 1) % 39, 'q')] = "many";
        const auto detail = audit::cleanEvent(event).detail;
        QCOMPARE(detail.size(), audit::maxDetailEntries);
        QVERIFY(!detail.contains("Bad-Key") && !detail.contains("") && !detail.contains(std::string(41, 'a')));
        QCOMPARE(detail.at(std::string(40, 'a')), std::string{"kept"});
        QCOMPARE(detail.at("bidi"), std::string{"ab [31m"});
        for (const char* key : {"error", "split"})
            QVERIFY2(detail.at(key).find("16C7e42F2") == std::string::npos, detail.at(key).c_str());
        for (const auto& [key, value] : detail)
            QVERIFY(QString::fromStdString(value).toUcs4().size() <= 200);
    }

    void cleansEverythingElse()
    {
        model::AuditEvent event = sample();
        event.actor.program = "/opt/\u202Eevil\n" + std::string(5000, 'x');
        event.actor.programSha256 = "not a hash";
        event.actor.pid = -1;
        event.connectionName = std::string(10'000, 'n');
        const model::AuditEvent clean = audit::cleanEvent(event);
        QVERIFY(clean.actor.program.starts_with("/opt/evil x"));
        QCOMPARE(QString::fromStdString(clean.actor.program).size(), 1024);
        QVERIFY(clean.actor.programSha256.empty());
        QCOMPARE(clean.actor.pid, std::int64_t{0});
        QCOMPARE(QString::fromStdString(clean.connectionName).size(), 200);
        QVERIFY(audit::cleanEvent(sample()) == sample());
    }
};

QTEST_APPLESS_MAIN(TestChain)
#include "tst_chain.moc"
