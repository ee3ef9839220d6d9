// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/model/audit_event.h"

#include "core/model/enum_text.h"

namespace keystead::model {

namespace {

using enum AuditAction;

constexpr std::array<EnumText<AuditAction>, 25> actionTexts{{
    {Connect, "connect"},
    {Disconnect, "disconnect"},
    {TokenExchange, "token_exchange"},
    {TokenRefresh, "token_refresh"},
    {CredentialStore, "credential_store"},
    {CredentialAccess, "credential_access"},
    {CredentialDelete, "credential_delete"},
    {AccountList, "account_list"},
    {TransactionFetch, "transaction_fetch"},
    {Sync, "sync"},
    {SecurityAlert, "security_alert"},
    {VaultUnlock, "vault_unlock"},
    {UnlockFailed, "unlock_failed"},
    {VaultLock, "vault_lock"},
    {SignInFailed, "sign_in_failed"},
    {ConnectionTest, "connection_test"},
    {GrantAdded, "grant_added"},
    {GrantRemoved, "grant_removed"},
    {AccessDenied, "access_denied"},
    {SettingsChanged, "settings_changed"},
    {ReportExported, "report_exported"},
    {KeyRotated, "key_rotated"},
    {BackupMade, "backup_made"},
    {VaultRestored, "vault_restored"},
    {ImportDone, "import_done"},
}};

constexpr std::array<EnumText<AuditOutcome>, 3> outcomeTexts{{
    {AuditOutcome::Success, "success"},
    {AuditOutcome::Failure, "failure"},
    {AuditOutcome::Denied, "denied"},
}};

constexpr std::array<EnumText<Actor::Kind>, 3> actorTexts{{
    {Actor::Kind::Person, "person"},
    {Actor::Kind::Program, "program"},
    {Actor::Kind::Keystead, "keystead"},
}};

} // namespace

std::string_view toText(AuditAction action)
{
    return textOf(actionTexts, action);
}

std::optional<AuditAction> auditActionFromText(std::string_view text)
{
    return valueOf(actionTexts, text);
}

const std::vector<AuditAction>& allAuditActions()
{
    static const std::vector<AuditAction> actions = [] {
        std::vector<AuditAction> all;
        for (const auto& row : actionTexts)
            all.push_back(row.value);
        return all;
    }();
    return actions;
}

std::string_view toText(AuditOutcome outcome)
{
    return textOf(outcomeTexts, outcome);
}

std::optional<AuditOutcome> auditOutcomeFromText(std::string_view text)
{
    return valueOf(outcomeTexts, text);
}

std::string_view toText(Actor::Kind kind)
{
    return textOf(actorTexts, kind);
}

std::optional<Actor::Kind> actorKindFromText(std::string_view text)
{
    return valueOf(actorTexts, text);
}

} // namespace keystead::model
