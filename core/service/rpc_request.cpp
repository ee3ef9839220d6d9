// SPDX-License-Identifier: GPL-3.0-or-later
// request and request.stream: Keystead makes the request, the program sees no credential (docs/proxy.md).
#include "core/service/rpc_request.h"
#include "core/base/encoding.h"
#include "core/service/request_desk.h"
#include "core/service/rpc.h"
#include "core/service/rpc_json.h"

#include <nlohmann/json.hpp>

namespace keystead::service {

using access::Call;
using access::Reply;
using access::Wish;
using base::ErrorCode;
using base::Json;
using RpcTask = QCoro::Task<base::Result<Reply>>;

namespace {

// A message has 1 MiB, and a control character takes six bytes of it.
constexpr std::size_t maxTextInMessage = 900 * 1024;

// The connections that have become proxied ones; they end with the server.
class Sessions final : public QObject
{
public:
    static constexpr int most = 256;

    explicit Sessions(QObject* parent) : QObject(parent) {}
    ~Sessions() override { m_cut.cancel(); }

    int running() const { return *m_running; }
    void start(int descriptor, const base::Secret& early, access::ErrandMaker maker)
    {
        const auto client = std::make_shared<access::ClientStream>(descriptor, early.exposeText());
        run(client, std::move(maker), m_cut.token(), m_running);
    }

private:
    static QCoro::Task<void> run(std::shared_ptr<access::ClientStream> client, access::ErrandMaker maker,
                                 base::CancelToken cut, std::shared_ptr<int> running)
    {
        ++*running;
        auto session = access::runProxySession(std::move(client), std::move(maker), {}, std::move(cut));
        co_await session;
        --*running;
    }

    base::CancelSource m_cut;
    std::shared_ptr<int> m_running = std::make_shared<int>(0);
};

base::Result<std::optional<base::Secret>> bodyParam(const Call& call)
{
    const bool text = call.params->contains("body");
    const bool binary = call.params->contains("body_base64");
    if (text && binary)
        return base::fail(ErrorCode::InvalidArgument, "body and body_base64 are both given");
    if (!text && !binary)
        return std::optional<base::Secret>{};
    base::Secret body = protocol::takeSecret(*call.params, text ? "body" : "body_base64");
    if (binary) {
        auto decoded = base::fromBase64Secret(body.exposeText());
        if (!decoded)
            return base::fail(ErrorCode::InvalidArgument, "body_base64: is no base64");
        body = std::move(*decoded);
    }
    if (body.size() > smallRequestBody)
        return base::fail(ErrorCode::LimitExceeded, "body: is larger than " + std::to_string(smallRequestBody) +
                                                        " bytes; request.stream has no limit");
    return std::optional<base::Secret>{std::move(body)};
}

// As text where it is some, and fits.
void addBody(Reply& answer, base::Secret body)
{
    const std::string_view text = body.exposeText();
    std::size_t size = 0;
    for (const char c : text) {
        const bool control = static_cast<unsigned char>(c) < 0x20;
        size += c == '\n' || c == '\r' || c == '\t' || c == '"' || c == '\\' ? 2 : control ? 6 : 1;
    }
    if (size <= maxTextInMessage && base::isValidUtf8(text))
        answer.secrets.emplace_back("body", std::move(body));
    else
        answer.secrets.emplace_back("body_base64", base::toBase64Secret(body));
}

Json headersJson(const access::HeaderList& headers)
{
    Json object = Json::object();
    for (const auto& [name, value] : headers) {
        const std::string shown = base::isValidUtf8(value) ? value : base::cleanForDisplay(value, 4096);
        const auto found = object.find(name);
        if (found == object.end())
            object[name] = shown;
        else
            *found = found->get<std::string>() + ", " + shown;
    }
    return object;
}

RpcTask request(CoreService& core, Call call)
{
    RequestWish wish;
    KS_CO_ASSIGN(wish.connection, textParam(call, "connection"));
    KS_CO_ASSIGN(wish.method, textParam(call, "method"));
    KS_CO_ASSIGN(wish.target, textParam(call, "target"));
    for (auto& [name, value] : mapParam(call, "headers"))
        wish.headers.emplace_back(name, value);
    wish.repeatAlways = flagParam(call, "repeat");
    KS_CO_ASSIGN(std::optional<base::Secret> body, bodyParam(call));
    RequestProgram program = programFor(core, call.actor, call.caller, call.stillSame);
    auto requesting = core.requests().request(std::move(wish), std::move(body), std::move(program), call.cancel);
    base::Result<SmallAnswer> answer = co_await requesting;
    if (!answer)
        co_return answer.error();
    Reply result = reply({{"status", answer->status}, {"headers", headersJson(answer->headers)}});
    addBody(result, std::move(answer->body));
    co_return result;
}

RpcTask stream(CoreService& core, Sessions& sessions, Call call)
{
    KS_CO_TRY(checkMembers(*call.params, {{"repeat", MemberKind::Flag}}));
    KS_CO_ASSIGN(const std::string name, textParam(call, "connection"));
    KS_CO_ASSIGN(const model::Connection connection, core.requests().find(name));
    if (sessions.running() >= Sessions::most)
        co_return base::fail(ErrorCode::LimitExceeded, "too many proxied connections at once; close some");
    const bool repeat = flagParam(call, "repeat");
    const RequestProgram program = programFor(core, call.actor, call.caller, call.stillSame);
    const access::ErrandMaker maker =
        [&core, id = connection.id.text, repeat,
         program](const access::ProxyHead& head,
                  base::CancelToken gone) -> base::Result<std::shared_ptr<access::ProxyErrand>> {
        RequestWish wish{id, head.method, head.target, head.headers, access::TargetForms::PathOrOwnUrl, {}, repeat};
        core.noteUse();
        return core.requests().errand(std::move(wish), program, std::move(gone));
    };
    Reply answer = reply({{"connection", connection.id.text}, {"protocol", "HTTP/1.1"}});
    answer.upgrade = [&sessions, maker](int descriptor, base::Secret early) {
        sessions.start(descriptor, early, maker);
    };
    co_return answer;
}

} // namespace

RequestProgram programFor(CoreService& core, model::Actor actor, model::Caller caller,
                          std::function<base::Status()> stillSame)
{
    RequestProgram program{std::move(actor), std::move(caller), {}, std::move(stillSame)};
    program.authorize = [&core](model::AccessWant want, model::Caller asking, base::CancelToken cancel) {
        return core.authorize(std::move(want), std::move(asking), std::move(cancel));
    };
    return program;
}

void registerRequestMethods(access::AgentServer& server, CoreService& core)
{
    addMethod(server, core, "request", Wish::Use, request,
              {{"headers", MemberKind::TextMap},
               {"body", MemberKind::Text},
               {"body_base64", MemberKind::Text},
               {"repeat", MemberKind::Flag}});
    auto* const sessions = new Sessions(&server);
    server.add("request.stream", Wish::Use, [&core, sessions](Call call) {
        core.noteUse();
        return stream(core, *sessions, std::move(call));
    });
}

} // namespace keystead::service
