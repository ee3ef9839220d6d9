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

#define KS_TEXT(text) QT_TRANSLATE_NOOP("keystead::ui::Errors", text)
constexpr Row rows[] = {
    {ErrorCode::InvalidArgument, KS_TEXT("Something that was entered is not right."), ""},
    {ErrorCode::ValidationFailed, KS_TEXT("Some fields need another look."), ""},
    {ErrorCode::NotFound, KS_TEXT("That is not there any more."), KS_TEXT("It may have been removed in the meantime.")},
    {ErrorCode::AlreadyExists, KS_TEXT("That name is taken."), KS_TEXT("Choose another one.")},
    {ErrorCode::AmbiguousName, KS_TEXT("Several connections have this name."), KS_TEXT("Name the profile too.")},
    {ErrorCode::Unsupported, KS_TEXT("The service does not offer this."), ""},
    {ErrorCode::ParseError, KS_TEXT("This text cannot be understood."), KS_TEXT("Check that it was copied completely.")},
    {ErrorCode::LimitExceeded, KS_TEXT("That is more than Keystead accepts."), ""},
    {ErrorCode::IllegalState, KS_TEXT("That is not possible right now."), KS_TEXT("Wait until the current step has ended.")},
    {ErrorCode::VaultMissing, KS_TEXT("There is no vault yet."), ""},
    {ErrorCode::VaultLocked, KS_TEXT("The vault is locked."), KS_TEXT("Unlock it and try again.")},
    {ErrorCode::VaultExists, KS_TEXT("There is a vault already."), KS_TEXT("Unlock it, or choose another folder.")},
    {ErrorCode::VaultBusy, KS_TEXT("Another program is using this vault."), KS_TEXT("Close the other Keystead and try again.")},
    {ErrorCode::WrongPassphrase, KS_TEXT("That passphrase does not fit."), KS_TEXT("Check Caps Lock and the keyboard layout. Nothing was changed.")},
    {ErrorCode::WrongKey, KS_TEXT("This key does not open the vault."), KS_TEXT("Use the passphrase, or put the matching key file back.")},
    {ErrorCode::Damaged, KS_TEXT("The vault is damaged."), KS_TEXT("Nothing was changed. Copy the folder to a safe place, then restore a backup.")},
    {ErrorCode::Tampered, KS_TEXT("Somebody changed the vault's files."), KS_TEXT("Nothing was changed. Restore a backup that you trust.")},
    {ErrorCode::TooNew, KS_TEXT("This vault was written by a newer Keystead."), KS_TEXT("Update Keystead. The vault was left as it is.")},
    {ErrorCode::RolledBack, KS_TEXT("This vault is older than the last one seen here."), KS_TEXT("If you did not restore a backup, somebody may have put an old copy in its place.")},
    {ErrorCode::RateLimited, KS_TEXT("Too many attempts."), KS_TEXT("Wait a moment before the next one.")},
    {ErrorCode::KeychainUnavailable, KS_TEXT("This desktop has no keychain that answers."), KS_TEXT("Use your passphrase.")},
    {ErrorCode::KeychainLocked, KS_TEXT("The desktop's keychain is locked."), KS_TEXT("Unlock it, or use your passphrase.")},
    {ErrorCode::KeychainDenied, KS_TEXT("The desktop's keychain refused."), KS_TEXT("Allow access there, or use your passphrase.")},
    {ErrorCode::KeychainItemMissing, KS_TEXT("The key is not in this desktop's keychain."), KS_TEXT("Use your passphrase. The vault may come from another computer.")},
    {ErrorCode::StorageFull, KS_TEXT("The disk is full."), KS_TEXT("Nothing was lost. Make room and try again.")},
    {ErrorCode::StorageReadOnly, KS_TEXT("The vault's folder cannot be written."), KS_TEXT("Nothing was lost. Check its permissions and try again.")},
    {ErrorCode::StorageIo, KS_TEXT("The disk reported a fault."), KS_TEXT("Copy the vault to another disk soon.")},
    {ErrorCode::StorageInsecure, KS_TEXT("Other users could read or change the vault's files."), KS_TEXT("Make the folder yours alone (mode 0700, files 0600) and start again.")},
    {ErrorCode::StorageConflict, KS_TEXT("Another change came first."), KS_TEXT("Try again.")},
    {ErrorCode::CryptoFailure, KS_TEXT("A cryptographic operation failed."), KS_TEXT("Check that the key or certificate is complete.")},
    {ErrorCode::NetworkUnreachable, KS_TEXT("The service cannot be reached."), KS_TEXT("Check the network; nothing was lost. Keystead tries again by itself.")},
    {ErrorCode::NetworkTimeout, KS_TEXT("The service did not answer in time."), KS_TEXT("Try again in a moment; nothing was lost.")},
    {ErrorCode::TlsFailure, KS_TEXT("The service's certificate is not trustworthy."), KS_TEXT("A proxy or a wrong clock can cause this. Nothing was sent.")},
    {ErrorCode::TooLarge, KS_TEXT("The service answered with far too much."), KS_TEXT("Check the address; it may belong to something else.")},
    {ErrorCode::RedirectRefused, KS_TEXT("The service tried to send the credential elsewhere."), KS_TEXT("It was not followed. Check the address.")},
    {ErrorCode::ServerError, KS_TEXT("The service has a fault of its own."), KS_TEXT("Keystead tries again by itself; nothing was lost.")},
    {ErrorCode::TooManyRequests, KS_TEXT("The service asks for a pause."), KS_TEXT("Keystead waits and tries again by itself.")},
    {ErrorCode::BadResponse, KS_TEXT("The service's answer makes no sense."), KS_TEXT("Check the address; a login page or a proxy may have answered instead.")},
    {ErrorCode::Unauthorized, KS_TEXT("The service refuses this credential."), KS_TEXT("Sign in again, or replace the key.")},
    {ErrorCode::Forbidden, KS_TEXT("The service denies this account the permission."), KS_TEXT("Sign in again with more permissions, or ask its administrator.")},
    {ErrorCode::OAuthInvalidGrant, KS_TEXT("The service has ended this sign-in."), KS_TEXT("Sign in again; name, access and history stay.")},
    {ErrorCode::OAuthInvalidClient, KS_TEXT("The service does not know this client ID, or its secret is wrong."), KS_TEXT("Compare both with the service's page for your app.")},
    {ErrorCode::OAuthInvalidScope, KS_TEXT("The service does not know one of the permissions asked for."), KS_TEXT("Remove or correct the scopes.")},
    {ErrorCode::OAuthAccessDenied, KS_TEXT("The sign-in was declined in the browser."), KS_TEXT("Sign in again if that was a mistake.")},
    {ErrorCode::OAuthServerRefused, KS_TEXT("The service refused the sign-in."), KS_TEXT("Check the client's settings at the service.")},
    {ErrorCode::OAuthStateMismatch, KS_TEXT("The answer does not belong to this sign-in."), KS_TEXT("It was ignored. Start again from here.")},
    {ErrorCode::OAuthIssuerMismatch, KS_TEXT("The answer came from another service than expected."), KS_TEXT("It was ignored. Check the address and start again.")},
    {ErrorCode::OAuthMetadataRefused, KS_TEXT("The service's description of itself cannot be used."), KS_TEXT("Check the address of the issuer.")},
    {ErrorCode::OAuthIdTokenInvalid, KS_TEXT("The proof of who signed in is not valid."), KS_TEXT("Check this computer's clock and start again.")},
    {ErrorCode::OAuthScopeDrift, KS_TEXT("The service granted less than was asked for."), KS_TEXT("Sign in again and accept every permission.")},
    {ErrorCode::SignInNeeded, KS_TEXT("This connection needs a new sign-in."), KS_TEXT("Sign in again; name, access and history stay.")},
    {ErrorCode::Denied, KS_TEXT("That was denied."), ""},
    {ErrorCode::AuditUnavailable, KS_TEXT("The audit trail cannot be written, so nothing was released."), KS_TEXT("Make room on the disk and try again.")},
    {ErrorCode::Cancelled, KS_TEXT("Cancelled."), ""},
    {ErrorCode::TimedOut, KS_TEXT("The time for this ran out."), KS_TEXT("Start again when you are ready.")},
    {ErrorCode::Internal, KS_TEXT("Something went wrong inside Keystead."), KS_TEXT("Try again; if it stays, please report it.")},
};
#undef KS_TEXT

