// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// One record of the trail: who did what to which connection, how it ended and how long it took.
#include "core/base/clock.h"
#include "core/base/ids.h"

#include <chrono>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace keystead::model {

enum class AuditAction {
    Connect,
    Disconnect,
    TokenExchange,
    TokenRefresh,
    CredentialStore,
    CredentialAccess,
    CredentialDelete,
    AccountList,
    TransactionFetch,
    Sync,
    SecurityAlert,
    VaultUnlock,
    UnlockFailed,
    VaultLock,
    SignInFailed,
    ConnectionTest,
    GrantAdded,
    GrantRemoved,
    AccessDenied,
    SettingsChanged,
    ReportExported,
    KeyRotated,
    BackupMade,
    VaultRestored,
    ImportDone,
};
// snake_case of the enumerator: connect, token_exchange, ... ; stable: part of the signed record.
std::string_view toText(AuditAction action);
std::optional<AuditAction> auditActionFromText(std::string_view text);
const std::vector<AuditAction>& allAuditActions();

enum class AuditOutcome { Success, Failure, Denied };
std::string_view toText(AuditOutcome outcome);
std::optional<AuditOutcome> auditOutcomeFromText(std::string_view text);

// Who acted: the person at the window, a program (with its path), or Keystead itself (the refresh timer).
struct Actor
{
    enum class Kind { Person, Program, Keystead };
    Kind kind = Kind::Keystead;
    std::string program;       // absolute path of the executable; empty where unknown or not a program
    std::string programSha256; // hex; empty where unknown
    std::int64_t pid = 0;
    std::string via; // "window", "keystead-cli", "timer", "socket"...
    // What an interpreter was started with. A record keeps it as the detail "script", so it is empty in what is read
    // back.
    std::string script{};
    std::string sandbox{}; // "flatpak:NAME", "snap:NAME"; not on record
    bool operator==(const Actor&) const = default;
};
std::string_view toText(Actor::Kind kind);
std::optional<Actor::Kind> actorKindFromText(std::string_view text);

struct AuditEvent
{
    base::WallTime time{};
    Actor actor;
    AuditAction action = AuditAction::CredentialAccess;
    std::optional<base::ConnectionId> connection;
    std::string connectionName; // as it was called then
    std::string providerId;
    AuditOutcome outcome = AuditOutcome::Success;
    std::optional<std::chrono::microseconds> duration;
    std::map<std::string, std::string>
        detail;                // sanitized, small, flat: {"field":"access_token"}, {"error":"network_timeout"}
    bool authenticated = true; // false: merged from the side file that is kept while locked, or imported
    bool operator==(const AuditEvent&) const = default;
};

// A stored record: the event with its place in the chain.
struct AuditRecord
{
    std::int64_t sequence = 0; // from 1, without gaps
    AuditEvent event;
    std::string previousHash; // hex SHA-256
    std::string hash;         // hex SHA-256 over the canonical encoding, previousHash included
    std::string signature;    // base64 Ed25519 over the hash
    // The content was erased under the record of this number: hash and signature are of what stood here.
    std::optional<std::int64_t> erasedBy{};
    bool operator==(const AuditRecord&) const = default;
};

struct AuditFilter
{
    std::optional<base::WallTime> from; // inclusive
    std::optional<base::WallTime> to;   // exclusive
    std::vector<AuditAction> actions;   // empty: all
    std::optional<base::ConnectionId> connection;
    std::string program; // substring of the actor's path
    std::optional<AuditOutcome> outcome;
    std::int64_t beforeSequence = 0; // paging, newest first: 0 is from the end
    int limit = 0;                   // 0: no limit
};

} // namespace keystead::model
