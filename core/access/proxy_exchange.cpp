// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/access/proxy_exchange.h"

#include "core/net/http_text.h"

#include <algorithm>

namespace keystead::access {

using base::ErrorCode;
using base::fail;

namespace {

using StreamPtr = std::shared_ptr<net::HttpStream>;

// The program's body on its way to the server, beside the answer.
struct Upload
{
    net::OneShot<bool> over;
    bool running = false;
    bool finished = false; // all of the body is taken from the program
    bool kept = true;      // all of it lies in `body`
    base::SecretBuilder body;
    std::size_t size = 0;
    std::optional<base::Error> error; // the program's side
};
using UploadPtr = std::shared_ptr<Upload>;

QCoro::Task<void> upload(StreamPtr server, std::shared_ptr<BodyIn> in, UploadPtr state)
{
    base::Secret buffer{EchoRedactor::piece};
    const std::span<char> room{reinterpret_cast<char*>(buffer.exposeMutable().data()), buffer.size()};
    bool serverTakes = true;
    while (true) {
        auto reading = in->read(room);
        const base::Result<std::size_t> got = co_await reading;
        if (!got) {
            state->error = got.error();
            server->stop(fail(ErrorCode::Cancelled, "the program's body broke off"));
            break;
        }
        if (*got == 0) {
            state->finished = true;
            break;
        }
        const std::string_view bytes{room.data(), *got};
        state->size += bytes.size();
        state->kept = state->kept && state->size <= replayCap;
        if (state->kept)
            state->body.append(bytes);
        auto writing = server->write(bytes);
        const base::Status written = co_await writing;
        serverTakes = written.has_value();
        if (!serverTakes)
            break; // its answer may be there all the same
    }
    if (state->finished && serverTakes) {
        auto finishing = server->finish();
        const base::Status finished = co_await finishing;
        serverTakes = finished.has_value();
    }
    state->running = false;
    state->over.set(true);
}

QCoro::Task<base::Result<net::StreamHead>> resend(StreamPtr server, net::HttpRequest request,
                                                  std::optional<net::StreamedBody> announced, base::Secret body)
{
    if (announced)
        announced->length = body.size();
    auto opening = server->open(std::move(request), announced);
    const base::Status open = co_await opening;
    if (!open)
        co_return open.error();
    if (!body.empty()) {
        auto writing = server->write(body.exposeText());
        const base::Status written = co_await writing;
    }
    auto waiting = server->head();
    base::Result<net::StreamHead> head = co_await waiting;
    co_return head;
}

// The exchange's one server connection at a time, which a cancellation stops.
struct Line
{
    StreamPtr server = std::make_shared<net::HttpStream>();
    std::optional<base::Error> cancelled;

