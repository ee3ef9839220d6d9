// SPDX-License-Identifier: GPL-3.0-or-later
// metrics: numbers for a monitoring system, as families of samples. The names are part of docs/protocol.md.
#include "core/service/metrics.h"
#include "core/service/rpc.h"
#include "core/service/rpc_json.h"

#include <array>
#include <nlohmann/json.hpp>

namespace keystead::service {

using access::Call;
using access::Reply;
using base::Json;
using model::AuditAction;
using model::AuditOutcome;
using model::ConnectionState;

namespace {

constexpr std::array vaultStates{VaultState::Missing,  VaultState::Locked,  VaultState::Unlocking,
                                 VaultState::Unlocked, VaultState::Locking, VaultState::Unusable};
constexpr std::array connectionStates{ConnectionState::Created,   ConnectionState::Active,  ConnectionState::Refreshing,
                                      ConnectionState::Updated,   ConnectionState::Syncing, ConnectionState::Expired,
                                      ConnectionState::AuthError, ConnectionState::Paused,  ConnectionState::Revoked};
constexpr std::array outcomes{AuditOutcome::Success, AuditOutcome::Failure, AuditOutcome::Denied};

class Families
{
public:
    Json& add(const char* name, const char* type, const char* help)
    {
        m_list.push_back({{"name", name}, {"type", type}, {"help", help}, {"samples", Json::array()}});
        return m_list.back()["samples"];
    }
    void single(const char* name, const char* type, const char* help, std::int64_t value)
    {
        add(name, type, help).push_back({{"value", value}});
    }
    Json take() { return std::move(m_list); }

private:
    Json m_list = Json::array();
};

Json sample(const char* label, std::string_view text, std::int64_t value)
{
    return {{"labels", {{label, std::string{text}}}}, {"value", value}};
}

void addVault(Families& families, const Metrics& metrics)
{
    Json& states = families.add("keystead_vault_state", "gauge", "1 for the state that the vault is in");
    for (const VaultState state : vaultStates)
        states.push_back(sample("state", toText(state), metrics.vault == state ? 1 : 0));
    if (metrics.vault != VaultState::Unlocked)
        return;
    Json& connections = families.add("keystead_connections", "gauge", "Connections by state");
    for (const ConnectionState state : connectionStates) {
        const auto found = metrics.connections.find(state);
        connections.push_back(
            sample("state", model::toText(state), found == metrics.connections.end() ? 0 : found->second));
    }
    families.single("keystead_audit_records", "gauge", "Records of the audit trail", metrics.auditRecords);
}

void addCounts(Families& families, const audit::RecordCounts& counts)
{
    Json& refreshes = families.add("keystead_refreshes_total", "counter", "Token refreshes by outcome");
    for (const AuditOutcome outcome : {AuditOutcome::Success, AuditOutcome::Failure})
        refreshes.push_back(sample("outcome", model::toText(outcome), counts.of(AuditAction::TokenRefresh, outcome)));
    Json& uses = families.add("keystead_credential_uses_total", "counter", "Credentials asked for, by outcome");
    for (const AuditOutcome outcome : outcomes)
        uses.push_back(sample("outcome", model::toText(outcome), counts.of(AuditAction::CredentialAccess, outcome)));
    families.single("keystead_access_denied_total", "counter", "Programs turned away by policy or person",
                    counts.of(AuditAction::AccessDenied));
    families.single("keystead_sign_in_failures_total", "counter", "Sign-ins that failed",
                    counts.of(AuditAction::SignInFailed));
    families.single("keystead_unlock_failures_total", "counter", "Attempts to open the vault that failed",
                    counts.of(AuditAction::UnlockFailed));
    families.single("keystead_security_alerts_total", "counter", "Security alerts of the audit trail",
                    counts.of(AuditAction::SecurityAlert));
}

void addSocket(Families& families, const access::AgentServer& server)
{
    const access::ServerCounts& counts = server.counts();
    families.single("keystead_socket_clients", "gauge", "Programs that are connected", server.connectionCount());
    families.single("keystead_socket_connections_total", "counter", "Connections taken", counts.connections);
    families.single("keystead_socket_calls_total", "counter", "Calls taken", counts.calls);
    families.single("keystead_socket_refused_total", "counter", "Calls and connections refused because of a limit",
                    counts.refused);
    families.single("keystead_socket_dropped_total", "counter",
                    "Connections ended because their caller neither finished a message nor read an answer",
                    counts.dropped);
}

QCoro::Task<base::Result<Reply>> metrics(const access::AgentServer& server, const CoreService& core)
{
    const Metrics now = core.metrics();
    Families families;
    families.add("keystead_build_info", "gauge", "The version that runs")
        .push_back(sample("version", KEYSTEAD_VERSION, 1));
    addVault(families, now);
    addCounts(families, now.counts);
    addSocket(families, server);
    co_return reply({{"metrics", families.take()}});
}

} // namespace

void registerMetricsMethods(access::AgentServer& server, CoreService& core)
{
    // Not through addMethod: being looked at is no use of the vault and keeps it from no lock.
    server.add("metrics", access::Wish::Read, [&server, &core](Call) { return metrics(server, core); });
}

} // namespace keystead::service
