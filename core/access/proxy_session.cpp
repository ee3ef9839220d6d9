// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/access/proxy_session.h"

#include "core/access/proxy_pipes.h"
#include "core/base/json.h"
#include "core/protocol/error_code.h"

#include <nlohmann/json.hpp>

namespace keystead::access {

using base::ErrorCode;
using base::fail;

namespace {

struct Session
{
    std::shared_ptr<ClientStream> client;
    ErrandMaker maker;
    ProxySessionOptions options;
    base::CancelSource gone;
};
using SessionPtr = std::shared_ptr<Session>;

std::string plainRefusal(int status, const std::string& why)
{
    const base::Json body = {{"error", {{"code", "invalid_argument"}, {"message", why}, {"hint", ""}}}};
    const std::string text = base::toJsonText(body) + "\n";
    return "HTTP/1.1 " + std::to_string(status) + " Refused\r\nKeystead-Error: invalid_argument\r\n" +
           "Content-Type: application/json\r\nContent-Length: " + std::to_string(text.size()) +
           "\r\nConnection: close\r\n\r\n" + text;
}

// The next head, or nothing: the program is done, too slow, or was told why it is refused.
QCoro::Task<std::optional<ProxyHead>> nextHead(SessionPtr session)
{
    std::string bytes;
    base::Secret buffer{8 * 1024};
    const std::span<char> room{reinterpret_cast<char*>(buffer.exposeMutable().data()), buffer.size()};
    std::optional<base::SteadyTime> began;
    const base::SystemClock clock;
    while (true) {
        auto limit = session->options.betweenIdle;
        if (began) {
            limit = session->options.head - (clock.steady() - *began);
            if (limit.count() <= 0)
                break;
        }
        auto reading = session->client->read(room, limit);
        const base::Result<std::size_t> got = co_await reading;
        if (!got || *got == 0)
            break;
        if (!began)
            began = clock.steady();
        bytes.append(room.data(), *got);
        ProxyHeadRead read = readProxyHead(bytes);
        if (read.refusal != 0) {
            const std::string answer = plainRefusal(read.refusal, read.why);
            auto writing = session->client->write(answer, session->options.head);
            co_await writing;
            break;
        }
        if (read.consumed == 0)
            continue;
        session->client->putBack(std::string_view{bytes}.substr(read.consumed));
        base::wipe(bytes);
        co_return std::move(read.head);
    }
    base::wipe(bytes); // it may hold a key
    co_return std::nullopt;
}

QCoro::Task<void> refuse(SessionPtr session, base::Error error, bool withBody)
{
    const std::string answer = httpErrorAnswer(error, withBody);
    auto writing = session->client->write(answer, session->options.body);
    co_await writing;
}

// True where the connection can serve another request.
QCoro::Task<bool> serve(SessionPtr session, ProxyHead head)
{
    const bool withBody = head.method != "HEAD";
    base::Result<std::shared_ptr<ProxyErrand>> errand = session->maker(head, session->gone.token());
    if (!errand) {
        auto refusing = refuse(session, errand.error(), withBody);
        co_await refusing;
        co_return false;
    }
    const auto in = std::make_shared<ClientBody>(session->client, head, session->options.body);
    const auto out = std::make_shared<ClientAnswer>(session->client, head, *errand, session->options);
    const auto done = std::make_shared<ProxyDone>();
    session->client->watch([session] { session->gone.cancel(); });
    auto running = runProxyExchange(*errand, in, out, session->gone.token(), done);
    const base::Status result = co_await running;
    session->client->watch({});
    if (!result && !done->headSent) {
        auto refusing = refuse(session, result.error(), withBody);
        co_await refusing;
    }
    co_return result && done->bodyFinished && in->whole() && out->keepsAlive();
}

QCoro::Task<void> serveAll(SessionPtr session)
{
    bool more = true;
    while (more && !session->client->closed()) {
        auto reading = nextHead(session);
        std::optional<ProxyHead> head = co_await reading;
        if (!head)
            break;
        auto serving = serve(session, std::move(*head));
        more = co_await serving;
    }
}

} // namespace

QCoro::Task<void> runProxySession(std::shared_ptr<ClientStream> client, ErrandMaker maker, ProxySessionOptions options,
                                  base::CancelToken cut)
{
    const auto session = std::make_shared<Session>(Session{client, std::move(maker), std::move(options), {}});
    const auto registration = cut.onCancel([session] {
        session->gone.cancel();
        session->client->close();
    });
    auto all = serveAll(session);
    co_await all;
    auto parting = client->part();
    co_await parting;
    session->maker = {};
}

int httpStatusFor(ErrorCode code)
{
    switch (code) {
    case ErrorCode::InvalidArgument:
    case ErrorCode::ParseError:
        return 400;
    case ErrorCode::Denied:
        return 403;
    case ErrorCode::NotFound:
    case ErrorCode::AmbiguousName:
        return 404;
    case ErrorCode::IllegalState:
    case ErrorCode::FamilyUnconfirmed:
        return 409;
    case ErrorCode::LimitExceeded:
    case ErrorCode::TooLarge:
        return 413;
    case ErrorCode::SignInNeeded:
        return 424; // what is needed first has failed: a 401 would make programs ask for a password
    case ErrorCode::RateLimited:
    case ErrorCode::TooManyRequests:
        return 429;
    case ErrorCode::NetworkTimeout:
    case ErrorCode::TimedOut:
        return 504;
    case ErrorCode::NetworkUnreachable:
    case ErrorCode::TlsFailure:
    case ErrorCode::RedirectRefused:
    case ErrorCode::BadResponse:
    case ErrorCode::ServerError:
        return 502;
    case ErrorCode::VaultLocked:
    case ErrorCode::AuditUnavailable:
    case ErrorCode::Cancelled:
        return 503;
    default:
        return 500;
    }
}

std::string httpErrorAnswer(const base::Error& error, bool withBody)
{
    const std::string code{base::errorName(error.code)};
    const base::Json body = {{"error",
                              {{"code", code},
                               {"message", protocol::reasonFor(error)},
                               {"hint", protocol::hintFor(error)},
                               {"detail", error.detail}}}};
    const std::string text = base::toJsonText(body) + "\n";
    return "HTTP/1.1 " + std::to_string(httpStatusFor(error.code)) + " Keystead\r\nKeystead-Error: " + code +
           "\r\nContent-Type: application/json\r\nCache-Control: no-store\r\nContent-Length: " +
           std::to_string(text.size()) + "\r\nConnection: close\r\n\r\n" + (withBody ? text : std::string{});
}

} // namespace keystead::access
