// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// An HttpClient that answers from a queue or a function and keeps what was asked. Thread: that of the test.
#include "core/net/http_client.h"

#include <deque>
#include <functional>
#include <string>
#include <utility>
#include <vector>

namespace keystead::test {

class FakeHttp final : public net::HttpClient
{
public:
    using Answer = std::function<base::Result<net::HttpResponse>(const net::HttpRequest&)>;

    // Asked where the queue is empty; without it an empty queue is NetworkUnreachable.
    void setAnswer(Answer answer) { m_answer = std::move(answer); }
    void push(base::Result<net::HttpResponse> answer) { m_queue.push_back(std::move(answer)); }
    void push(int status, std::string body, std::string contentType = "application/json",
              std::vector<std::pair<std::string, std::string>> headers = {})
    {
        m_queue.push_back(response(status, std::move(body), std::move(contentType), std::move(headers)));
    }
    static net::HttpResponse response(int status, std::string body, std::string contentType = "application/json",
                                      std::vector<std::pair<std::string, std::string>> headers = {})
    {
        net::HttpResponse answer;
        answer.status = status;
        answer.headers = std::move(headers);
        answer.headers.emplace_back("content-type", std::move(contentType));
        answer.serverDate = base::fromHttpDate(answer.header("date"));
        answer.body = base::Secret::fromText(body);
        return answer;
    }

    QCoro::Task<base::Result<net::HttpResponse>> send(net::HttpRequest request, base::CancelToken cancel) override
    {
        requests.push_back(request.clone());
        if (cancel.cancelled())
            co_return base::fail(base::ErrorCode::Cancelled);
        if (!m_queue.empty()) {
            base::Result<net::HttpResponse> answer = std::move(m_queue.front());
            m_queue.pop_front();
            co_return answer;
        }
        if (!m_answer)
            co_return base::fail(base::ErrorCode::NetworkUnreachable, "no answer was prepared");
        base::Result<net::HttpResponse> answer = m_answer(request);
        co_return answer;
    }

    std::vector<net::HttpRequest> requests;

private:
    Answer m_answer;
    std::deque<base::Result<net::HttpResponse>> m_queue;
};

} // namespace keystead::test
