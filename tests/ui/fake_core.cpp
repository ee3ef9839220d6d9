// SPDX-License-Identifier: GPL-3.0-or-later
#include "fake_core.h"

#include <algorithm>

namespace keystead::ui::test {

using base::ErrorCode;
using service::VaultState;

void FakeCore::setUnlocked()
{
    status.state = VaultState::Unlocked;
    status.problem.reset();
    Q_EMIT statusChanged(status);
}

void FakeCore::createVault(QObject* context, service::CreateVault, Then<void> then)
{
    if (!nextError)
        QTimer::singleShot(0, this, &FakeCore::setUnlocked);
    answer(context, then, base::ok());
}

void FakeCore::unlockWithKeychain(QObject* context, Then<void> then)
{
    createVault(context, {}, std::move(then));
}

void FakeCore::unlockWithPassphrase(QObject* context, base::Secret given, Then<void> then)
{
    if (given.exposeText() != passphrase) {
        answer<void>(context, then, base::fail(ErrorCode::WrongPassphrase));
        return;
    }
    createVault(context, {}, std::move(then));
}

void FakeCore::lock(QObject* context, Then<void> then)
{
    ++locks;
    status.state = VaultState::Locked;
    QTimer::singleShot(0, this, [this] { Q_EMIT statusChanged(status); });
    answer(context, then, base::ok());
}

void FakeCore::check(QObject* context, Then<std::vector<service::CheckItem>> then)
{
    answer<std::vector<service::CheckItem>>(context, then, checkItems);
}

void FakeCore::connections(QObject* context, Then<std::vector<model::Connection>> then)
{
    answer<std::vector<model::Connection>>(context, then, rows);
}

model::Connection* FakeCore::row(const base::ConnectionId& id)
{
    const auto found = std::find_if(rows.begin(), rows.end(), [&](const auto& c) { return c.id == id; });
    return found == rows.end() ? nullptr : &*found;
}

void FakeCore::add(QObject* context, service::AddConnection request, Then<service::AddedConnection> then)
{
    service::AddedConnection result;
    result.problems = problems;
    if (problems.empty() && !nextError) {
        model::Connection c;
        c.id = base::ConnectionId::create();
        c.name = request.draft.name;
        c.providerId = request.draft.providerId;
        c.kind = request.draft.kind;
        c.parameters = request.draft.parameters;
        c.scopesRequested = request.draft.scopes;
        c.tags = request.draft.tags;
        c.state = c.kind == model::AuthKind::OAuth2 ? model::ConnectionState::Created : model::ConnectionState::Active;
        if (!profileList.empty())
            c.profile = profileList.front().id;
        rows.push_back(c);
        result.connection = c;
        model::ChangeSet changes;
        changes.added.push_back(c);
        QTimer::singleShot(0, this, [this, changes] { Q_EMIT changed(changes); });
    }
    added = std::move(request);
    answer<service::AddedConnection>(context, then, std::move(result));
}

void FakeCore::edit(QObject* context, service::EditConnection request, Then<service::AddedConnection> then)
{
    service::AddedConnection result;
    result.problems = problems;
    if (model::Connection* c = row(request.id); c && problems.empty()) {
        c->name = request.name.value_or(c->name);
        result.connection = *c;
    }
    edited = std::move(request);
    answer<service::AddedConnection>(context, then, std::move(result));
}

void FakeCore::remove(QObject* context, service::RemoveConnection request, Then<service::RemovedConnection> then)
{
    removed = request;
    service::RemovedConnection result;
    result.removed = !nextError;
    result.remote = request.revokeRemotely ? service::RemovedConnection::Remote::Revoked
                                           : service::RemovedConnection::Remote::NotAsked;
    if (const model::Connection* c = row(request.id); c && result.removed) {
        m_bin[request.id.text] = *c;
        std::erase_if(rows, [&](const auto& each) { return each.id == request.id; });
        model::ChangeSet changes;
        changes.removed.push_back(request.id);
        QTimer::singleShot(0, this, [this, changes] { Q_EMIT changed(changes); });
    }
    answer<service::RemovedConnection>(context, then, std::move(result));
}

void FakeCore::undoRemove(QObject* context, base::ConnectionId id, Then<model::Connection> then)
{
    const auto found = m_bin.find(id.text);
    if (found == m_bin.end()) {
        answer<model::Connection>(context, then, base::fail(ErrorCode::NotFound));
        return;
    }
    rows.push_back(found->second);
    model::ChangeSet changes;
    changes.added.push_back(found->second);
    QTimer::singleShot(0, this, [this, changes] { Q_EMIT changed(changes); });
    answer<model::Connection>(context, then, found->second);
}

base::Result<model::Connection> FakeCore::moved(const base::ConnectionId& id, model::ConnectionState state)
{
    model::Connection* c = row(id);
    if (!c)
        return base::fail(ErrorCode::NotFound);
    c->state = state;
    c->problem.reset();
    model::ChangeSet changes;
    changes.updated.push_back(*c);
    QTimer::singleShot(0, this, [this, changes] { Q_EMIT changed(changes); });
    return *c;
}

void FakeCore::pause(QObject* context, base::ConnectionId id, Then<model::Connection> then)
{
    answer<model::Connection>(context, then, moved(id, model::ConnectionState::Paused));
}

void FakeCore::resume(QObject* context, base::ConnectionId id, Then<model::Connection> then)
{
    answer<model::Connection>(context, then, moved(id, model::ConnectionState::Active));
}

void FakeCore::revoke(QObject* context, base::ConnectionId, Then<service::RemovedConnection> then)
{
    service::RemovedConnection result;
    result.remote = service::RemovedConnection::Remote::Revoked;
    answer<service::RemovedConnection>(context, then, std::move(result));
}

void FakeCore::startSignIn(QObject* context, service::SignInRequest request, Then<service::SignInSession> then)
{
    if (!session) {
        service::SignInSession made;
        made.id = "session-1";
        made.url = "https://login.example.org/authorize?client_id=keystead";
        made.redirectUri = "http://127.0.0.1:40001/callback";
        if (const model::Connection* c = row(request.connection))
            made.connectionName = c->name;
        made.expiresAt = base::SystemClock().now() + std::chrono::minutes{5};
        session = made;
    }
    answer<service::SignInSession>(context, then, *session);
}

void FakeCore::awaitSignIn(QObject* context, std::string, Then<service::SignInOutcome> then)
{
    if (!signInEnds)
        return;
    model::Connection c = rows.empty() ? model::Connection{} : rows.back();
    c.state = model::ConnectionState::Active;
    c.hasRefreshToken = true;
    answer<service::SignInOutcome>(context, then, service::SignInOutcome{c, {}});
}

void FakeCore::refresh(QObject* context, base::ConnectionId id, Then<model::Connection> then)
{
    answer<model::Connection>(context, then, moved(id, model::ConnectionState::Updated));
}

Cancel FakeCore::test(QObject* context, base::ConnectionId, Then<model::TestReport> then)
{
    answer<model::TestReport>(context, then, testReport);
    return [] {};
}

void FakeCore::reveal(QObject* context, base::ConnectionId, std::string field, service::Proof proof,
                      Then<base::Secret> then)
{
    revealed.push_back(field);
    if (proof.passphrase && proof.passphrase->exposeText() != passphrase)
        answer<base::Secret>(context, then, base::fail(ErrorCode::WrongPassphrase));
    else
        answer<base::Secret>(context, then, base::Secret::fromText(secretText));
}

void FakeCore::secretFieldNames(QObject* context, base::ConnectionId id, Then<std::vector<std::string>> then)
{
    const model::Connection* c = row(id);
    answer<std::vector<std::string>>(
        context, then, c && c->state == model::ConnectionState::Created ? std::vector<std::string>{} : fields);
}

void FakeCore::profiles(QObject* context, Then<std::vector<model::Profile>> then)
{
    answer<std::vector<model::Profile>>(context, then, profileList);
}

void FakeCore::addProfile(QObject* context, std::string name, Then<model::Profile> then)
{
    const model::Profile profile{base::ProfileId::create(), name, {}};
    if (!nextError) {
        profileList.push_back(profile);
        model::ChangeSet changes;
        changes.profilesChanged = true;
        QTimer::singleShot(0, this, [this, changes] { Q_EMIT changed(changes); });
    }
    answer<model::Profile>(context, then, profile);
}

void FakeCore::oauthClients(QObject* context, Then<std::vector<model::OAuthClient>> then)
{
    answer<std::vector<model::OAuthClient>>(context, then, clients);
}

void FakeCore::settings(QObject* context, Then<model::Settings> then)
{
    answer<model::Settings>(context, then, currentSettings);
}

void FakeCore::saveSettings(QObject* context, model::Settings next, Then<void> then)
{
    if (!nextError)
        currentSettings = next;
    answer(context, then, base::ok());
}

void FakeCore::providerSpecs(QObject* context, Then<std::vector<model::ProviderSpec>> then)
{
    answer<std::vector<model::ProviderSpec>>(context, then, specs);
}

std::vector<model::AuditRecord> FakeCore::matching(const model::AuditFilter& filter) const
{
    std::vector<model::AuditRecord> found;
    for (const model::AuditRecord& record : records) {
        if ((filter.connection && record.event.connection != filter.connection) ||
            (filter.beforeSequence > 0 && record.sequence >= filter.beforeSequence) ||
            (filter.outcome && record.event.outcome != *filter.outcome) ||
            (filter.from && record.event.time < *filter.from) || (filter.to && record.event.time >= *filter.to) ||
            (!filter.actions.empty() &&
             std::find(filter.actions.begin(), filter.actions.end(), record.event.action) == filter.actions.end()) ||
            record.event.actor.program.find(filter.program) == std::string::npos)
            continue;
        found.push_back(record);
        if (filter.limit > 0 && static_cast<int>(found.size()) == filter.limit)
            break;
    }
    return found;
}

void FakeCore::auditRecords(QObject* context, model::AuditFilter filter, Then<std::vector<model::AuditRecord>> then)
{
    answer<std::vector<model::AuditRecord>>(context, then, matching(filter));
}

void FakeCore::auditCount(QObject* context, model::AuditFilter filter, Then<std::int64_t> then)
{
    filter.limit = 0;
    answer<std::int64_t>(context, then, static_cast<std::int64_t>(matching(filter).size()));
}

Cancel FakeCore::verifyAudit(QObject* context, ProgressThen progress, Then<model::ChainReport> then)
{
    progress(1, 2);
    answer<model::ChainReport>(context, then, chainReport);
    return [this] {
        if (cancelled)
            cancelled();
    };
}

Cancel FakeCore::exportReport(QObject* context, service::ExportReport request, ProgressThen progress,
                              Then<service::ExportedReport> then)
{
    exported = request;
    progress(1, 2);
    service::ExportedReport report;
    report.file = request.file;
    report.records = static_cast<std::int64_t>(records.size());
    answer<service::ExportedReport>(context, then, report);
    return [this] {
        if (cancelled)
            cancelled();
    };
}

} // namespace keystead::ui::test
