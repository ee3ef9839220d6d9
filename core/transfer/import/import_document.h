// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// What a parser read out of a file of another program: entries and problems, each with the place where it stood.
// Secrets lie in locked memory; nothing else in here may hold one (names, places and reasons are shown in the dry run).
#include "core/base/clock.h"
#include "core/base/result.h"
#include "core/base/secret.h"
#include "core/model/audit_event.h"
#include "core/model/kinds.h"

#include <cstddef>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace keystead::transfer {

// Something that the source says has happened. It comes along as a record that is marked as not authenticated.
struct ImportedEvent
{
    base::WallTime time{};
    model::AuditAction action = model::AuditAction::CredentialAccess;
    std::map<std::string, std::string> detail;
};

using SecretFields = std::map<std::string, base::Secret, std::less<>>;

struct ImportEntry
{
    std::string place;    // "line 12", "/items/3", "git_connections row 4"
    std::string name;     // proposed
    std::string provider; // the parser's guess: an id, a host or a word; settleEntry() makes an id of it
    model::AuthKind kind = model::AuthKind::Custom;
    std::string instanceUrl; // "https://gitlab.example.com", or empty
    std::string account;
    std::map<std::string, std::string> parameters; // public: username, region...
    std::vector<std::string> scopes;
    std::vector<std::string> tags;
    std::string notes; // public ones only; notes of password managers are the secret field "notes"
    std::optional<base::WallTime> createdAt;
    std::optional<base::WallTime> expiresAt;
    std::optional<base::WallTime> lastUsedAt;
    bool paused = false; // the source had it switched off
    SecretFields secrets;
    std::string clientId; // OAuth client that the tokens belong to, where the source or the person says
    base::Secret clientSecret;
    std::vector<ImportedEvent> history;
};

struct ImportProblem
{
    std::string place;
    std::string reason;
    bool operator==(const ImportProblem&) const = default;
};

struct ImportDocument
{
    std::vector<ImportEntry> entries;
    std::vector<ImportProblem> problems; // what was passed over, and why
    std::vector<std::string> findings;   // what the person should know: the encoding, which key form opened it
    std::vector<ImportedEvent> history;  // that belongs to no entry
    // Settings and lines that are no credential and no problem: they would be gone with the file.
    std::size_t otherContent = 0;
};

inline constexpr std::size_t maxImportEntries = 100'000;
inline constexpr std::size_t maxImportProblems = 1'000; // further ones are counted in a last line

// Both keep the limits; addEntry() answers null beyond them (a problem says so).
ImportEntry* addEntry(ImportDocument& document, std::string place);
void addProblem(ImportDocument& document, std::string place, std::string reason);

} // namespace keystead::transfer
