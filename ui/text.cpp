// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/text.h"

#include "core/base/encoding.h"

#include <QCoreApplication>
#include <QLocale>

namespace keystead::ui {

using model::AuthKind;
using model::ConnectionState;

namespace {

QString say(const char* text, int n = -1)
{
    return QCoreApplication::translate("keystead::ui::Text", text, nullptr, n);
}

} // namespace

QString q(std::string_view text, std::size_t maxCodepoints)
{
    return QString::fromStdString(base::cleanForDisplay(text, maxCodepoints));
}

std::string s(const QString& text)
{
    return text.toStdString();
}

QString kindName(AuthKind kind)
{
    switch (kind) {
    case AuthKind::ApiKey:
        return say(QT_TRANSLATE_NOOP("keystead::ui::Text", "API key"));
    case AuthKind::Basic:
        return say(QT_TRANSLATE_NOOP("keystead::ui::Text", "Name and password"));
    case AuthKind::Bearer:
        return say(QT_TRANSLATE_NOOP("keystead::ui::Text", "Access token"));
    case AuthKind::OAuth2:
        return say(QT_TRANSLATE_NOOP("keystead::ui::Text", "Browser sign-in"));
    case AuthKind::ClientCredentials:
        return say(QT_TRANSLATE_NOOP("keystead::ui::Text", "Client credentials"));
    case AuthKind::Jwt:
        return say(QT_TRANSLATE_NOOP("keystead::ui::Text", "Signing key (JWT)"));
    case AuthKind::Certificate:
        return say(QT_TRANSLATE_NOOP("keystead::ui::Text", "Certificate"));
    case AuthKind::Custom:
        return say(QT_TRANSLATE_NOOP("keystead::ui::Text", "Custom fields"));
    }
    return {};
}

QString kindSentence(AuthKind kind)
{
    switch (kind) {
    case AuthKind::ApiKey:
        return say(
            QT_TRANSLATE_NOOP("keystead::ui::Text",
                              "A key that you made at the service. It stays valid until you or the service end it."));
    case AuthKind::Basic:
        return say(QT_TRANSLATE_NOOP("keystead::ui::Text",
                                     "The classic pair. Prefer another way where the service offers one."));
    case AuthKind::Bearer:
        return say(QT_TRANSLATE_NOOP("keystead::ui::Text",
                                     "A token that you copied from the service, sent with each request."));
    case AuthKind::OAuth2:
        return say(QT_TRANSLATE_NOOP("keystead::ui::Text",
                                     "You sign in at the service in your browser; Keystead keeps the tokens fresh."));
    case AuthKind::ClientCredentials:
        return say(
            QT_TRANSLATE_NOOP("keystead::ui::Text",
                              "For programs without a person: a client ID and its secret fetch short-lived tokens."));
    case AuthKind::Jwt:
        return say(QT_TRANSLATE_NOOP("keystead::ui::Text",
                                     "A private key signs short-lived tokens. The key itself is never sent."));
    case AuthKind::Certificate:
        return say(QT_TRANSLATE_NOOP("keystead::ui::Text", "A client certificate and its private key."));
    case AuthKind::Custom:
        return say(QT_TRANSLATE_NOOP("keystead::ui::Text", "Any named secrets that belong together."));
    }
    return {};
}

QString stateName(ConnectionState state)
{
    switch (state) {
    case ConnectionState::Created:
        return say(QT_TRANSLATE_NOOP("keystead::ui::Text", "Not signed in"));
    case ConnectionState::Active:
        return say(QT_TRANSLATE_NOOP("keystead::ui::Text", "Active"));
    case ConnectionState::Refreshing:
        return say(QT_TRANSLATE_NOOP("keystead::ui::Text", "Refreshing"));
    case ConnectionState::Updated:
        return say(QT_TRANSLATE_NOOP("keystead::ui::Text", "Refreshed"));
    case ConnectionState::Syncing:
        return say(QT_TRANSLATE_NOOP("keystead::ui::Text", "Syncing"));
    case ConnectionState::Expired:
        return say(QT_TRANSLATE_NOOP("keystead::ui::Text", "Expired"));
    case ConnectionState::AuthError:
        return say(QT_TRANSLATE_NOOP("keystead::ui::Text", "Sign-in needed"));
    case ConnectionState::Paused:
        return say(QT_TRANSLATE_NOOP("keystead::ui::Text", "Paused"));
    case ConnectionState::Revoked:
        return say(QT_TRANSLATE_NOOP("keystead::ui::Text", "Revoked"));
    }
    return {};
}

QString actorName(const model::Actor& actor)
{
    switch (actor.kind) {
    case model::Actor::Kind::Person:
        return say(QT_TRANSLATE_NOOP("keystead::ui::Text", "You"));
    case model::Actor::Kind::Keystead:
        return QStringLiteral("Keystead");
    case model::Actor::Kind::Program:
        break;
    }
    return actor.program.empty() ? say(QT_TRANSLATE_NOOP("keystead::ui::Text", "Unknown program")) : q(actor.program);
}

QString verdictName(model::TestReport::Verdict verdict)
{
    using Verdict = model::TestReport::Verdict;
    switch (verdict) {
    case Verdict::Works:
        return say(QT_TRANSLATE_NOOP("keystead::ui::Text", "It works"));
    case Verdict::WrongCredential:
        return say(QT_TRANSLATE_NOOP("keystead::ui::Text", "The service refuses this credential"));
    case Verdict::MissingScopes:
        return say(QT_TRANSLATE_NOOP("keystead::ui::Text", "It works, but permissions are missing"));
    case Verdict::NetworkFault:
        return say(QT_TRANSLATE_NOOP("keystead::ui::Text", "The service cannot be reached"));
    case Verdict::TlsFault:
        return say(QT_TRANSLATE_NOOP("keystead::ui::Text", "The connection to the service is not trustworthy"));
    case Verdict::ProviderFault:
        return say(QT_TRANSLATE_NOOP("keystead::ui::Text", "The service has a fault of its own"));
    case Verdict::NotTestable:
        return say(QT_TRANSLATE_NOOP("keystead::ui::Text", "There is no test for this service"));
    }
    return {};
}

QString findingSentence(const model::ChainReport::Finding& finding)
{
    using Kind = model::ChainReport::Finding::Kind;
    QString text;
    switch (finding.kind) {
    case Kind::Edited:
        text = say(QT_TRANSLATE_NOOP("keystead::ui::Text", "Record %1 was changed after it was written."));
        break;
    case Kind::Removed:
        text = say(QT_TRANSLATE_NOOP("keystead::ui::Text", "Record %1 is missing."));
        break;
    case Kind::Reordered:
        text = say(QT_TRANSLATE_NOOP("keystead::ui::Text", "Record %1 stands in the wrong place."));
        break;
    case Kind::Inserted:
        text = say(QT_TRANSLATE_NOOP("keystead::ui::Text", "Record %1 was inserted later."));
        break;
    case Kind::BadSignature:
        text = say(QT_TRANSLATE_NOOP("keystead::ui::Text", "The signature of record %1 is not ours."));
        break;
    case Kind::Truncated:
        text = say(QT_TRANSLATE_NOOP("keystead::ui::Text", "The end of the trail was cut off at record %1."));
        break;
    case Kind::RolledBack:
        text = say(QT_TRANSLATE_NOOP("keystead::ui::Text",
                                     "The vault was put back to an older copy; record %1 is the first that is gone."));
        break;
    case Kind::Damaged:
        text = say(QT_TRANSLATE_NOOP("keystead::ui::Text", "Record %1 cannot be read."));
        break;
    }
    return text.arg(finding.sequence);
}

QString fieldName(std::string_view field)
{
    if (field == "api_key")
        return say(QT_TRANSLATE_NOOP("keystead::ui::Text", "API key"));
    if (field == "password")
        return say(QT_TRANSLATE_NOOP("keystead::ui::Text", "Password"));
    if (field == "token" || field == "access_token")
        return say(QT_TRANSLATE_NOOP("keystead::ui::Text", "Access token"));
    if (field == "refresh_token")
        return say(QT_TRANSLATE_NOOP("keystead::ui::Text", "Refresh token"));
    if (field == "id_token")
        return say(QT_TRANSLATE_NOOP("keystead::ui::Text", "ID token"));
    if (field == "client_secret")
        return say(QT_TRANSLATE_NOOP("keystead::ui::Text", "Client secret"));
    if (field == "private_key")
        return say(QT_TRANSLATE_NOOP("keystead::ui::Text", "Private key"));
    if (field == "certificate")
        return say(QT_TRANSLATE_NOOP("keystead::ui::Text", "Certificate"));
    if (field == "key_passphrase")
        return say(QT_TRANSLATE_NOOP("keystead::ui::Text", "Key passphrase"));
    if (field == "secret")
        return say(QT_TRANSLATE_NOOP("keystead::ui::Text", "Secret"));
    return q(field, 60);
}

QString providerText(std::string_view text, std::size_t maxCodepoints)
{
    const std::string source{text};
    return q(QCoreApplication::translate("providers", source.c_str()).toStdString(), maxCodepoints);
}

QString durationText(std::chrono::milliseconds span)
{
    const auto seconds = std::chrono::duration_cast<std::chrono::seconds>(span).count();
    if (seconds < 60)
        return say(QT_TRANSLATE_NOOP("keystead::ui::Text", "%1 s")).arg(seconds);
    if (seconds < 3600)
        return say(QT_TRANSLATE_NOOP("keystead::ui::Text", "%1 min")).arg(seconds / 60);
    if (seconds < 48 * 3600)
        return say(QT_TRANSLATE_NOOP("keystead::ui::Text", "%1 h")).arg(seconds / 3600);
    return say(QT_TRANSLATE_N_NOOP("keystead::ui::Text", "%n days"), static_cast<int>(seconds / 86400));
}

QString relativeText(base::WallTime then, base::WallTime now)
{
    if (now - then < std::chrono::seconds{5})
        return say(QT_TRANSLATE_NOOP("keystead::ui::Text", "just now"));
    return say(QT_TRANSLATE_NOOP("keystead::ui::Text", "%1 ago")).arg(durationText(now - then));
}

bool hasLiveToken(ConnectionState state)
{
    return state != ConnectionState::Created && state != ConnectionState::AuthError &&
           state != ConnectionState::Revoked;
}

QString expiresText(const model::Connection& connection, base::WallTime now)
{
    if (!hasLiveToken(connection.state))
        return QStringLiteral("–");
    if (!connection.expiresAt)
        return say(QT_TRANSLATE_NOOP("keystead::ui::Text", "never"));
    if (*connection.expiresAt <= now)
        return say(QT_TRANSLATE_NOOP("keystead::ui::Text", "expired"));
    return say(QT_TRANSLATE_NOOP("keystead::ui::Text", "in %1")).arg(durationText(*connection.expiresAt - now));
}

QString lastUsedText(const model::Connection& connection, base::WallTime now)
{
    if (connection.lastUsedAt)
        return relativeText(*connection.lastUsedAt, now);
    return connection.lastTestedAt ? say(QT_TRANSLATE_NOOP("keystead::ui::Text", "only tested"))
                                   : say(QT_TRANSLATE_NOOP("keystead::ui::Text", "never"));
}

QString tookText(std::chrono::microseconds duration)
{
    const auto count = duration.count();
    const QLocale locale;
    if (count == 0) // whole milliseconds were measured
        return say(QT_TRANSLATE_NOOP("keystead::ui::Text", "under 1 ms"));
    if (count < 1000)
        return say(QT_TRANSLATE_NOOP("keystead::ui::Text", "%1 µs"))
            .arg(locale.toString(static_cast<qlonglong>(count)));
    if (count < 1000000)
        return say(QT_TRANSLATE_NOOP("keystead::ui::Text", "%1 ms"))
            .arg(locale.toString(static_cast<double>(count) / 1000.0, 'f', count < 10000 ? 1 : 0));
    return say(QT_TRANSLATE_NOOP("keystead::ui::Text", "%1 s"))
        .arg(locale.toString(static_cast<double>(count) / 1e6, 'f', 1));
}

} // namespace keystead::ui
