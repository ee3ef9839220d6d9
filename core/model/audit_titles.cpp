// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/model/audit_titles.h"

namespace keystead::model {

namespace {

struct Titles
{
    AuditAction action;
    std::string_view name, done, failed, denied;
};

constexpr Titles table[] = {
    {AuditAction::Connect, "New connection", "Connection added", "Connection could not be added",
     "Adding a connection denied"},
    {AuditAction::Disconnect, "Removal of a connection", "Connection removed", "Connection could not be removed",
     "Removal of a connection denied"},
    {AuditAction::TokenExchange, "Sign-in", "Signed in", "Sign-in failed", "Sign-in denied"},
    {AuditAction::TokenRefresh, "Token refresh", "Token refreshed", "Token refresh failed", "Token refresh denied"},
    {AuditAction::CredentialStore, "Storing a secret", "Secret stored", "Secret could not be stored",
     "Storing a secret denied"},
    {AuditAction::CredentialAccess, "Reading a secret", "Secret read", "Secret could not be read",
     "Reading a secret denied"},
    {AuditAction::CredentialDelete, "Deleting a secret", "Secret deleted", "Secret could not be deleted",
     "Deleting a secret denied"},
    {AuditAction::AccountList, "List of accounts", "Accounts listed", "Accounts could not be listed",
     "List of accounts denied"},
    {AuditAction::TransactionFetch, "Fetching transactions", "Transactions fetched",
     "Transactions could not be fetched", "Fetching transactions denied"},
    {AuditAction::Sync, "Synchronisation", "Synchronised", "Synchronisation failed", "Synchronisation denied"},
    {AuditAction::SecurityAlert, "Security alert", "Security alert", "Security alert", "Security alert"},
    {AuditAction::VaultUnlock, "Unlocking the vault", "Vault unlocked", "Vault could not be unlocked",
     "Unlocking the vault denied"},
    {AuditAction::UnlockFailed, "Failed unlock", "Unlock failed", "Unlock failed", "Unlock failed"},
    {AuditAction::VaultLock, "Locking the vault", "Vault locked", "Vault could not be locked",
     "Locking the vault denied"},
    {AuditAction::SignInFailed, "Failed sign-in", "Sign-in failed", "Sign-in failed", "Sign-in denied"},
    {AuditAction::ConnectionTest, "Connection test", "Connection tested", "Connection test failed",
     "Connection test denied"},
    {AuditAction::GrantAdded, "New grant", "Grant added", "Grant could not be added", "New grant denied"},
    {AuditAction::GrantRemoved, "Removal of a grant", "Grant removed", "Grant could not be removed",
     "Removal of a grant denied"},
    {AuditAction::AccessDenied, "Denied access", "Access denied", "Access denied", "Access denied"},
    {AuditAction::SettingsChanged, "Change of settings", "Settings changed", "Settings could not be changed",
     "Change of settings denied"},
    {AuditAction::ReportExported, "Report", "Report exported", "Report could not be exported", "Report denied"},
    {AuditAction::KeyRotated, "Key rotation", "Key rotated", "Key rotation failed", "Key rotation denied"},
    {AuditAction::BackupMade, "Backup", "Backup made", "Backup failed", "Backup denied"},
    {AuditAction::VaultRestored, "Restoring the vault", "Vault restored", "Vault could not be restored",
     "Restoring the vault denied"},
    {AuditAction::ImportDone, "Import", "Import done", "Import failed", "Import denied"},
};

const Titles& titlesOf(AuditAction action)
{
    for (const Titles& titles : table) {
        if (titles.action == action)
            return titles;
    }
    return table[0]; // tests/model holds that every action has its row
}

} // namespace

std::string_view actionName(AuditAction action)
{
    return titlesOf(action).name;
}

std::string_view actionTitle(AuditAction action, AuditOutcome outcome)
{
    const Titles& titles = titlesOf(action);
    switch (outcome) {
    case AuditOutcome::Success:
        return titles.done;
    case AuditOutcome::Failure:
        return titles.failed;
    case AuditOutcome::Denied:
        return titles.denied;
    }
    return titles.name;
}

std::string_view outcomeName(AuditOutcome outcome)
{
    switch (outcome) {
    case AuditOutcome::Success:
        return "Success";
    case AuditOutcome::Failure:
        return "Failed";
    case AuditOutcome::Denied:
        return "Denied";
    }
    return {};
}

} // namespace keystead::model
