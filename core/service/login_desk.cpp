// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/service/login_desk.h"

#include "core/model/url_rules.h"
#include "core/service/connection_ops.h"
#include "core/vault/connection_store.h"
#include "core/vault/credential_store.h"
#include "core/vault/profile_store.h"

#include <algorithm>

namespace keystead::service {

namespace {

using base::ErrorCode;
using model::AuthKind;

constexpr const char* storedProvider = "generic-basic";
// A token that came so recently is not fetched anew: the server has another reason to refuse it.
constexpr std::chrono::milliseconds justRefreshed{std::chrono::seconds{30}};

std::string_view tagFor(AskedBy by)
{
    return by == AskedBy::Git ? gitStoredTag : dockerStoredTag;
}

bool carries(const model::Connection& connection, std::string_view tag)
{
    return std::find(connection.tags.begin(), connection.tags.end(), tag) != connection.tags.end();
}

bool renewsItself(const model::Connection& connection)
{
    return connection.kind == AuthKind::ClientCredentials || connection.kind == AuthKind::Jwt ||
           (connection.kind == AuthKind::OAuth2 && connection.hasRefreshToken);
}

base::Result<bool> holds(VaultSession& session, const model::Connection& connection, const base::Secret& password)
{
    const auto stored = session.vault->credentials().get(connection.id.text, model::mainField(connection.kind));
    if (!stored && stored.error().code == ErrorCode::NotFound)
        return false;
    if (!stored)
        return stored.error();
    return stored->equals(password);
}

// Those that could have been meant by what was approved or refused, the user name included.
base::Result<std::vector<ServerMatch>> meant(Context& context, VaultSession& session, const ServerQuery& query)
{
    KS_ASSIGN(const std::vector<model::Connection> connections, session.vault->connections().all());
    std::vector<ServerMatch> matches = matchesFor(query, connections, context.parts.providers);
    std::erase_if(matches, [&](const ServerMatch& match) { return !query.username.empty() && !match.exactUser; });
    return matches;
}

base::Result<std::string> freeName(VaultSession& session, const ServerQuery& query)
{
    KS_ASSIGN(const model::Profile profile, session.vault->profiles().first());
    std::string base = query.username + " at " + query.host;
    std::replace(base.begin(), base.end(), '/', '_');
    if (base.size() > 90 || model::validateName(base))
        base = query.host.substr(0, 90);
    for (int number = 1; number <= 100; ++number) {
        std::string name = number == 1 ? base : base + " " + std::to_string(number);
        const auto found = session.vault->connections().find(profile.name + "/" + name);
        if (!found && found.error().code == ErrorCode::NotFound)
            return name;
        if (!found && found.error().code != ErrorCode::AmbiguousName)
            return found.error();
    }
    return base::fail(ErrorCode::AlreadyExists, "no name is free for " + base);
}

AddConnection additionOf(StoreLogin request, std::string name)
{
    AddConnection addition;
    addition.draft.name = std::move(name);
    addition.draft.providerId = storedProvider;
    addition.draft.kind = AuthKind::Basic;
    addition.draft.parameters = {{"username", request.query.username}, {"server_url", request.query.url()}};
    // The person has just typed the password for this very server of their own machine.
    if (request.query.scheme == "http")
        addition.draft.parameters.emplace(std::string{model::loopbackOptIn}, "yes");
    addition.draft.tags = {std::string{tagFor(request.query.by)}};
    addition.draft.expiresAt = request.expiresAt;
    addition.credential.kind = AuthKind::Basic;
    addition.credential.fields.emplace(std::string{model::field::password}, std::move(request.password));
    return addition;
}

TaskOf<StoredLogin> storedAs(StoredLogin::How how, TaskOf<AddedConnection> storing)
{
    base::Result<AddedConnection> stored = co_await storing;
    if (!stored)
        co_return stored.error();
    if (!stored->connection)
        co_return base::fail(ErrorCode::ValidationFailed, model::describe(stored->problems));
    StoredLogin result;
    result.how = how;
    result.connection = std::move(stored->connection);
    co_return result;
}

base::Status checkStorable(const StoreLogin& request)
{
    if (request.query.username.empty())
        return base::fail(ErrorCode::InvalidArgument, "username: is missing");
    if (request.password.empty())
        return base::fail(ErrorCode::InvalidArgument, "password: is missing");
    if (request.query.scheme == "http" && !model::isLoopbackHost(request.query.host))
        return base::fail(ErrorCode::InvalidArgument, "protocol: a password for plain http is not kept");
    return base::ok();
}

TaskOf<StoredLogin> storeLogin(ContextPtr context, StoreLogin request, model::Actor actor)
{
    KS_CO_TRY(checkStorable(request));
    KS_CO_ASSIGN(VaultSession* const session, context->open());
    KS_CO_ASSIGN(const std::vector<ServerMatch> matches, meant(*context, *session, request.query));
    StoredLogin result;
    const ServerMatch* own = nullptr;
    for (const ServerMatch& match : matches) {
        result.connection = match.connection;
        KS_CO_ASSIGN(const bool same, holds(*session, match.connection, request.password));
        if (same)
            co_return result;
        if (match.connection.providerId == storedProvider && match.url == request.query.url() && !match.below)
            own = &match;
    }
    if (!own && !matches.empty()) {
        result.how = StoredLogin::How::Kept;
        co_return result;
    }
    if (!own) {
        KS_CO_ASSIGN(std::string name, freeName(*session, request.query));
        auto adding =
            storedAs(StoredLogin::How::Added,
                     addConnection(context, additionOf(std::move(request), std::move(name)), std::move(actor)));
        co_return co_await adding;
    }
    EditConnection edit;
    edit.id = own->connection.id;
    if (request.expiresAt || own->connection.expiresAt)
        edit.expiresAt = request.expiresAt;
    edit.secrets.emplace(std::string{model::field::password},
                         std::make_shared<base::Secret>(std::move(request.password)));
    auto editing = storedAs(StoredLogin::How::Updated, editConnection(context, std::move(edit), std::move(actor)));
    co_return co_await editing;
}

TaskOf<ErasedLogin> removeStored(ContextPtr context, model::Connection connection, model::Actor actor)
{
    RemoveConnection request;
    request.id = connection.id;
    request.revokeRemotely = false;
    auto removing = removeConnection(context, std::move(request), std::move(actor));
    const base::Result<RemovedConnection> removed = co_await removing;
    if (!removed)
        co_return removed.error();
    ErasedLogin result;
    result.how = ErasedLogin::How::Removed;
    result.connection = std::move(connection);
    co_return result;
}

// On record that the server refused it; where it renews itself, the next use gets a new one.
TaskOf<ErasedLogin> noteRefused(ContextPtr context, model::Connection connection, model::Actor actor)
{
    KS_CO_ASSIGN(VaultSession* const session, context->open());
    const base::WallTime now = context->now();
    const bool recent = connection.lastRefreshedAt && now - *connection.lastRefreshedAt < justRefreshed;
    const bool renew = renewsItself(connection) && !recent;
    model::AuditEvent event =
        eventOf(connection, model::AuditAction::ConnectionTest, std::move(actor), model::AuditOutcome::Failure);
    event.detail["verdict"] = "refused_by_server";
    std::vector<model::AuditEvent> events;
    events.push_back(std::move(event));
    if (renew)
        connection.expiresAt = now;
    KS_CO_ASSIGN(const std::uint64_t commit,
                 session->apply(
                     [&](db::Transaction& transaction) {
                         return renew ? session->vault->connections().save(transaction, connection) : base::ok();
                     },
                     std::move(events)));
    // Of a token that came in this session the refresher knows the life by itself. One that waits after a failure
    // goes on waiting.
    if (renew && !session->refresher->retryAt(connection.id))
        session->refresher->tokensReplaced(connection.id, std::chrono::milliseconds::zero());
    auto updating = settleUpdate(context, connection, commit);
    const base::Result<model::Connection> updated = co_await updating;
    if (!updated)
        co_return updated.error();
    ErasedLogin result;
    result.how = renew ? ErasedLogin::How::Refresh : ErasedLogin::How::Kept;
    result.connection = *updated;
    co_return result;
}

TaskOf<ErasedLogin> eraseLogin(ContextPtr context, EraseLogin request, model::Actor actor)
{
    KS_CO_ASSIGN(VaultSession* const session, context->open());
    KS_CO_ASSIGN(std::vector<ServerMatch> matches, meant(*context, *session, request.query));
    if (!request.connection.empty())
        std::erase_if(matches,
                      [&](const ServerMatch& match) { return match.connection.id.text != request.connection; });
    const std::string_view tag = tagFor(request.query.by);
    ErasedLogin result;
    for (const ServerMatch& match : matches) {
        const bool stored = match.connection.providerId == storedProvider && carries(match.connection, tag);
        if (!request.password) {
            if (stored && match.url == request.query.url() && !match.below) {
                auto removing = removeStored(context, match.connection, std::move(actor));
                co_return co_await removing;
            }
            result.how = ErasedLogin::How::Kept;
            result.connection = match.connection;
            continue;
        }
        KS_CO_ASSIGN(const bool same, holds(*session, match.connection, *request.password));
        if (!same)
            continue;
        auto erasing = stored ? removeStored(context, match.connection, std::move(actor))
                              : noteRefused(context, match.connection, std::move(actor));
        co_return co_await erasing;
    }
    co_return result;
}

TaskOf<ServerChoice> chooseLogin(ContextPtr context, ServerQuery query)
{
    KS_CO_ASSIGN(VaultSession* const session, context->open());
    KS_CO_ASSIGN(const std::vector<model::Connection> connections, session->vault->connections().all());
    co_return chooseFor(query, connections, context->parts.providers);
}

base::Result<std::vector<model::Connection>> named(VaultSession& session, const std::string& connection)
{
    if (connection.empty())
        return session.vault->connections().all();
    KS_ASSIGN(model::Connection found, session.vault->connections().find(connection));
    return std::vector<model::Connection>{std::move(found)};
}

TaskOf<std::vector<ServedUrl>> listServed(ContextPtr context, AskedBy by, std::string connection)
{
    KS_CO_ASSIGN(VaultSession* const session, context->open());
    KS_CO_ASSIGN(const std::vector<model::Connection> connections, named(*session, connection));
    std::vector<ServedUrl> rows;
    for (const model::Connection& serving : connections) {
        for (ServedUrl& row : servedUrls(serving, by, context->parts.providers))
            rows.push_back(std::move(row));
    }
    co_return rows;
}

TaskOf<std::vector<ServedUrl>> listApi(ContextPtr context, std::string connection)
{
    KS_CO_ASSIGN(VaultSession* const session, context->open());
    KS_CO_ASSIGN(const model::Connection found, session->vault->connections().find(connection));
    co_return apiUrls(found, context->parts.providers);
}

} // namespace

std::string_view toText(StoredLogin::How how)
{
    switch (how) {
    case StoredLogin::How::Added:
        return "added";
    case StoredLogin::How::Updated:
        return "updated";
    case StoredLogin::How::Unchanged:
        return "unchanged";
    case StoredLogin::How::Kept:
        return "kept";
    }
    return {};
}

std::string_view toText(ErasedLogin::How how)
{
    switch (how) {
    case ErasedLogin::How::Removed:
        return "removed";
    case ErasedLogin::How::Refresh:
        return "refresh";
    case ErasedLogin::How::Kept:
        return "kept";
    case ErasedLogin::How::Unknown:
        return "unknown";
    }
    return {};
}

LoginDesk::Answer<ServerChoice> LoginDesk::choose(ServerQuery query)
{
    return chooseLogin(m_context, std::move(query));
}
LoginDesk::Answer<std::vector<ServedUrl>> LoginDesk::served(AskedBy by, std::string connection)
{
    return listServed(m_context, by, std::move(connection));
}
LoginDesk::Answer<std::vector<ServedUrl>> LoginDesk::servedByApi(std::string connection)
{
    return listApi(m_context, std::move(connection));
}
LoginDesk::Answer<StoredLogin> LoginDesk::store(StoreLogin request, model::Actor actor)
{
    return storeLogin(m_context, std::move(request), std::move(actor));
}
LoginDesk::Answer<ErasedLogin> LoginDesk::erase(EraseLogin request, model::Actor actor)
{
    return eraseLogin(m_context, std::move(request), std::move(actor));
}

} // namespace keystead::service
