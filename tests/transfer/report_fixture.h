// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// A trail with something of everything, and reports of it.
#include "core/transfer/audit_report.h"
#include "tests/audit/trail_fixture.h"

#include <QString>
#include <string>
#include <vector>

namespace keystead::test {

// Names that the people of this field have really met, and some that they should not.
inline const std::vector<std::string>& hostileNames()
{
    static const std::vector<std::string> names{"Work GitHub",
                                                "=HYPERLINK(\"http://x\",\"y\")",
                                                "+1-2",
                                                "-cmd|' /C calc'!A0",
                                                "@SUM(A1)",
                                                "<script>alert(1)</script>",
                                                "\"quoted\", with comma",
                                                "Ελληνική τράπεζα",
                                                "Банк «Восток»",
                                                "בנק ישראל",
                                                "شركة الخليج",
                                                "a\u202Egnp.exe",
                                                "bell\a and \x1b[31mred",
                                                "' onmouseover='x",
                                                "&amp; & <b>",
                                                "हिन्दी बैंक",
                                                "ธนาคาร"};
    return names;
}

inline model::AuditEvent reportEvent(int i)
{
    const auto& actions = model::allAuditActions();
    model::AuditEvent event = Trail::event(i);
    event.action = actions[static_cast<std::size_t>(i) % actions.size()];
    event.outcome = i % 11 == 0  ? model::AuditOutcome::Denied
                    : i % 7 == 0 ? model::AuditOutcome::Failure
                                 : model::AuditOutcome::Success;
    const std::size_t name = static_cast<std::size_t>(i) % hostileNames().size();
    event.connection = base::ConnectionId{"con_0000000000000000000000" + std::to_string(10 + name)};
    event.connectionName = hostileNames()[name];
    event.providerId = name % 2 == 0 ? "github" : "generic-oidc";
    event.duration = std::chrono::microseconds{(i * 7919) % 3'000'000};
    if (i % 5 == 0) {
        event.actor = {model::Actor::Kind::Keystead, {}, {}, 0, "timer"};
        event.detail = {{"attempt", "1"}, {"reason", "near expiry"}};
    } else if (i % 5 == 1) {
        event.actor = {model::Actor::Kind::Person, {}, {}, 0, "window"};
        event.detail = {{"field", "password"}};
    } else if (i % 5 == 2) {
        event.actor.program =
            "/home/someone/.local/share/applications/with-a-rather-long-name/versions/12.4.1/bin/integration-runner";
        event.actor.via = "keystead-cli";
    }
    if (i % 13 == 0) {
        event.connection.reset();
        event.connectionName.clear();
        event.providerId.clear();
    }
    event.authenticated = i % 17 != 0;
    return event;
}

class ReportTrail
{
public:
    explicit ReportTrail(int records)
    {
        auto transaction = must(trail.vault->begin());
        for (int i = 1; i <= records; ++i) {
            trail.vault.clock().advance(std::chrono::milliseconds{61'237});
            must(trail.log().append(transaction, reportEvent(i)));
        }
        must(transaction.commit());
        trail.log().committed();
    }
    transfer::ReportInput input(const model::AuditFilter& filter = {})
    {
        transfer::ReportInput input;
        input.generatedAt = trail.vault.clock().now();
        input.vaultId = trail.vault->id().text;
        input.vaultName = "Person & Söhne";
        input.publicKey = trail.log().publicKeyBase64();
        input.filter = filter;
        input.verification = trail.verify({trail.log().head()});
        input.zoneLabel = "Europe/Berlin";
        input.utcOffset = [](base::WallTime) { return std::chrono::minutes{60}; };
        input.sign = [this](const crypto::Sha256Digest& digest) { return trail.log().signReport(digest); };
        return input;
    }
    transfer::DatabaseSource source(const model::AuditFilter& filter = {}) { return {trail.database(), filter}; }
    std::string text(transfer::ReportFormat format, const model::AuditFilter& filter = {})
    {
        auto records = source(filter);
        transfer::StringSink sink;
        must(transfer::exportReport(format, input(filter), records, sink));
        return std::move(sink.text);
    }

    Trail trail;
};

} // namespace keystead::test
