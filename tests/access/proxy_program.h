// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// A program at one end of a proxied connection, and the service's part of it, played by the test.
#include "core/access/proxy_session.h"
#include "tests/support/fault_server.h"

#include <cerrno>
#include <cstdlib>
#include <fcntl.h>
#include <QTest>
#include <sys/socket.h>
#include <unistd.h>

namespace keystead::test {

inline constexpr const char* token = "canary-token-0123456789";

// The service's part, played by the test.
class Errand final : public access::ProxyErrand
{
public:
    QCoro::Task<base::Result<access::ProxyErrandParts>> prepare() override
    {
        ++prepared;
        if (refusal)
            co_return *refusal;
        const auto made =
            access::checkRequest(rules, head.method, head.target, head.headers, access::TargetForms::PathOrOwnUrl);
        if (!made)
            co_return made.error();
        request = *made;
        co_return parts(token);
    }
    QCoro::Task<base::Result<access::ProxyErrandParts>> refreshed() override
    {
        ++renewed;
        if (!renewable)
            co_return base::fail(base::ErrorCode::Unauthorized);
        co_return parts("fresh-token-0123456789");
    }
    QCoro::Task<base::Status> record(access::ProxyOutcome outcome) override
    {
        outcomes.push_back(outcome);
        if (recordFails)
            co_return base::fail(base::ErrorCode::AuditUnavailable);
        co_return base::ok();
    }
    const access::CheckedRequest& checked() const override { return request; }
    bool repeatable() const override { return repeatAlways || request.method == "GET"; }
    base::CancelToken cancelled() const override { return locked.token(); }

    access::ProxyErrandParts parts(const std::string& value) const
    {
        access::ProxyErrandParts made;
        made.request.method = request.method;
        made.request.url = request.url;
        made.request.headers = request.headers;
        made.request.allowLoopbackHttp = true;
        made.request.secretHeaders.emplace_back("Authorization", base::Secret::fromText("Bearer " + value));
        made.needles = access::echoForms(base::Secret::fromText(value));
        return made;
    }

    access::RequestRules rules;
    access::ProxyHead head;
    access::CheckedRequest request;
    std::optional<base::Error> refusal;
    bool renewable = true;
    bool repeatAlways = false;
    bool recordFails = false;
    int prepared = 0;
    int renewed = 0;
    std::vector<access::ProxyOutcome> outcomes;
    base::CancelSource locked;
};

// A session over a pair of sockets: the program's end is written and read without blocking.
class Program
{
public:
    explicit Program(FaultServer& server) : errand(std::make_shared<Errand>())
    {
        errand->rules.base = server.baseUrl();
        errand->rules.origins = {server.baseUrl()};
        errand->rules.credentialHeader = "authorization";
        errand->rules.loopbackHttp = true;
    }
    ~Program()
    {
        m_cut.cancel();
        hangUp();
    }
    void start()
    {
        int ends[2];
        if (::socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends) != 0)
            std::abort();
        m_end = ends[0];
        ::fcntl(m_end, F_SETFL, O_NONBLOCK);
        const auto maker = [errand = errand](const access::ProxyHead& head,
                                             base::CancelToken) -> base::Result<std::shared_ptr<access::ProxyErrand>> {
            errand->head = head;
            return std::shared_ptr<access::ProxyErrand>(errand);
        };
        run(std::make_shared<access::ClientStream>(ends[1], std::string_view{}), maker, options, m_cut.token(), m_over);
    }
    void send(std::string_view text)
    {
        while (!text.empty()) {
            const ssize_t sent = ::send(m_end, text.data(), text.size(), MSG_NOSIGNAL);
            if (sent > 0)
                text.remove_prefix(static_cast<std::size_t>(sent));
            else if (errno == EAGAIN)
                QTest::qWait(1);
            else
                return;
        }
    }
    // What has come until now; closed() tells of the end.
    const std::string& read()
    {
        char bytes[65536];
        ssize_t got = 0;
        while (m_end >= 0 && (got = ::recv(m_end, bytes, sizeof bytes, 0)) > 0)
            received.append(bytes, static_cast<std::size_t>(got));
        closed = closed || m_end < 0 || got == 0;
        return received;
    }
    std::string talk(std::string_view text)
    {
        start();
        send(text);
        if (!QTest::qWaitFor(
                [this] {
                    read();
                    return closed;
                },
                20'000))
            qCritical("the session did not end");
        return received;
    }
    bool over() const { return *m_over; }
    void hangUp()
    {
        if (m_end >= 0)
            ::close(std::exchange(m_end, -1));
    }

    std::shared_ptr<Errand> errand;
    access::ProxySessionOptions options;
    std::string received;
    bool closed = false;

private:
    static QCoro::Task<void> run(std::shared_ptr<access::ClientStream> client, access::ErrandMaker maker,
                                 access::ProxySessionOptions options, base::CancelToken cut, std::shared_ptr<bool> over)
    {
        auto session = access::runProxySession(std::move(client), std::move(maker), std::move(options), std::move(cut));
        co_await session;
        *over = true;
    }
    int m_end = -1;
    base::CancelSource m_cut;
    std::shared_ptr<bool> m_over = std::make_shared<bool>(false);
};

} // namespace keystead::test
