// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// Values that go into and come out of use cases.
#include "core/base/cancel.h"
#include "core/base/result.h"
#include "core/base/secret.h"
#include "core/model/audit_event.h"
#include "core/model/connection.h"
#include "core/model/credential.h"
#include "core/model/oauth_client.h"
#include "core/model/report.h"
#include "core/model/validation.h"

#include <chrono>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace keystead::service {

struct CreateVault
{
    bool keychain = true;
    std::optional<base::Secret> passphrase;
    bool together = false;  // keychain and passphrase open the vault together, neither alone
    bool allowWeak = false; // a passphrase that is quickly guessed
};

struct AddConnection
{
    model::ConnectionDraft draft;
    model::Credential credential; // for OAuth kinds: client_secret only; tokens come from signing in
};
// `problems` is not empty where the draft was refused; nothing was stored then.
struct AddedConnection
{
    std::optional<model::Connection> connection;
    std::vector<model::Problem> problems;
};

// What may be edited without touching secrets; absent: unchanged.
struct EditConnection
{
    base::ConnectionId id;
    std::optional<std::string> name;
    std::optional<std::string> notes;
    std::optional<std::vector<std::string>> tags;
    std::optional<std::vector<std::string>> scopes;
    std::optional<std::optional<base::WallTime>> expiresAt;
    std::map<std::string, std::string> parameters;                // those given replace
    std::map<std::string, std::shared_ptr<base::Secret>> secrets; // those given replace
};

struct SignInRequest
{
    base::ConnectionId connection;
    bool openBrowser = true;    // false: the caller shows or prints the URL
    base::CancelToken caller{}; // a caller that goes away gives the sign-in up, whether or not it waits for it yet
};
struct SignInSession
{
    std::string id;  // opaque; for paste, cancel and await
    std::string url; // for the browser; safe to show to the person, not to log
    std::string redirectUri;
    std::string providerName;
    std::string connectionName;
    std::string accountHint;
    base::WallTime expiresAt{}; // when the wait ends
};
struct SignInOutcome
{
    model::Connection connection;
    std::vector<std::string> scopesMissing;
};

struct RemoveConnection
{
    base::ConnectionId id;
    bool revokeRemotely = true;
    bool removeEvenIfRevocationFails = false;
};
struct RemovedConnection
{
    bool removed = false;
    enum class Remote { Revoked, NotPossible, Failed, NotAsked };
    Remote remote = Remote::NotAsked;
    std::optional<base::Error> remoteError;
    std::string manageUrl;
};
std::string_view toText(RemovedConnection::Remote remote); // revoked, not_possible, failed, not_asked

// A fresh proof for reveal and copy: the passphrase where the vault has such a slot, else a plain confirmation.
struct Proof
{
    std::optional<base::Secret> passphrase;
    bool confirmed = false;
    // Instead of the passphrase: a recovery key as it is printed, or the PIN of the token of `slot`.
    std::optional<base::Secret> recoveryKey{};
    std::optional<base::Secret> pin{};
    std::optional<base::SlotId> slot{};
};

// A provider of the person's own, as JSON (docs/providers.md).
struct AddProvider
{
    std::string json;
    bool replace = false; // one of the person's own with this id stands: it gives way, which wants the proof
    Proof proof{};
};

struct TokenRequest
{
    std::string connection; // id or name
    std::chrono::milliseconds minValid{std::chrono::minutes{1}};
    std::string field;                         // empty: the main secret
    std::optional<base::ConnectionId> id{};    // who may have it was asked about this one: no name is looked up again
    std::function<base::Status()> stillSame{}; // asked last, before the record: whether the caller is who it was
};
struct ReleasedSecret
{
    base::Secret value;
    std::string tokenType;
    std::optional<base::WallTime> expiresAt;
    base::ConnectionId connection;
};

// Something a person should see now (desktop notification): the text is made by the window from code and names.
struct Notification
{
    enum class Kind { SignInNeeded, SecurityAlert, RefreshFailing, ExpiringSoon };
    Kind kind = Kind::SignInNeeded;
    std::optional<base::ConnectionId> connection;
    std::string connectionName;
    std::string detail;
};

enum class ReportFormat { Pdf, Html, Csv, Json };
std::string_view toText(ReportFormat format);
std::optional<ReportFormat> reportFormatFromText(std::string_view text);

struct ExportReport
{
    ReportFormat format = ReportFormat::Pdf;
    std::string file; // absolute path
    model::AuditFilter filter;
    std::string connectionLabel; // for the title page
    std::string language;        // empty: English
    bool replace = true;         // a file that stands there; false: AlreadyExists
};
struct ExportedReport
{
    std::string file;
    std::int64_t records = 0;
    model::ChainReport verification;
};

// One finding of `vault check`.
struct CheckItem
{
    std::string what; // pages, schema, seals, chain, anchors, key file, permissions
    bool ok = true;
    std::string detail; // where it fails, the error and its place
    base::ErrorCode code = base::ErrorCode::Ok;
};

} // namespace keystead::service