    void cancel(ErrorCode code, const char* why)
    {
        if (!cancelled)
            cancelled = fail(code, why);
        server->stop(*cancelled);
    }
};
using LinePtr = std::shared_ptr<Line>;

struct Answered
{
    net::StreamHead head;
    std::vector<base::Secret> needles;
};

QCoro::Task<base::Result<net::StreamHead>> sendFirst(LinePtr line, net::HttpRequest request, std::shared_ptr<BodyIn> in,
                                                     UploadPtr state)
{
    const auto announced = in->announced();
    auto opening = line->server->open(std::move(request), announced);
    const base::Status open = co_await opening;
    if (!open)
        co_return open.error();
    state->finished = !announced;
    if (announced) {
        auto beginning = in->begin();
        const base::Status begun = co_await beginning;
        if (!begun)
            co_return begun.error();
        state->running = true;
        upload(line->server, in, state);
    }
    auto waiting = line->server->head();
    base::Result<net::StreamHead> head = co_await waiting;
    if (!head && state->error)
        co_return *state->error;
    co_return head;
}

// What a 401 leads to: the same request once more where that is safe, else the 401 itself.
QCoro::Task<base::Status> sendAgain(LinePtr line, std::shared_ptr<ProxyErrand> errand, std::shared_ptr<BodyIn> in,
                                    UploadPtr state, Answered& answered, ProxyOutcome& outcome)
{
    if (answered.head.status != 401 || !errand->repeatable() || !state->finished || !state->kept)
        co_return base::ok();
    auto refreshing = errand->refreshed();
    base::Result<ProxyErrandParts> parts = co_await refreshing;
    if (line->cancelled)
        co_return *line->cancelled;
    if (!parts)
        co_return base::ok();
    outcome.refreshed = true;
    line->server->stop(fail(ErrorCode::Cancelled));
    line->server = std::make_shared<net::HttpStream>();
    base::Secret body = std::move(state->body).build();
    auto sending = resend(line->server, std::move(parts->request), in->announced(), std::move(body));
    base::Result<net::StreamHead> head = co_await sending;
    if (!head)
        co_return head.error();
    outcome.repeated = true;
    answered.head = std::move(*head);
    std::move(parts->needles.begin(), parts->needles.end(), std::back_inserter(answered.needles));
    co_return base::ok();
}

base::Status checkRedirect(const CheckedRequest& request, const net::StreamHead& head)
{
    for (const auto& [name, value] : head.headers) {
        if (name == "location" && head.status >= 300 && head.status < 400)
            KS_TRY(checkLocation(request, value));
    }
    return base::ok();
}

QCoro::Task<base::Status> passBody(StreamPtr server, std::shared_ptr<AnswerOut> out,
                                   std::shared_ptr<EchoRedactor> redactor, bool readable)
{
    while (true) {
        auto reading = server->read(redactor->room());
        const base::Result<std::size_t> got = co_await reading;
        if (!got)
            co_return got.error();
        const std::string_view text = redactor->take(*got, *got == 0 || !readable);
        if (!text.empty()) {
            auto giving = out->body(text);
            const base::Status given = co_await giving;
            if (!given)
                co_return given.error();
        }
        if (*got == 0)
            break;
    }
    auto ending = out->end();
    const base::Status ended = co_await ending;
    if (!ended)
        co_return ended.error();
    co_return base::ok();
}

QCoro::Task<base::Result<Answered>> obtainAnswer(LinePtr line, std::shared_ptr<ProxyErrand> errand,
                                                 std::shared_ptr<BodyIn> in, UploadPtr state, ProxyErrandParts parts,
                                                 std::shared_ptr<ProxyOutcome> outcome)
{
    Answered answered;
    answered.needles = std::move(parts.needles);
    auto sending = sendFirst(line, std::move(parts.request), in, state);
    base::Result<net::StreamHead> head = co_await sending;
    if (!head)
        co_return head.error();
    answered.head = std::move(*head);
    outcome->status = answered.head.status;
    auto repeating = sendAgain(line, errand, in, state, answered, *outcome);
    const base::Status repeated = co_await repeating;
    if (!repeated)
        co_return repeated.error();
    outcome->status = answered.head.status;
    KS_CO_TRY(checkRedirect(errand->checked(), answered.head));
    co_return answered;
}

QCoro::Task<base::Status> deliver(LinePtr line, std::shared_ptr<AnswerOut> out, Answered answered,
                                  std::shared_ptr<ProxyDone> done)
{
    const bool readable = std::none_of(answered.head.headers.begin(), answered.head.headers.end(), [](const auto& h) {
        return h.first == "content-encoding" && net::lower(h.second) != "identity";
    });
    // What is compressed cannot be searched; it passes as it is, and nothing in it is held back.
    const auto redactor = std::make_shared<EchoRedactor>(std::move(answered.needles));
    done->headSent = true;
    auto heading = out->head(cleanedHead(std::move(answered.head), *redactor));
    const base::Status headed = co_await heading;
    if (!headed)
        co_return headed.error();
    const auto silent = readable ? redactor : std::make_shared<EchoRedactor>(std::vector<base::Secret>{});
    auto passing = passBody(line->server, out, silent, readable);
    const base::Status passed = co_await passing;
    if (!passed)
        co_return line->cancelled ? *line->cancelled : passed.error();
    co_return base::ok();
}

// A task never ends with its upload still under way: that one uses the program's connection.
QCoro::Task<void> settleUpload(LinePtr line, std::shared_ptr<BodyIn> in, UploadPtr state)
{
    if (state->running) {
        line->server->stop(fail(ErrorCode::Cancelled));
        in->stop();
        co_await state->over;
    }
}

} // namespace

QCoro::Task<base::Status> runProxyExchange(std::shared_ptr<ProxyErrand> errand, std::shared_ptr<BodyIn> in,
                                           std::shared_ptr<AnswerOut> out, base::CancelToken cancel,
                                           std::shared_ptr<ProxyDone> done)
{
    const auto line = std::make_shared<Line>();
    const auto onHangUp = cancel.onCancel([line] { line->cancel(ErrorCode::Cancelled, "the program hung up"); });
    auto preparing = errand->prepare();
    base::Result<ProxyErrandParts> parts = co_await preparing;
    if (!parts)
        co_return parts.error();
    const auto onLock = errand->cancelled().onCancel(
        [line] { line->cancel(ErrorCode::VaultLocked, "the vault was locked meanwhile"); });
    const auto state = std::make_shared<Upload>();
    const auto outcome = std::make_shared<ProxyOutcome>();
    auto obtaining = obtainAnswer(line, errand, in, state, std::move(*parts), outcome);
    base::Result<Answered> answered = co_await obtaining;
    if (!answered)
        outcome->error = line->cancelled ? *line->cancelled : answered.error();
    auto recording = errand->record(*outcome);
    const base::Status recorded = co_await recording;
    base::Status result = base::ok();
    if (!answered) {
        result = *outcome->error;
    } else if (!recorded) {
        result = recorded.error();
    } else {
        auto delivering = deliver(line, out, std::move(*answered), done);
        const base::Status delivered = co_await delivering;
        result = delivered;
    }
    done->bodyFinished = state->finished;
    auto settling = settleUpload(line, in, state);
    co_await settling;
    co_return result;
}

net::StreamHead cleanedHead(net::StreamHead head, const EchoRedactor& redactor)
{
    const std::vector<std::string> forOneHop = namedByConnection(head.headers);
    std::erase_if(head.headers, [&](const auto& header) {
        const std::string& name = header.first;
        return isHopByHop(name) || name == "set-cookie" || name == "set-cookie2" || name == "content-length" ||
               name == "alt-svc" || name == "keystead-error" || name.starts_with("access-control-") ||
               std::find(forOneHop.begin(), forOneHop.end(), name) != forOneHop.end();
    });
    for (auto& [name, value] : head.headers) {
        // A control character in a value of the server's would be another header of ours.
        std::replace_if(
            value.begin(), value.end(), [](char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7f; }, ' ');
        value = redactor.redacted(std::move(value));
    }
    return head;
}

} // namespace keystead::access
