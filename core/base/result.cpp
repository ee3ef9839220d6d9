// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/result.h"

namespace keystead::base {

namespace {

struct Row
{
    ErrorCode code;
    std::string_view name;
    int exit;
};

// One row a code: the name that stands in JSON and the exit code of CLI.md.
constexpr Row rows[] = {
    {ErrorCode::Ok, "ok", 0},
    {ErrorCode::InvalidArgument, "invalid_argument", 2},
    {ErrorCode::ValidationFailed, "validation_failed", 2},
    {ErrorCode::NotFound, "not_found", 6},
    {ErrorCode::AlreadyExists, "already_exists", 2},
    {ErrorCode::AmbiguousName, "ambiguous_name", 2},
    {ErrorCode::Unsupported, "unsupported", 1},
    {ErrorCode::ParseError, "parse_error", 2},
    {ErrorCode::LimitExceeded, "limit_exceeded", 2},
    {ErrorCode::IllegalState, "illegal_state", 1},
    {ErrorCode::VaultMissing, "vault_missing", 3},
    {ErrorCode::VaultLocked, "vault_locked", 3},
    {ErrorCode::VaultExists, "vault_exists", 1},
    {ErrorCode::VaultBusy, "vault_busy", 7},
    {ErrorCode::WrongPassphrase, "wrong_passphrase", 3},
    {ErrorCode::WrongKey, "wrong_key", 3},
    {ErrorCode::Damaged, "damaged", 8},
    {ErrorCode::Tampered, "tampered", 8},
    {ErrorCode::TooNew, "too_new", 8},
    {ErrorCode::RolledBack, "rolled_back", 8},
    {ErrorCode::RateLimited, "rate_limited", 7},
    {ErrorCode::KeychainUnavailable, "keychain_unavailable", 3},
    {ErrorCode::KeychainLocked, "keychain_locked", 3},
    {ErrorCode::KeychainDenied, "keychain_denied", 3},
    {ErrorCode::KeychainItemMissing, "keychain_item_missing", 3},
    {ErrorCode::TokenMissing, "token_missing", 3},
    {ErrorCode::WrongPin, "wrong_pin", 3},
    {ErrorCode::PinLocked, "pin_locked", 3},
    {ErrorCode::StorageFull, "storage_full", 1},
    {ErrorCode::StorageReadOnly, "storage_read_only", 1},
    {ErrorCode::StorageIo, "storage_io", 1},
    {ErrorCode::StorageInsecure, "storage_insecure", 1},
    {ErrorCode::StorageConflict, "storage_conflict", 1},
    {ErrorCode::CryptoFailure, "crypto_failure", 1},
    {ErrorCode::NetworkUnreachable, "network_unreachable", 7},
    {ErrorCode::NetworkTimeout, "network_timeout", 7},
    {ErrorCode::TlsFailure, "tls_failure", 7},
    {ErrorCode::TooLarge, "too_large", 1},
    {ErrorCode::RedirectRefused, "redirect_refused", 1},
    {ErrorCode::ServerError, "server_error", 7},
    {ErrorCode::TooManyRequests, "too_many_requests", 7},
    {ErrorCode::BadResponse, "bad_response", 1},
    {ErrorCode::Unauthorized, "unauthorized", 5},
    {ErrorCode::Forbidden, "forbidden", 1},
    {ErrorCode::OAuthInvalidGrant, "oauth_invalid_grant", 5},
    {ErrorCode::OAuthInvalidClient, "oauth_invalid_client", 1},
    {ErrorCode::OAuthInvalidScope, "oauth_invalid_scope", 1},
    {ErrorCode::OAuthAccessDenied, "oauth_access_denied", 4},
    {ErrorCode::OAuthServerRefused, "oauth_server_refused", 1},
    {ErrorCode::OAuthStateMismatch, "oauth_state_mismatch", 1},
    {ErrorCode::OAuthIssuerMismatch, "oauth_issuer_mismatch", 1},
    {ErrorCode::OAuthMetadataRefused, "oauth_metadata_refused", 1},
    {ErrorCode::OAuthIdTokenInvalid, "oauth_id_token_invalid", 1},
    {ErrorCode::OAuthScopeDrift, "oauth_scope_drift", 1},
    {ErrorCode::SignInNeeded, "sign_in_needed", 5},
    {ErrorCode::FamilyUnconfirmed, "family_unconfirmed", 5},
    {ErrorCode::Denied, "denied", 4},
    {ErrorCode::AuditUnavailable, "audit_unavailable", 1},
    {ErrorCode::Cancelled, "cancelled", 1},
    {ErrorCode::TimedOut, "timed_out", 7},
    {ErrorCode::Internal, "internal", 1},
};

const Row* find(ErrorCode code)
{
    for (const Row& row : rows) {
        if (row.code == code)
            return &row;
    }
    return nullptr;
}

} // namespace

std::string_view errorName(ErrorCode code)
{
    const Row* row = find(code);
    return row ? row->name : std::string_view{"internal"};
}

int exitCodeFor(ErrorCode code)
{
    const Row* row = find(code);
    return row ? row->exit : 1;
}

std::string toString(const Error& error)
{
    std::string text{errorName(error.code)};
    if (!error.detail.empty())
        text += ": " + error.detail;
    return text;
}

} // namespace keystead::base
