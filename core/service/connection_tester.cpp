// SPDX-License-Identifier: GPL-3.0-or-later
// The provider's test request with the connection's credential; what came of it is shown, stored and recorded.
#include "core/service/certificate_facts.h"
#include "core/service/connection_ops.h"
#include "core/service/credential_placement.h"
#include "core/service/test_answer.h"
#include "core/service/use_ops.h"
#include "core/vault/connection_store.h"
#include "core/vault/credential_store.h"

namespace keystead::service {

namespace {

using base::ErrorCode;
using model::AuthKind;
using Verdict = model::TestReport::Verdict;

struct Trial
{
    model::Connection connection;
    model::ProviderSpec spec;
    std::map<std::string, std::string> parameters;
    model::Actor actor;
};
using TrialPtr = std::shared_ptr<Trial>;

base::Result<net::HttpRequest> buildRequest(VaultSession& session, const Trial& trial, const base::Secret& value)
{
    const model::TestRequest& test = *trial.spec.test;
    net::HttpRequest request;
    request.method = test.method;
    KS_ASSIGN(request.url, model::expandTemplate(test.url, trial.spec, trial.parameters));
    if (request.url.empty())
        return base::fail(ErrorCode::Unsupported, "no test address is set");
    KS_TRY(checkTestOrigin(trial.spec, trial.parameters, request.url));
    std::map<std::string, std::string> headers = trial.spec.apiHeaders;
    for (const auto& [name, text] : test.headers)
        headers.insert_or_assign(name, text);
    for (const auto& [name, text] : headers) {
        KS_ASSIGN(std::string expanded, model::expandTemplate(text, trial.spec, trial.parameters));
        request.headers.emplace_back(name, std::move(expanded));
    }
    if (!test.body.empty())
        request.body = base::Secret::fromText(test.body);
    request.contentType = test.contentType;
    request.allowLoopbackHttp = model::loopbackHttpAllowed(trial.spec, trial.parameters);
    if (const auto ca = trial.parameters.find("ca_pem"); ca != trial.parameters.end())
        request.caPem = ca->second;
    KS_ASSIGN(const auto fields, session.vault->credentials().getAll(trial.connection.id.text));
    KS_TRY(placeCredential(request, Placement{trial.spec, trial.connection, trial.parameters, value, fields}));
    return request;
}

QCoro::Task<model::TestReport> tryOnce(ContextPtr context, TrialPtr trial, base::CancelToken cancel)
{
    model::TestReport report;
    const auto opened = context->openTrusted();
    if (!opened) {
        report.error = opened.error();
        co_return report;
    }
    const std::chrono::milliseconds aMinute{std::chrono::minutes{1}};
    auto freshening = (*opened)->refresher->freshCredential(trial->connection.id, aMinute, trial->actor, cancel);
    const base::Result<refresh::FreshCredential> fresh = co_await freshening;
    const auto still = context->openTrusted();
    if (!still || !fresh) {
        readTestFault(report, !still ? still.error() : fresh.error());
        co_return report;
    }
    auto request = buildRequest(**still, *trial, fresh->value);
    if (!request) {
        readTestFault(report, request.error());
        co_return report;
    }
    auto sending = context->parts.http.send(std::move(*request), cancel);
    const base::Result<net::HttpResponse> answer = co_await sending;
    if (answer)
        readTestAnswer(report, *answer, trial->spec, trial->connection, context->now());
    else
        readTestFault(report, answer.error());
    co_return report;
}

bool worthARefresh(const model::TestReport& report, const model::Connection& connection)
{
    return report.verdict == Verdict::WrongCredential && report.httpStatus == 401 &&
           ((connection.kind == AuthKind::OAuth2 && connection.hasRefreshToken) ||
            connection.kind == AuthKind::ClientCredentials);
}

// What a test teaches about the connection. Only a sign-in server's invalid_grant ends an oauth2 connection, so a 401
// here does not.
base::Status learn(model::Connection& connection, const model::TestReport& report, base::WallTime now)
{
    using model::ConnectionState;
    connection.lastTestedAt = now;
    connection.updatedAt = now;
    if (!report.account.empty())
        connection.account = report.account;
    if (!report.scopesGranted.empty())
        connection.scopesGranted = report.scopesGranted;
    const bool ownSecret = connection.kind != AuthKind::OAuth2;
    if (report.verdict == Verdict::Works && ownSecret &&
        (connection.state == ConnectionState::AuthError || connection.state == ConnectionState::Expired))
        return model::moveTo(connection, ConnectionState::Active, now);
    const bool refused = connection.kind != AuthKind::Certificate; // that one was not shown to anybody
    if (report.verdict == Verdict::WrongCredential && ownSecret && refused &&
        connection.state == ConnectionState::Active) {
        const model::StateProblem problem{ErrorCode::Unauthorized, "the provider refuses the credential", now};
        return model::moveTo(connection, ConnectionState::AuthError, now, problem);
    }
    return base::ok();
}

model::AuditEvent testEvent(const model::Connection& connection, const model::Actor& actor,
                            const model::TestReport& report)
{
    const bool works = report.verdict == Verdict::Works;
    model::AuditEvent event = eventOf(connection, model::AuditAction::ConnectionTest, actor,
                                      works ? model::AuditOutcome::Success : model::AuditOutcome::Failure);
    event.duration = report.took;
    event.detail["verdict"] = std::string{model::toText(report.verdict)};
    if (report.httpStatus != 0)
        event.detail["status"] = std::to_string(report.httpStatus);
    return event;
}

TaskOf<void> storeReport(ContextPtr context, TrialPtr trial, model::TestReport report)
{
    KS_CO_ASSIGN(VaultSession* const session, context->open());
    KS_CO_ASSIGN(model::Connection connection, session->vault->connections().get(trial->connection.id));
    KS_CO_TRY(learn(connection, report, report.testedAt));
    std::vector<model::AuditEvent> events;
    events.push_back(testEvent(connection, trial->actor, report));
    KS_CO_ASSIGN(const std::uint64_t commit, session->apply(
                                                 [&](db::Transaction& transaction) {
                                                     return session->vault->connections().save(transaction, connection);
                                                 },
                                                 std::move(events)));
    auto settling = settle(context, commit);
    const base::Status onDisk = co_await settling;
    if (!onDisk)
        co_return onDisk.error();
    context->emitUpdated(connection);
    co_return base::ok();
}

} // namespace

TaskOf<model::TestReport> testConnection(ContextPtr context, base::ConnectionId id, model::Actor actor,
                                         base::CancelToken cancel)
{
    KS_CO_ASSIGN(VaultSession* const session, context->openTrusted());
    const auto trial = std::make_shared<Trial>();
    KS_CO_ASSIGN(trial->connection, session->vault->connections().get(id));
    KS_CO_ASSIGN(trial->spec, specOf(*context, trial->connection.providerId));
    trial->parameters = trial->connection.parameters;
    trial->actor = std::move(actor);
    model::TestReport report;
    if (trial->connection.state == model::ConnectionState::Paused)
        co_return base::fail(ErrorCode::Denied, "the connection is paused");
    if (trial->connection.kind == AuthKind::Certificate) {
        KS_CO_ASSIGN(const SecretFields fields, session->vault->credentials().getAll(id.text));
        report.testedAt = context->now();
        checkCertificateHere(report, fields, report.testedAt);
        auto noting = storeReport(context, trial, report);
        const base::Status noted = co_await noting;
        if (!noted)
            co_return noted.error();
        co_return report;
    }
    if (!trial->spec.test) {
        report.verdict = Verdict::NotTestable;
        report.testedAt = context->now();
        co_return report;
    }
    base::CancelSource either; // the caller's wish or the vault's lock
    const auto onCaller = cancel.onCancel([&either] { either.cancel(); });
    const auto onLock = session->closing.token().onCancel([&either] { either.cancel(); });
    auto trying = tryOnce(context, trial, either.token());
    report = co_await trying;
    if (worthARefresh(report, trial->connection) && context->open()) {
        auto refreshing = context->session->refresher->refreshNow(id, trial->actor, either.token());
        const base::Result<refresh::RefreshOutcome> refreshed = co_await refreshing;
        if (refreshed) {
            auto again = tryOnce(context, trial, either.token());
            report = co_await again;
        }
    }
    if (report.error && report.error->code == ErrorCode::Cancelled)
        co_return *report.error;
    report.testedAt = context->now();
    auto storing = storeReport(context, trial, report);
    const base::Status stored = co_await storing;
    if (!stored)
        co_return stored.error();
    co_return report;
}

} // namespace keystead::service
