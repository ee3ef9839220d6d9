// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// Requests that Keystead makes for programs with a connection's credential on them, so that the program never sees it
// (docs/proxy.md). Each is checked (access/request_rules.h), authorised on its own, and on record, durably, before a
// byte of its answer leaves. CoreService::requests() gives one; it is a handle and may be copied. Thread: the core
// thread.
#include "core/access/proxy_session.h"
#include "core/base/cancel.h"
#include "core/model/audit_event.h"
#include "core/model/grant.h"
#include "core/service/requests.h"

#include <functional>
#include <memory>
#include <optional>
#include <qcoro/qcorotask.h>
#include <string>
#include <vector>

namespace keystead::service {

struct Context;

// Who asks, and who says whether it may.
struct RequestProgram
{
    model::Actor actor;
    model::Caller caller;
    // CoreService::authorize.
    std::function<QCoro::Task<base::Result<void>>(model::AccessWant, model::Caller, base::CancelToken)> authorize;
    // The calling process is still the one that was identified; asked before a credential is put on a request.
    std::function<base::Status()> stillSame;
};

// What a program wants of one connection.
struct RequestWish
{
    std::string connection; // id, NAME or PROFILE/NAME
    std::string method;
    std::string target; // a path behind the API's address, or a whole URL of the connection's own hosts
    access::HeaderList headers;
    access::TargetForms forms = access::TargetForms::PathOrOwnUrl;
    std::string locationPrefix{}; // "/c/NAME" of the loopback endpoint; empty: a Location is passed on as it is
    bool repeatAlways = false;    // after a 401 also methods that change something; else GET, HEAD and OPTIONS
};

struct SmallAnswer
{
    int status = 0;
    access::HeaderList headers;
    base::Secret body;
};

// Of what `request` takes and gives in one message; request.stream has no limit.
inline constexpr std::size_t smallRequestBody = 512 * 1024;
inline constexpr std::size_t smallAnswerBody = 640 * 1024;

class RequestDesk
{
public:
    explicit RequestDesk(std::shared_ptr<Context> context) : m_context(std::move(context)) {}

    // TooLarge where the answer does not fit: request.stream has no limit.
    QCoro::Task<base::Result<SmallAnswer>> request(RequestWish wish, std::optional<base::Secret> body,
                                                   RequestProgram program, base::CancelToken cancel);
    // For a session of proxied requests (access/proxy_session.h). Nothing is looked at before prepare().
    std::shared_ptr<access::ProxyErrand> errand(RequestWish wish, RequestProgram program, base::CancelToken cancel);
    // What the loopback endpoint turns away: it makes no request, and is on record and slowed as every refusal is.
    std::shared_ptr<access::ProxyErrand> refusal(base::Error error, base::CancelToken cancel);
    // That a person asks, before the loopback endpoint is switched (checkProof).
    QCoro::Task<base::Status> prove(Proof proof, model::Actor actor);
    // The connection, so that a session can be refused at its start.
    base::Result<model::Connection> find(const std::string& connection) const;

private:
    std::shared_ptr<Context> m_context;
};

} // namespace keystead::service
