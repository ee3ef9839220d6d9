// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/service/expiry_watch.h"

#include "core/base/log.h"
#include "core/service/context.h"
#include "core/vault/connection_store.h"
#include "core/vault/settings_store.h"

namespace keystead::service {

namespace {

using model::ConnectionState;

bool renewsItself(const model::Connection& connection)
{
    return connection.hasRefreshToken || connection.kind == model::AuthKind::ClientCredentials ||
           connection.kind == model::AuthKind::Jwt;
}

// `expiresAt` moved to where it is by steady time.
model::Connection bySteadyTime(const Context& context, model::Connection connection)
{
    if (const auto remaining = context.session->refresher->remaining(connection); remaining && connection.expiresAt)
        connection.expiresAt = context.now() + *remaining;
    return connection;
}

} // namespace

ExpiryWatch::ExpiryWatch(std::weak_ptr<Context> context) : m_context(std::move(context))
{
    m_timer.setInterval(std::chrono::minutes{10});
    QObject::connect(&m_timer, &QTimer::timeout, &m_timer, [this] { look(); });
    m_timer.start();
    QTimer::singleShot(0, &m_timer, [this] { look(); });
}

void ExpiryWatch::look()
{
    const std::shared_ptr<Context> context = m_context.lock();
    if (!context || !context->open())
        return;
    const auto settings = context->session->vault->settings().load();
    const auto connections = context->session->vault->connections().all();
    if (!settings || !connections)
        return;
    for (const model::Connection& connection : *connections)
        lookAt(*context, connection, settings->expiryNotice);
}

void ExpiryWatch::lookAt(Context& context, const model::Connection& connection, std::chrono::milliseconds horizon)
{
    const model::Connection steady = bySteadyTime(context, connection);
    const bool over = steady.expiresAt && *steady.expiresAt <= context.now();
    if (over && !renewsItself(connection) && connection.state == ConnectionState::Active) {
        markExpired(context, connection);
        return;
    }
    if (!model::expiresSoon(steady, context.now(), horizon))
        m_toldSoon.erase(connection.id);
    else if (m_toldSoon.insert(connection.id).second)
        context.notify({Notification::Kind::ExpiringSoon, connection.id, connection.name, {}});
}

void ExpiryWatch::markExpired(Context& context, model::Connection connection)
{
    const base::WallTime now = context.now();
    const auto code =
        connection.kind == model::AuthKind::OAuth2 ? base::ErrorCode::SignInNeeded : base::ErrorCode::Unauthorized;
    const model::StateProblem problem{code, "it has expired", now};
    if (!model::moveTo(connection, ConnectionState::Expired, now, problem))
        return;
    model::Actor timer;
    timer.via = "timer";
    model::AuditEvent event = eventOf(connection, model::AuditAction::SettingsChanged, std::move(timer));
    event.detail["changed"] = "expired";
    std::vector<model::AuditEvent> events;
    events.push_back(std::move(event));
    vault::ConnectionStore& store = context.session->vault->connections();
    const auto commit = context.session->apply(
        [&](db::Transaction& transaction) { return store.save(transaction, connection); }, std::move(events));
    if (!commit) {
        base::logWarning("service", "an expiry could not be noted: " + base::toString(commit.error()));
        return;
    }
    context.emitUpdated(connection);
}

void ExpiryWatch::refreshed(const model::Connection& connection)
{
    const std::shared_ptr<Context> context = m_context.lock();
    if (!context)
        return;
    if (connection.state == ConnectionState::Active || connection.state == ConnectionState::Updated)
        m_toldFailing.erase(connection.id);
    else if (connection.state == ConnectionState::Expired && connection.problem &&
             m_toldFailing.insert(connection.id).second)
        context->notify({Notification::Kind::RefreshFailing, connection.id, connection.name,
                         std::string{base::errorName(connection.problem->code)}});
}

} // namespace keystead::service
