// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/practice/practice_server.h"

#include "core/practice/http_listener.h"
#include "core/practice/practice_spec.h"

namespace keystead::practice {

PracticeServer::PracticeServer() = default;
PracticeServer::~PracticeServer() = default;

base::Result<std::unique_ptr<PracticeServer>> PracticeServer::start(const base::Clock& clock)
{
    std::unique_ptr<PracticeServer> server(new PracticeServer);
    PracticeServer* self = server.get();
    KS_ASSIGN(server->m_listener,
              HttpListener::listen([self](const Request& request) { return self->m_authority->handle(request); }));
    AuthorityConfig config;
    config.clientId = practiceClientId;
    config.accessLifetime = std::chrono::seconds{60};
    config.askPerson = true;
    config.account = "ada@practice.example";
    config.subject = "practice-ada";
    server->m_authority = std::make_unique<Authority>(server->issuer(), std::move(config), clock);
    return server;
}

std::string PracticeServer::issuer() const
{
    return "http://127.0.0.1:" + std::to_string(m_listener->port());
}

model::ProviderSpec PracticeServer::providerSpec() const
{
    return practiceSpec(issuer());
}

} // namespace keystead::practice
