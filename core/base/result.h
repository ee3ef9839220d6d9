// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// The one way to report failure. A Result<T> holds a value or an Error{code, detail}. Nothing in core throws across a
// room's boundary: exceptions of third parties end where they are called.
#include <string>
#include <string_view>
#include <tl/expected.hpp>
#include <utility>

namespace keystead::base {

// What went wrong, in terms a caller can act on. The user interface maps a code to a translated sentence and to what to
// do next; the command line maps it to an exit code (exitCodeFor).
enum class ErrorCode {
    Ok = 0, // never inside an Error
    // usage and input
    InvalidArgument,  // a field or option is wrong; detail names the field
    ValidationFailed, // several fields are wrong; the problems travel beside the error
    NotFound,         // no such connection, provider, file or slot
    AlreadyExists,    // names are unique in a profile
    AmbiguousName,    // a name that stands in several profiles
    Unsupported,      // the provider or build cannot do this
    ParseError,       // malformed JSON, form, PEM, address
    LimitExceeded,    // size, depth or count cap
    IllegalState,     // a lifecycle move that the table forbids, or a call out of order
    // vault and keys
    VaultMissing,
    VaultLocked,
    VaultExists,
    VaultBusy, // another process owns the vault
    WrongPassphrase,
    WrongKey,
    Damaged,     // bytes are not what we wrote
    Tampered,    // authentication failed where damage is ruled out
    TooNew,      // written by a later version
    RolledBack,  // older than what the anchors remember
    RateLimited, // too many attempts; detail holds seconds to wait
    KeychainUnavailable,
    KeychainLocked,
    KeychainDenied,
    KeychainItemMissing,
    TokenMissing, // the PKCS#11 token is not there
    WrongPin,     // tried once, and not again by itself
    PinLocked,    // the token takes no PIN any more
    // storage
    StorageFull,
    StorageReadOnly,
    StorageIo,
    StorageInsecure, // wrong owner or mode, symlink
    StorageConflict, // unique or foreign key
    CryptoFailure,
    // network and providers
    NetworkUnreachable,
    NetworkTimeout,
    TlsFailure, // certificate or handshake
    TooLarge,   // answer beyond the cap
    RedirectRefused,
    ServerError,     // 5xx
    TooManyRequests, // 429; retry later
    BadResponse,     // garbage, HTML, missing fields
    Unauthorized,    // 401 from a service: credential is wrong or dead
    Forbidden,       // 403: permission or scope missing
    // OAuth (RFC 6749 section 5.2, 4.1.2.1 and relatives)
    OAuthInvalidGrant,
    OAuthInvalidClient,
    OAuthInvalidScope,
    OAuthAccessDenied,
    OAuthServerRefused, // any other error code of the server; detail holds the (cleaned) code
    OAuthStateMismatch,
    OAuthIssuerMismatch,
    OAuthMetadataRefused, // discovery document is unusable
    OAuthIdTokenInvalid,
    OAuthScopeDrift,
    SignInNeeded,      // the person must sign in again
    FamilyUnconfirmed, // restored from a backup: the person must say that no other machine uses the sign-in
    // access
    Denied,           // by policy or by the person
    AuditUnavailable, // no record, no secret
    // life
    Cancelled,
    TimedOut,
    Internal,
};

// Stable machine name, e.g. "vault_locked" (snake_case of the enumerator); used in JSON and logs.
std::string_view errorName(ErrorCode code);

// CLI.md's exit codes 1 to 8.
int exitCodeFor(ErrorCode code);

struct [[nodiscard]] Error
{
    ErrorCode code = ErrorCode::Internal;
    std::string detail; // for people who diagnose; never a secret, never a peer's raw body

    Error() = default;
    Error(ErrorCode c, std::string d = {}) : code(c), detail(std::move(d)) {}
    bool operator==(const Error&) const = default;
};

// "vault_locked: detail"
std::string toString(const Error& error);

template <class T> class [[nodiscard]] Result : public tl::expected<T, Error>
{
public:
    using Base = tl::expected<T, Error>;
    using Base::Base;
    Result(Error error) : Base(tl::unexpected<Error>(std::move(error))) {}
    Result(ErrorCode code, std::string detail) : Base(tl::unexpected<Error>(Error{code, std::move(detail)})) {}
    Result(Base base) : Base(std::move(base)) {}
};

using Status = Result<void>;

inline Status ok()
{
    return Status{};
}
inline Error fail(ErrorCode code, std::string detail = {})
{
    return Error{code, std::move(detail)};
}

} // namespace keystead::base

// Early return of the error of a Result expression: KS_TRY(db.exec(...)); also inside functions returning another
// Result.
#define KS_CONCAT_(a, b) a##b
#define KS_CONCAT(a, b) KS_CONCAT_(a, b)
#define KS_TRY(expr)                                                                                                   \
    do {                                                                                                               \
        if (auto ks_try_result = (expr); !ks_try_result)                                                               \
            return std::move(ks_try_result).error();                                                                   \
    } while (false)
// KS_ASSIGN(auto value, expression returning Result<T>)
#define KS_ASSIGN(decl, expr) KS_ASSIGN_IMPL(KS_CONCAT(ks_assign_, __LINE__), decl, expr)
#define KS_ASSIGN_IMPL(tmp, decl, expr)                                                                                \
    auto tmp = (expr);                                                                                                 \
    if (!tmp)                                                                                                          \
        return std::move(tmp).error();                                                                                 \
    decl = std::move(*tmp)
// The same inside coroutines.
#define KS_CO_TRY(expr)                                                                                                \
    do {                                                                                                               \
        auto ks_try_result = (expr);                                                                                   \
        if (!ks_try_result)                                                                                            \
            co_return std::move(ks_try_result).error();                                                                \
    } while (false)
#define KS_CO_ASSIGN(decl, expr) KS_CO_ASSIGN_IMPL(KS_CONCAT(ks_assign_, __LINE__), decl, expr)
#define KS_CO_ASSIGN_IMPL(tmp, decl, expr)                                                                             \
    auto tmp = (expr);                                                                                                 \
    if (!tmp)                                                                                                          \
        co_return std::move(tmp).error();                                                                              \
    decl = std::move(*tmp)
