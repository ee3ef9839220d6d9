// SPDX-License-Identifier: GPL-3.0-or-later
// What a refresh costs beyond the POST: two durable commits, sealing, the record and the parsing. The server rotates
// refresh tokens, listens on loopback and is the same for both; so is the HTTP client.
#include "core/net/form_encoding.h"
#include "tests/bench/recorder.h"
#include "tests/bench/run.h"
#include "tests/refresh/refresh_fixture.h"

#include <cstdlib>
#include <string>

namespace {

using namespace keystead;
using namespace std::chrono_literals;
using bench::Recorder;
using bench::runToEnd;

// The value of a JSON member that is a plain text, out of an answer of our own test server.
std::string memberOf(std::string_view json, std::string_view name)
{
    const std::string key = "\"" + std::string{name} + "\":\"";
    const std::size_t begin = json.find(key);
    if (begin == std::string_view::npos)
        return {};
    const std::size_t from = begin + key.size();
    return std::string{json.substr(from, json.find('"', from) - from)};
}

class Refreshing
{
public:
    Refreshing()
    {
        m_fixture.start();
        m_connection = m_fixture.connect("work", 1h);
        m_bareToken = m_fixture.server.issue({"read"}).refreshToken;
    }

    void refresh(benchmark::State& state)
    {
        Recorder operation;
        Recorder floor;
        for ([[maybe_unused]] auto round : state) {
            const auto outcome = operation.time(
                [&] { return runToEnd(m_fixture.refresher->refreshNow(m_connection.id, test::timerActor(), {})); });
            net::HttpRequest request = bareRequest();
            const auto answer = floor.time([&] { return runToEnd(m_fixture.http.send(std::move(request), {})); });
            if (!outcome)
                return state.SkipWithError(base::toString(outcome.error()).c_str());
            if (!answer || answer->status != 200)
                return state.SkipWithError("the bare POST was not answered with tokens");
            m_bareToken = memberOf(answer->body.exposeText(), "refresh_token");
            state.SetIterationTime(std::chrono::duration<double>(operation.last()).count());
        }
        report(state, operation, floor, "bare POST, same client and server", {{}, {}, 3ms});
    }

private:
    net::HttpRequest bareRequest() const
    {
        net::HttpRequest request;
        request.method = "POST";
        request.url = m_fixture.server.issuer() + "/token";
        request.contentType = "application/x-www-form-urlencoded";
        request.body =
            base::Secret::fromText("grant_type=refresh_token&client_id=" + m_fixture.server.config().clientId +
                                   "&refresh_token=" + m_bareToken);
        request.allowLoopbackHttp = true;
        return request;
    }

    test::RefreshFixture m_fixture;
    model::Connection m_connection;
    std::string m_bareToken;
};

} // namespace

int main(int argc, char** argv)
{
    return bench::runBenchmarks(argc, argv, [] {
        const auto world = std::make_shared<Refreshing>();
        benchmark::RegisterBenchmark("Refresh with a rotating token",
                                     [world](benchmark::State& state) { world->refresh(state); })
            ->Iterations(1'000)
            ->UseManualTime()
            ->Unit(benchmark::kMicrosecond);
        return world;
    });
}
