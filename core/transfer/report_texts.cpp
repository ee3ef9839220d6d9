// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/transfer/report_texts.h"

namespace keystead::transfer {

namespace {

using model::AuditAction;
using Kind = model::ChainReport::Finding::Kind;

std::string englishAction(AuditAction action)
{
    switch (action) {
    case AuditAction::Connect:
        return "Connection added";
    case AuditAction::Disconnect:
        return "Connection removed";
    case AuditAction::TokenExchange:
        return "Token obtained";
    case AuditAction::TokenRefresh:
        return "Token refreshed";
    case AuditAction::CredentialStore:
        return "Credential stored";
    case AuditAction::CredentialAccess:
        return "Credential used";
    case AuditAction::CredentialDelete:
        return "Credential deleted";
    case AuditAction::AccountList:
        return "Accounts listed";
    case AuditAction::TransactionFetch:
        return "Transactions fetched";
    case AuditAction::Sync:
        return "Synchronised";
    case AuditAction::SecurityAlert:
        return "Security alert";
    case AuditAction::VaultUnlock:
        return "Vault unlocked";
    case AuditAction::UnlockFailed:
        return "Unlock failed";
    case AuditAction::VaultLock:
        return "Vault locked";
    case AuditAction::SignInFailed:
        return "Sign-in failed";
    case AuditAction::ConnectionTest:
        return "Connection tested";
    case AuditAction::GrantAdded:
        return "Grant added";
    case AuditAction::GrantRemoved:
        return "Grant removed";
    case AuditAction::AccessDenied:
        return "Access denied";
    case AuditAction::SettingsChanged:
        return "Settings changed";
    case AuditAction::ReportExported:
        return "Report exported";
    case AuditAction::KeyRotated:
        return "Key rotated";
    case AuditAction::BackupMade:
        return "Backup made";
    case AuditAction::VaultRestored:
        return "Vault restored";
    case AuditAction::ImportDone:
        return "Import done";
    }
    return std::string{model::toText(action)};
}

} // namespace

std::string actionLabel(const ReportTexts& texts, AuditAction action)
{
    return texts.actionName ? texts.actionName(action) : englishAction(action);
}

std::string outcomeLabel(const ReportTexts& texts, model::AuditOutcome outcome)
{
    if (texts.outcomeName)
        return texts.outcomeName(outcome);
    switch (outcome) {
    case model::AuditOutcome::Success:
        return "Success";
    case model::AuditOutcome::Failure:
        return "Failure";
    case model::AuditOutcome::Denied:
        return "Denied";
    }
    return {};
}

std::string actorLabel(const ReportTexts& texts, model::Actor::Kind kind)
{
    if (texts.actorName)
        return texts.actorName(kind);
    switch (kind) {
    case model::Actor::Kind::Person:
        return "Person";
    case model::Actor::Kind::Program:
        return "Program";
    case model::Actor::Kind::Keystead:
        return "Keystead";
    }
    return {};
}

std::string findingLabel(const ReportTexts& texts, Kind kind)
{
    if (texts.findingName)
        return texts.findingName(kind);
    switch (kind) {
    case Kind::Edited:
        return "Edited";
    case Kind::Removed:
        return "Removed";
    case Kind::Reordered:
        return "Reordered";
    case Kind::Inserted:
        return "Inserted";
    case Kind::BadSignature:
        return "Bad signature";
    case Kind::Truncated:
        return "Cut off";
    case Kind::RolledBack:
        return "Rolled back";
    case Kind::Damaged:
        return "Damaged";
    }
    return {};
}

std::string fill(std::string_view pattern, std::initializer_list<std::string_view> values)
{
    std::string out;
    for (std::size_t i = 0; i < pattern.size(); ++i) {
        const std::size_t place = i + 1 < pattern.size() && pattern[i] == '%'
                                      ? static_cast<std::size_t>(pattern[i + 1] - '1')
                                      : values.size();
        if (place < values.size()) {
            out += *(values.begin() + place);
            ++i;
        } else {
            out += pattern[i];
        }
    }
    return out;
}

} // namespace keystead::transfer
