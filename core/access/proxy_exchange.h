// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// One request of a program, made by Keystead with the credential on it, and its answer on its way back: streamed both
// ways in constant memory, repeated once after a refresh where that is safe, cleaned of what is not the program's
// (cookies, hop-by-hop fields, an echo of the credential), never redirected to another host. Thread: the core thread.
#include "core/access/echo_redactor.h"
#include "core/access/request_rules.h"
#include "core/base/cancel.h"
#include "core/net/http_stream.h"

#include <memory>
#include <optional>
#include <qcoro/qcorotask.h>
#include <string>
#include <vector>

namespace keystead::access {

// What became of a request, for its record.
struct ProxyOutcome
{
    int status = 0; // of the server; 0: there was no answer
    std::optional<base::Error> error;
    bool refreshed = false;
    bool repeated = false;
};

// A request that the policy allows, with the credential on it.
struct ProxyErrandParts
{
    net::HttpRequest request; // its own body is not used
    std::vector<base::Secret> needles;
};

// What the service does for one request: the rules, the policy, the credential, the record.
class ProxyErrand
{
public:
    virtual ~ProxyErrand() = default;
    virtual QCoro::Task<base::Result<ProxyErrandParts>> prepare() = 0;
    // After a 401: with a new credential. An error where there is none to be had: the 401 is passed on then.
    virtual QCoro::Task<base::Result<ProxyErrandParts>> refreshed() = 0;
    // Durable when it comes back. Called exactly once for an errand that was prepared, before a byte of the answer
    // leaves.
    virtual QCoro::Task<base::Status> record(ProxyOutcome outcome) = 0;
    virtual const CheckedRequest& checked() const = 0; // once it is prepared
    // How the program is told an own Location of the server's.
    virtual std::string location(const std::string& text) const { return text; }
    // May it be sent a second time?
    virtual bool repeatable() const = 0;
    // The vault is being locked: the exchange ends, and nothing of the credential stays.
    virtual base::CancelToken cancelled() const = 0;
};

// The program's body. `announced` absent: there is none.
class BodyIn
{
public:
    virtual ~BodyIn() = default;
    virtual std::optional<net::StreamedBody> announced() const = 0;
    // Called before the first read, once the server is there: the moment for "100 Continue".
    virtual QCoro::Task<base::Status> begin() = 0;
    virtual QCoro::Task<base::Result<std::size_t>> read(std::span<char> into) = 0; // 0: its end
    virtual void stop() = 0; // a read that waits ends with an error
};

// Where the answer goes.
class AnswerOut
{
public:
    virtual ~AnswerOut() = default;
    virtual QCoro::Task<base::Status> head(net::StreamHead head) = 0;
    virtual QCoro::Task<base::Status> body(std::string_view bytes) = 0;
    virtual QCoro::Task<base::Status> end() = 0;
};

struct ProxyDone
{
    bool headSent = false;     // an error after this can only be told by breaking off
    bool bodyFinished = false; // of the request: the connection may serve another
};

// A body of this size at most is kept, so that it can be sent a second time.
inline constexpr std::size_t replayCap = 256 * 1024;

// `done` is filled in any case. `cancel`: the program hung up.
QCoro::Task<base::Status> runProxyExchange(std::shared_ptr<ProxyErrand> errand, std::shared_ptr<BodyIn> in,
                                           std::shared_ptr<AnswerOut> out, base::CancelToken cancel,
                                           std::shared_ptr<ProxyDone> done);

// Without what stays behind: hop-by-hop fields, cookies, lengths. The credential's echoes are overwritten.
net::StreamHead cleanedHead(net::StreamHead head, const EchoRedactor& redactor);

} // namespace keystead::access
