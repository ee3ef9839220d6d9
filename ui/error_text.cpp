// SPDX-License-Identifier: GPL-3.0-or-later
// Each error code as a sentence and what to do next.
#include "ui/text.h"

#include <QCoreApplication>

namespace keystead::ui {

using base::ErrorCode;

namespace {

struct Row
{
    ErrorCode code;
    const char* what;
    const char* hint;
};

constexpr Row rows[] = {
    {ErrorCode::InvalidArgument, QT_TRANSLATE_NOOP("keystead::ui::Errors", "Something that was entered is not right."),
     ""},
    {ErrorCode::ValidationFailed, QT_TRANSLATE_NOOP("keystead::ui::Errors", "Some fields need another look."), ""},
    {ErrorCode::NotFound, QT_TRANSLATE_NOOP("keystead::ui::Errors", "That is not there any more."),
     QT_TRANSLATE_NOOP("keystead::ui::Errors", "It may have been removed in the meantime.")},
    {ErrorCode::AlreadyExists, QT_TRANSLATE_NOOP("keystead::ui::Errors", "That name is taken."),
     QT_TRANSLATE_NOOP("keystead::ui::Errors", "Choose another one.")},
    {ErrorCode::AmbiguousName, QT_TRANSLATE_NOOP("keystead::ui::Errors", "Several connections have this name."),
     QT_TRANSLATE_NOOP("keystead::ui::Errors", "Name the profile too.")},
    {ErrorCode::Unsupported, QT_TRANSLATE_NOOP("keystead::ui::Errors", "The service does not offer this."), ""},
    {ErrorCode::ParseError, QT_TRANSLATE_NOOP("keystead::ui::Errors", "This text cannot be understood."),
     QT_TRANSLATE_NOOP("keystead::ui::Errors", "Check that it was copied completely.")},
    {ErrorCode::LimitExceeded, QT_TRANSLATE_NOOP("keystead::ui::Errors", "That is more than Keystead accepts."), ""},
    {ErrorCode::IllegalState, QT_TRANSLATE_NOOP("keystead::ui::Errors", "That is not possible right now."),
     QT_TRANSLATE_NOOP("keystead::ui::Errors", "Wait until the current step has ended.")},
    {ErrorCode::VaultMissing, QT_TRANSLATE_NOOP("keystead::ui::Errors", "There is no vault yet."), ""},
    {ErrorCode::VaultLocked, QT_TRANSLATE_NOOP("keystead::ui::Errors", "The vault is locked."),
     QT_TRANSLATE_NOOP("keystead::ui::Errors", "Unlock it and try again.")},
    {ErrorCode::VaultExists, QT_TRANSLATE_NOOP("keystead::ui::Errors", "There is a vault already."),
     QT_TRANSLATE_NOOP("keystead::ui::Errors", "Unlock it, or choose another folder.")},
    {ErrorCode::VaultBusy, QT_TRANSLATE_NOOP("keystead::ui::Errors", "Another program is using this vault."),
     QT_TRANSLATE_NOOP("keystead::ui::Errors", "Close the other Keystead and try again.")},
    {ErrorCode::WrongPassphrase, QT_TRANSLATE_NOOP("keystead::ui::Errors", "That passphrase does not fit."),
     QT_TRANSLATE_NOOP("keystead::ui::Errors", "Check Caps Lock and the keyboard layout. Nothing was changed.")},
    {ErrorCode::WrongKey, QT_TRANSLATE_NOOP("keystead::ui::Errors", "This key does not open the vault."),
     QT_TRANSLATE_NOOP("keystead::ui::Errors", "Use the passphrase, or put the matching key file back.")},
    {ErrorCode::Damaged, QT_TRANSLATE_NOOP("keystead::ui::Errors", "The vault is damaged."),
     QT_TRANSLATE_NOOP("keystead::ui::Errors",
                       "Nothing was changed. Copy the folder to a safe place, then restore a backup.")},
    {ErrorCode::Tampered, QT_TRANSLATE_NOOP("keystead::ui::Errors", "Somebody changed the vault's files."),
     QT_TRANSLATE_NOOP("keystead::ui::Errors", "Nothing was changed. Restore a backup that you trust.")},
    {ErrorCode::TooNew, QT_TRANSLATE_NOOP("keystead::ui::Errors", "This vault was written by a newer Keystead."),
     QT_TRANSLATE_NOOP("keystead::ui::Errors", "Update Keystead. The vault was left as it is.")},
    {ErrorCode::RolledBack,
     QT_TRANSLATE_NOOP("keystead::ui::Errors", "This vault is older than the last one seen here."),
     QT_TRANSLATE_NOOP("keystead::ui::Errors",
                       "If you did not restore a backup, somebody may have put an old copy in its place.")},
    {ErrorCode::RateLimited, QT_TRANSLATE_NOOP("keystead::ui::Errors", "Too many attempts."),
     QT_TRANSLATE_NOOP("keystead::ui::Errors", "Wait a moment before the next one.")},
    {ErrorCode::KeychainUnavailable,
     QT_TRANSLATE_NOOP("keystead::ui::Errors", "This desktop has no keychain that answers."),
     QT_TRANSLATE_NOOP("keystead::ui::Errors", "Use your passphrase.")},
    {ErrorCode::KeychainLocked, QT_TRANSLATE_NOOP("keystead::ui::Errors", "The desktop's keychain is locked."),
     QT_TRANSLATE_NOOP("keystead::ui::Errors", "Unlock it, or use your passphrase.")},
    {ErrorCode::KeychainDenied, QT_TRANSLATE_NOOP("keystead::ui::Errors", "The desktop's keychain refused."),
     QT_TRANSLATE_NOOP("keystead::ui::Errors", "Allow access there, or use your passphrase.")},
    {ErrorCode::KeychainItemMissing,
     QT_TRANSLATE_NOOP("keystead::ui::Errors", "The key is not in this desktop's keychain."),
     QT_TRANSLATE_NOOP("keystead::ui::Errors", "Use your passphrase. The vault may come from another computer.")},
    {ErrorCode::TokenMissing, QT_TRANSLATE_NOOP("keystead::ui::Errors", "The security token is not plugged in."),
     QT_TRANSLATE_NOOP("keystead::ui::Errors", "Plug it in, or open the vault another way.")},
    {ErrorCode::WrongPin, QT_TRANSLATE_NOOP("keystead::ui::Errors", "The security token refused the PIN."),
     QT_TRANSLATE_NOOP("keystead::ui::Errors",
                       "It was not tried again. Check it before the next try: few wrong ones lock the token.")},
    {ErrorCode::PinLocked, QT_TRANSLATE_NOOP("keystead::ui::Errors", "The PIN of the security token is locked."),
     QT_TRANSLATE_NOOP("keystead::ui::Errors",
                       "Unlock it with the token's own tool and its PUK, or open the vault another way.")},
    {ErrorCode::StorageFull, QT_TRANSLATE_NOOP("keystead::ui::Errors", "The disk is full."),
     QT_TRANSLATE_NOOP("keystead::ui::Errors", "Nothing was lost. Make room and try again.")},
    {ErrorCode::StorageReadOnly, QT_TRANSLATE_NOOP("keystead::ui::Errors", "The vault's folder cannot be written."),
     QT_TRANSLATE_NOOP("keystead::ui::Errors", "Nothing was lost. Check its permissions and try again.")},
    {ErrorCode::StorageIo, QT_TRANSLATE_NOOP("keystead::ui::Errors", "The disk reported a fault."),
     QT_TRANSLATE_NOOP("keystead::ui::Errors", "Copy the vault to another disk soon.")},
    {ErrorCode::StorageInsecure,
     QT_TRANSLATE_NOOP("keystead::ui::Errors", "Other users could read or change the vault's files."),
     QT_TRANSLATE_NOOP("keystead::ui::Errors", "Make the folder yours alone (mode 0700, files 0600) and start again.")},
    {ErrorCode::StorageConflict, QT_TRANSLATE_NOOP("keystead::ui::Errors", "Another change came first."),
     QT_TRANSLATE_NOOP("keystead::ui::Errors", "Try again.")},
    {ErrorCode::CryptoFailure, QT_TRANSLATE_NOOP("keystead::ui::Errors", "A cryptographic operation failed."),
     QT_TRANSLATE_NOOP("keystead::ui::Errors", "Check that the key or certificate is complete.")},
    {ErrorCode::NetworkUnreachable, QT_TRANSLATE_NOOP("keystead::ui::Errors", "The service cannot be reached."),
     QT_TRANSLATE_NOOP("keystead::ui::Errors", "Check the network; nothing was lost. Keystead tries again by itself.")},
    {ErrorCode::NetworkTimeout, QT_TRANSLATE_NOOP("keystead::ui::Errors", "The service did not answer in time."),
     QT_TRANSLATE_NOOP("keystead::ui::Errors", "Try again in a moment; nothing was lost.")},
    {ErrorCode::TlsFailure, QT_TRANSLATE_NOOP("keystead::ui::Errors", "The service's certificate is not trustworthy."),
     QT_TRANSLATE_NOOP("keystead::ui::Errors", "A proxy or a wrong clock can cause this. Nothing was sent.")},
    {ErrorCode::TooLarge, QT_TRANSLATE_NOOP("keystead::ui::Errors", "The service answered with far too much."),
     QT_TRANSLATE_NOOP("keystead::ui::Errors", "Check the address; it may belong to something else.")},
    {ErrorCode::RedirectRefused,
     QT_TRANSLATE_NOOP("keystead::ui::Errors", "The service tried to send the credential elsewhere."),
     QT_TRANSLATE_NOOP("keystead::ui::Errors", "It was not followed. Check the address.")},
    {ErrorCode::ServerError, QT_TRANSLATE_NOOP("keystead::ui::Errors", "The service has a fault of its own."),
     QT_TRANSLATE_NOOP("keystead::ui::Errors", "Keystead tries again by itself; nothing was lost.")},
    {ErrorCode::TooManyRequests, QT_TRANSLATE_NOOP("keystead::ui::Errors", "The service asks for a pause."),
     QT_TRANSLATE_NOOP("keystead::ui::Errors", "Keystead waits and tries again by itself.")},
    {ErrorCode::BadResponse, QT_TRANSLATE_NOOP("keystead::ui::Errors", "The service's answer makes no sense."),
     QT_TRANSLATE_NOOP("keystead::ui::Errors",
                       "Check the address; a login page or a proxy may have answered instead.")},
    {ErrorCode::Unauthorized, QT_TRANSLATE_NOOP("keystead::ui::Errors", "The service refuses this credential."),
     QT_TRANSLATE_NOOP("keystead::ui::Errors", "Sign in again, or replace the key.")},
    {ErrorCode::Forbidden, QT_TRANSLATE_NOOP("keystead::ui::Errors", "The service denies this account the permission."),
     QT_TRANSLATE_NOOP("keystead::ui::Errors", "Sign in again with more permissions, or ask its administrator.")},
    {ErrorCode::OAuthInvalidGrant, QT_TRANSLATE_NOOP("keystead::ui::Errors", "The service has ended this sign-in."),
     QT_TRANSLATE_NOOP("keystead::ui::Errors", "Sign in again; name, access and history stay.")},
    {ErrorCode::OAuthInvalidClient,
     QT_TRANSLATE_NOOP("keystead::ui::Errors", "The service does not know this client ID, or its secret is wrong."),
     QT_TRANSLATE_NOOP("keystead::ui::Errors", "Compare both with the service's page for your app.")},
    {ErrorCode::OAuthInvalidScope,
     QT_TRANSLATE_NOOP("keystead::ui::Errors", "The service does not know one of the permissions asked for."),
     QT_TRANSLATE_NOOP("keystead::ui::Errors", "Remove or correct the scopes.")},
    {ErrorCode::OAuthAccessDenied,
     QT_TRANSLATE_NOOP("keystead::ui::Errors", "The sign-in was declined in the browser."),
     QT_TRANSLATE_NOOP("keystead::ui::Errors", "Sign in again if that was a mistake.")},
    {ErrorCode::OAuthServerRefused, QT_TRANSLATE_NOOP("keystead::ui::Errors", "The service refused the sign-in."),
     QT_TRANSLATE_NOOP("keystead::ui::Errors", "Check the client's settings at the service.")},
    {ErrorCode::OAuthStateMismatch,
     QT_TRANSLATE_NOOP("keystead::ui::Errors", "The answer does not belong to this sign-in."),
     QT_TRANSLATE_NOOP("keystead::ui::Errors", "It was ignored. Start again from here.")},
    {ErrorCode::OAuthIssuerMismatch,
     QT_TRANSLATE_NOOP("keystead::ui::Errors", "The answer came from another service than expected."),
     QT_TRANSLATE_NOOP("keystead::ui::Errors", "It was ignored. Check the address and start again.")},
    {ErrorCode::OAuthMetadataRefused,
     QT_TRANSLATE_NOOP("keystead::ui::Errors", "The service's description of itself cannot be used."),
     QT_TRANSLATE_NOOP("keystead::ui::Errors", "Check the address of the issuer.")},
    {ErrorCode::OAuthIdTokenInvalid,
     QT_TRANSLATE_NOOP("keystead::ui::Errors", "The proof of who signed in is not valid."),
     QT_TRANSLATE_NOOP("keystead::ui::Errors", "Check this computer's clock and start again.")},
    {ErrorCode::OAuthScopeDrift,
     QT_TRANSLATE_NOOP("keystead::ui::Errors", "The service granted less than was asked for."),
     QT_TRANSLATE_NOOP("keystead::ui::Errors", "Sign in again and accept every permission.")},
    {ErrorCode::SignInNeeded, QT_TRANSLATE_NOOP("keystead::ui::Errors", "This connection needs a new sign-in."),
     QT_TRANSLATE_NOOP("keystead::ui::Errors", "Sign in again; name, access and history stay.")},
    {ErrorCode::FamilyUnconfirmed,
     QT_TRANSLATE_NOOP("keystead::ui::Errors",
                       "This sign-in came from a backup and may be in use on another computer."),
     QT_TRANSLATE_NOOP("keystead::ui::Errors", "Confirm that no other computer uses it, or sign in again.")},
    {ErrorCode::Denied, QT_TRANSLATE_NOOP("keystead::ui::Errors", "That was denied."), ""},
    {ErrorCode::AuditUnavailable,
     QT_TRANSLATE_NOOP("keystead::ui::Errors", "The audit trail cannot be written, so nothing was released."),
     QT_TRANSLATE_NOOP("keystead::ui::Errors", "Make room on the disk and try again.")},
    {ErrorCode::Cancelled, QT_TRANSLATE_NOOP("keystead::ui::Errors", "Cancelled."), ""},
    {ErrorCode::TimedOut, QT_TRANSLATE_NOOP("keystead::ui::Errors", "The time for this ran out."),
     QT_TRANSLATE_NOOP("keystead::ui::Errors", "Start again when you are ready.")},
    {ErrorCode::Internal, QT_TRANSLATE_NOOP("keystead::ui::Errors", "Something went wrong inside Keystead."),
     QT_TRANSLATE_NOOP("keystead::ui::Errors", "Try again; if it stays, please report it.")},
};

QString say(const char* text)
{
    return *text == '\0' ? QString() : QCoreApplication::translate("keystead::ui::Errors", text);
}

} // namespace

Sentence describe(const base::Error& error)
{
    for (const Row& row : rows) {
        if (row.code != error.code)
            continue;
        Sentence sentence{say(row.what), say(row.hint)};
        if (error.code == ErrorCode::RateLimited && !error.detail.empty())
            sentence.hint = QCoreApplication::translate("keystead::ui::Errors", "Wait %1 seconds before the next one.")
                                .arg(q(error.detail, 20));
        return sentence;
    }
    return {q(base::errorName(error.code)), {}};
}

QString oneLine(const base::Error& error)
{
    const Sentence sentence = describe(error);
    return sentence.hint.isEmpty() ? sentence.what : sentence.what + QLatin1Char(' ') + sentence.hint;
}

Sentence describeState(const model::Connection& connection, base::WallTime now)
{
    using model::ConnectionState;
    const auto say = [](const char* text) { return QCoreApplication::translate("keystead::ui::States", text); };
    switch (connection.state) {
    case ConnectionState::Created:
        return {say(QT_TRANSLATE_NOOP("keystead::ui::States", "Nobody has signed in yet.")),
                say(QT_TRANSLATE_NOOP("keystead::ui::States", "Sign in once; from then on Keystead keeps it fresh."))};
    case ConnectionState::AuthError:
        return connection.problem ? describe({connection.problem->code, connection.problem->detail})
                                  : describe({ErrorCode::SignInNeeded, {}});
    case ConnectionState::Expired:
        return {say(QT_TRANSLATE_NOOP("keystead::ui::States", "What is stored here has expired.")),
                connection.hasRefreshToken
                    ? say(QT_TRANSLATE_NOOP("keystead::ui::States", "Refresh it now; Keystead also tries by itself."))
                    : say(QT_TRANSLATE_NOOP("keystead::ui::States",
                                            "Sign in again or replace the secret; name, access and history stay."))};
    case ConnectionState::Paused:
        return {say(QT_TRANSLATE_NOOP("keystead::ui::States", "Paused: nothing is lent and nothing is refreshed.")),
                say(QT_TRANSLATE_NOOP("keystead::ui::States", "Everything is kept. Resume whenever you like."))};
    case ConnectionState::Revoked:
        return {say(QT_TRANSLATE_NOOP("keystead::ui::States", "The service no longer accepts these tokens.")),
                say(QT_TRANSLATE_NOOP("keystead::ui::States", "Sign in again to use it once more, or remove it."))};
    default:
        break;
    }
    if (connection.problem) {
        Sentence sentence = describe({connection.problem->code, connection.problem->detail});
        sentence.what =
            say(QT_TRANSLATE_NOOP("keystead::ui::States", "The last refresh failed: %1")).arg(sentence.what);
        return sentence;
    }
    if (model::expiresSoon(connection, now, std::chrono::hours{24 * 14}))
        return {say(QT_TRANSLATE_NOOP("keystead::ui::States", "It expires soon and nothing renews it by itself.")),
                say(QT_TRANSLATE_NOOP("keystead::ui::States", "Replace it in time."))};
    return {};
}

} // namespace keystead::ui