QString tr(const char* text)
{
    return *text == '\0' ? QString() : QCoreApplication::translate("keystead::ui::Errors", text);
}

} // namespace

Sentence describe(const base::Error& error)
{
    for (const Row& row : rows) {
        if (row.code != error.code)
            continue;
        Sentence sentence{tr(row.what), tr(row.hint)};
        if (error.code == ErrorCode::RateLimited && !error.detail.empty())
            sentence.hint = QCoreApplication::translate("keystead::ui::Errors", "Wait %1 seconds before the next one.").arg(q(error.detail, 20));
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
    const auto translate = [](const char* text) { return QCoreApplication::translate("keystead::ui::States", text); };
    switch (connection.state) {
    case ConnectionState::Created:
        return {translate(QT_TRANSLATE_NOOP("keystead::ui::States", "Nobody has signed in yet.")),
                translate(QT_TRANSLATE_NOOP("keystead::ui::States", "Sign in once; from then on Keystead keeps it fresh."))};
    case ConnectionState::AuthError:
        return connection.problem ? describe({connection.problem->code, connection.problem->detail}) : describe({ErrorCode::SignInNeeded, {}});
    case ConnectionState::Expired:
        return {translate(QT_TRANSLATE_NOOP("keystead::ui::States", "What is stored here has expired.")),
                connection.hasRefreshToken
                    ? translate(QT_TRANSLATE_NOOP("keystead::ui::States", "Refresh it now; Keystead also tries by itself."))
                    : translate(QT_TRANSLATE_NOOP("keystead::ui::States", "Sign in again or replace the secret; name, access and history stay."))};
    case ConnectionState::Paused:
        return {translate(QT_TRANSLATE_NOOP("keystead::ui::States", "Paused: nothing is lent and nothing is refreshed.")),
                translate(QT_TRANSLATE_NOOP("keystead::ui::States", "Everything is kept. Resume whenever you like."))};
    case ConnectionState::Revoked:
        return {translate(QT_TRANSLATE_NOOP("keystead::ui::States", "The service no longer accepts these tokens.")),
                translate(QT_TRANSLATE_NOOP("keystead::ui::States", "Sign in again to use it once more, or remove it."))};
    default: break;
    }
    if (connection.problem) {
        Sentence sentence = describe({connection.problem->code, connection.problem->detail});
        sentence.what = translate(QT_TRANSLATE_NOOP("keystead::ui::States", "The last refresh failed: %1")).arg(sentence.what);
        return sentence;
    }
    if (model::expiresSoon(connection, now, std::chrono::hours{24 * 14}))
        return {translate(QT_TRANSLATE_NOOP("keystead::ui::States", "It expires soon and nothing renews it by itself.")),
                translate(QT_TRANSLATE_NOOP("keystead::ui::States", "Replace it in time."))};
    return {};
}

} // namespace keystead::ui
