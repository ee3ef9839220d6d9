// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/protocol/error_code.h"

namespace keystead::protocol {

using base::ErrorCode;

namespace {

struct Text
{
    ErrorCode code;
    std::string_view sentence;
    std::string_view hint;
};

constexpr Text texts[] = {
    {ErrorCode::InvalidArgument, "an argument is wrong",
     "`keystead-cli --help` and `keystead-cli COMMAND --help` show what is wanted."},
    {ErrorCode::ValidationFailed, "some fields are not right", "Mend the fields named above and try again."},
    {ErrorCode::NotFound, "it was not found",
     "`keystead-cli list` shows the connections; `keystead-cli --help` names what shows the rest."},
    {ErrorCode::AlreadyExists, "the name is taken", "Choose another name."},
    {ErrorCode::AmbiguousName, "the name stands in several profiles", "Write PROFILE/NAME or the connection's id."},
    {ErrorCode::Unsupported, "this is not possible here", "`keystead-cli COMMAND --help` says what is possible."},
    {ErrorCode::ParseError, "the input is malformed",
     "Mend the place that is named and try again; nothing was changed."},
    {ErrorCode::LimitExceeded, "a limit was exceeded", "Ask for less at once; nothing was changed."},
    {ErrorCode::IllegalState, "this is not possible in the present state",
     "`keystead-cli status` tells the vault's state, `keystead-cli show C` a connection's."},
    {ErrorCode::VaultMissing, "there is no vault yet", "Make one with `keystead-cli vault init`."},
    {ErrorCode::VaultLocked, "the vault is locked",
     "Open it with `keystead-cli vault unlock` or in the Keystead window."},
    {ErrorCode::VaultExists, "there is a vault already", "It is left as it is; choose another folder with --vault."},
    {ErrorCode::VaultBusy, "another program holds the vault", "Close the other Keystead or try again."},
    {ErrorCode::WrongPassphrase, "the passphrase is wrong", "Nothing was changed. Try again."},
    {ErrorCode::WrongKey, "the key does not fit this vault",
     "Check that it is this vault's. If the key file was replaced, restore it or the vault from a backup."},
    {ErrorCode::Damaged, "the data is damaged",
     "It was left as it is. `keystead-cli vault check` says what is damaged in a vault, `keystead-cli vault repair "
     "--from "
     "FILE` puts a backup in its place."},
    {ErrorCode::Tampered, "the data was altered", "Do not trust it. Compare it with a backup."},
    {ErrorCode::TooNew, "the vault was written by a later version", "Install that version of Keystead."},
    {ErrorCode::RolledBack, "the vault was put back to an older state or altered, so nothing is lent from it",
     "If you put the vault back yourself, accept it in the Keystead window or with `keystead-cli vault "
     "accept-rollback`."},
    {ErrorCode::RateLimited, "too many attempts", "Wait and try again."},
    {ErrorCode::KeychainUnavailable, "there is no keychain here",
     "Use a passphrase: `keystead-cli vault unlock --passphrase-fd N`."},
    {ErrorCode::KeychainLocked, "the keychain is locked", "Unlock it, or use the passphrase."},
    {ErrorCode::KeychainDenied, "the keychain refused", "Allow Keystead in the keychain, or use the passphrase."},
    {ErrorCode::KeychainItemMissing, "the keychain does not hold this vault's key", "Use the passphrase."},
    {ErrorCode::TokenMissing, "the token is not there", "Plug it in, or open the vault another way."},
    {ErrorCode::WrongPin, "the token refused the PIN",
     "It was not tried again. Check it before the next try: few wrong ones lock the token."},
    {ErrorCode::PinLocked, "the token's PIN is locked",
     "Unlock it with the token's own tool and its PUK or SO PIN, or open the vault another way."},
    {ErrorCode::StorageFull, "the disk is full", "Free some space; nothing was lost."},
    {ErrorCode::StorageReadOnly, "the folder is read-only", "Make it writable; nothing was lost."},
    {ErrorCode::StorageIo, "the disk reported a fault", "Check the disk; nothing is released until it works again."},
    {ErrorCode::StorageInsecure, "a file or folder is refused",
     "Mend what is named and try again; nothing was changed."},
    {ErrorCode::StorageConflict, "the change conflicts with what is stored", "Try again; nothing was changed."},
    {ErrorCode::CryptoFailure, "a cryptographic operation failed",
     "Check that the key or certificate is whole and of a kind that is supported."},
    {ErrorCode::NetworkUnreachable, "the server cannot be reached", "Check the network and try again."},
    {ErrorCode::NetworkTimeout, "the server did not answer in time", "Try again."},
    {ErrorCode::TlsFailure, "the secure connection failed", "Check the server's certificate and this machine's clock."},
    {ErrorCode::TooLarge, "the answer is too large", "Check the address: it may not be the service that is meant."},
    {ErrorCode::RedirectRefused, "the server wanted to redirect", "Check the address in the provider's settings."},
    {ErrorCode::ServerError, "the server has a problem", "Try again later."},
    {ErrorCode::TooManyRequests, "the server wants fewer requests", "Try again later."},
    {ErrorCode::BadResponse, "the server's answer makes no sense", "Check the address in the provider's settings."},
    {ErrorCode::Unauthorized, "the server refused the credential",
     "Sign in again with `keystead-cli login C`, or set a new secret."},
    {ErrorCode::Forbidden, "the credential may not do this", "Check the scopes with `keystead-cli show C`."},
    {ErrorCode::OAuthInvalidGrant, "the server says that the sign-in is no longer valid",
     "Sign in again with `keystead-cli login C`."},
    {ErrorCode::OAuthInvalidClient, "the server does not accept the OAuth client",
     "Check the client id and its secret."},
    {ErrorCode::OAuthInvalidScope, "the server does not know a scope", "Correct the scopes."},
    {ErrorCode::OAuthAccessDenied, "the sign-in was refused in the browser", "Start it again if this was a mistake."},
    {ErrorCode::OAuthServerRefused, "the server refused the request",
     "Check the client and the scopes at the provider, then try again."},
    {ErrorCode::OAuthStateMismatch, "the browser's answer belongs to another sign-in", "Start the sign-in again."},
    {ErrorCode::OAuthIssuerMismatch, "the browser's answer comes from another server", "Start the sign-in again."},
    {ErrorCode::OAuthMetadataRefused, "the server's description of itself cannot be used", "Check the issuer address."},
    {ErrorCode::OAuthIdTokenInvalid, "the server's identity token is not valid", "Check the issuer and the client id."},
    {ErrorCode::OAuthScopeDrift, "the server granted other scopes than asked",
     "Sign in again with the scopes that are needed, or go on with fewer."},
    {ErrorCode::SignInNeeded, "sign-in is needed", "Run `keystead-cli login C`."},
    {ErrorCode::FamilyUnconfirmed, "the sign-in came from a backup and may be in use on another machine",
     "If no other machine uses it: `keystead-cli confirm C`. Else sign in anew: `keystead-cli login C`."},
    {ErrorCode::Denied, "not allowed", "The person decides: look at what is named, or use the Keystead window."},
    {ErrorCode::AuditUnavailable, "the audit record could not be written, so nothing was released",
     "Free some disk space or mend the folder."},
    {ErrorCode::Cancelled, "cancelled", "Nothing was changed; start it again when it suits."},
    {ErrorCode::TimedOut, "time ran out", "Try again."},
    {ErrorCode::Internal, "an internal error",
     "Run `keystead-cli doctor`; if it stays, report it with the words above."},
};

struct Beginning
{
    std::string_view text;
    std::string_view hint;
};

// By what the detail begins with: what is missing decides where to look.
constexpr Beginning missing[] = {
    {"there is no grant", "`keystead-cli grants` lists the grants."},
    {"there is no connection", "`keystead-cli list` shows the connections."},
    {"there is no profile", "`keystead-cli profiles` lists the profiles."},
    {"there is no provider", "`keystead-cli providers` lists the providers."},
    {"there is no import", "`keystead-cli import list` lists the imports."},
    {"there is no slot", "`keystead-cli vault slots` lists the ways to open the vault."},
    {"there is no automatic backup", "`keystead-cli vault backups` lists the automatic backups."},
    {"there is no key for the automatic backup", "`keystead-cli vault backups` lists the automatic backups."},
    {"the vault has no", "`keystead-cli vault slots` lists the ways to open the vault."},
    {"the connection has no", "`keystead-cli show C` lists its secret fields."},
    {"there is no /", "Check the path; `keystead-cli vault backups` lists the automatic backups."},
    {"there is no file", "Check the path."},
    {"there is no folder", "Check the path."},
    {"cannot ", "Check the path."},
};

// No name is taken here, so none would help.
constexpr std::string_view standingGrant = "this grant stands";

std::string_view hintForMissing(std::string_view detail)
{
    for (const Beginning& beginning : missing) {
        if (detail.starts_with(beginning.text))
            return beginning.hint;
    }
    return {};
}

const Text* find(ErrorCode code)
{
    for (const Text& text : texts) {
        if (text.code == code)
            return &text;
    }
    return nullptr;
}

} // namespace

ErrorCode errorCodeFromName(std::string_view name)
{
    for (const Text& text : texts) {
        if (base::errorName(text.code) == name)
            return text.code;
    }
    return ErrorCode::Internal;
}

std::string hintFor(const base::Error& error)
{
    if (error.code == ErrorCode::NotFound) {
        if (const std::string_view hint = hintForMissing(error.detail); !hint.empty())
            return std::string{hint};
    }
    if (error.code == ErrorCode::Denied && error.detail.starts_with(pausedDetail))
        return "`keystead-cli resume C` lends it again.";
    if (error.code == ErrorCode::Denied && error.detail.ends_with(nobodyToShow))
        return "Prove that you ask: add `--passphrase-fd N`, or `--yes` where the vault opens by the keychain alone.";
    if (const std::size_t at = error.detail.find(grantCommand);
        error.code == ErrorCode::Denied && at != error.detail.npos)
        return "`" + error.detail.substr(at + grantCommand.size()) + "` allows it.";
    if (error.code == ErrorCode::AlreadyExists && error.detail.starts_with(standingGrant))
        return "`keystead-cli grants` lists the grants.";
    if (error.code == ErrorCode::AlreadyExists && error.detail.starts_with('/'))
        return "Choose another file; --force replaces it where the command has that option.";
    if (error.code == ErrorCode::StorageInsecure && error.detail.find("open to") != std::string::npos)
        return "Give it to yourself with mode 0700 (folders) or 0600 (files).";
    const Text* text = find(error.code);
    return text ? std::string{text->hint} : std::string{};
}

std::string reasonFor(const base::Error& error)
{
    const std::string sentence = sentenceFor(error.code);
    if (error.detail.empty())
        return sentence;
    if (const std::size_t at = error.detail.find(grantCommand);
        error.code == ErrorCode::Denied && at != error.detail.npos)
        return sentence + " (" + error.detail.substr(0, at) + ")";
    if (error.code == ErrorCode::AlreadyExists && error.detail.starts_with(standingGrant))
        return error.detail;
    // "there is no connection x": the detail is the sentence.
    if (error.code == ErrorCode::NotFound && !hintForMissing(error.detail).empty())
        return error.detail;
    // The detail is the number of seconds to wait, for the window to count down.
    if (error.code == ErrorCode::RateLimited && error.detail.find_first_not_of("0123456789") == std::string::npos)
        return sentence + " (wait " + error.detail + " s)";
    return sentence + " (" + error.detail + ")";
}

std::string sentenceFor(ErrorCode code)
{
    const Text* text = find(code);
    return text ? std::string{text->sentence} : std::string{base::errorName(code)};
}

} // namespace keystead::protocol
