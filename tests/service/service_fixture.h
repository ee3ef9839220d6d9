// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// The whole core over a temporary folder: a keychain in memory, a clock that stands still, a real authorization server
// on loopback.
#include "core/net/qt_http_client.h"
#include "core/service/core_client.h"
#include "core/service/core_service.h"
#include "tests/refresh/refresh_fixture.h"
#include "tests/support/keychain_memory.h"

#include <filesystem>
#include <fstream>
#include <iterator>
#include <map>
#include <memory>
#include <QTemporaryDir>
#include <string>
#include <vector>

namespace keystead::test {

inline constexpr std::string_view goodPassphrase = "correct horse battery";

inline base::Secret secretText(std::string_view text)
{
    return base::Secret::fromText(text);
}

// Remembers what it was told, as the state folder's file does.
class MemoryAnchors final : public audit::AnchorSink
{
public:
    void headMoved(const audit::AnchorState& head) override { heads[head.vaultId] = head; }
    std::vector<audit::AnchorState> all() const
    {
        std::vector<audit::AnchorState> states;
        for (const auto& [id, head] : heads)
            states.push_back(head);
        return states;
    }
    std::map<std::string, audit::AnchorState> heads;
};

class ServiceFixture
{
public:
    explicit ServiceFixture(AuthorizationServerConfig config = {})
        : server(std::move(config)), http(clock), registry(must(providers::Registry::builtIn()))
    {
        registry.addPractice(server.spec());
        std::filesystem::create_directories(folder());
        std::filesystem::permissions(folder(), std::filesystem::perms::owner_all);
        std::filesystem::create_directories(state());
        std::filesystem::permissions(state(), std::filesystem::perms::owner_all);
        start();
    }

    std::filesystem::path folder() const { return std::filesystem::path(dir.path().toStdString()) / "vault"; }
    std::filesystem::path state() const { return std::filesystem::path(dir.path().toStdString()) / "state"; }
    service::CoreParts parts()
    {
        return {folder(), state(), keychain, anchors,     [this] { return anchors.all(); }, clock, http,
                registry, false,   kdf,      tokenModule, std::chrono::milliseconds{20}};
    }
    // A new process, as far as the core can tell.
    void start()
    {
        core.reset();
        core = std::make_unique<service::CoreService>(parts());
    }
    base::Status create(bool withKeychain, bool withPassphrase)
    {
        service::CreateVault request;
        request.keychain = withKeychain;
        if (withPassphrase)
            request.passphrase = secretText(goodPassphrase);
        return await(core->createVault(std::move(request), service::person()));
    }
    base::Status unlock(std::string_view passphrase = goodPassphrase)
    {
        return await(core->unlockWithPassphrase(secretText(passphrase), service::person()));
    }
    base::Status unlockByKeychain() { return await(core->unlockWithKeychain(service::person())); }
    void lock() { must(await(core->lock(service::person()))); }

    // A saved API key connection of a generic provider whose API is the test server.
    model::Connection addKey(const std::string& name, std::string_view key = "k-0123456789abcdef")
    {
        service::AddConnection request;
        request.draft.name = name;
        request.draft.providerId = "generic-api-key";
        request.draft.kind = model::AuthKind::ApiKey;
        request.draft.parameters = {{"api_base_url", server.issuer() + "/api"},
                                    {"test_url", server.issuer() + "/api/check"},
                                    {"allow_loopback_http", "yes"},
                                    {"header_name", "X-API-Key"}};
        request.credential.kind = model::AuthKind::ApiKey;
        request.credential.fields.emplace(std::string{model::field::apiKey}, secretText(key));
        return saved(await(core->add(std::move(request), service::person())));
    }
    model::Connection addOAuth(const std::string& name)
    {
        service::AddConnection request;
        request.draft.name = name;
        request.draft.providerId = "test-server";
        request.draft.kind = model::AuthKind::OAuth2;
        request.draft.clientId = server.config().clientId;
        request.credential.kind = model::AuthKind::OAuth2;
        return saved(await(core->add(std::move(request), service::person())));
    }
    static model::Connection saved(base::Result<service::AddedConnection> added)
    {
        const service::AddedConnection value = must(std::move(added));
        if (!value.connection) {
            qCritical("%s", model::describe(value.problems).c_str());
            std::abort();
        }
        return *value.connection;
    }
    // Signs in with a browser that follows redirects.
    base::Result<service::SignInOutcome> signIn(const model::Connection& connection)
    {
        const auto session = await(core->startSignIn({connection.id, false}, service::person()));
        if (!session)
            return session.error();
        const Visit browser(session->url);
        return await(core->awaitSignIn(session->id));
    }
    model::Connection get(const model::Connection& connection) { return must(await(core->find(connection.id.text))); }
    std::int64_t records(model::AuditAction action, std::optional<model::AuditOutcome> outcome = {})
    {
        model::AuditFilter filter;
        filter.actions = {action};
        filter.outcome = outcome;
        return must(await(core->auditCount(filter)));
    }
    model::AuditRecord lastRecord(model::AuditAction action)
    {
        model::AuditFilter filter;
        filter.actions = {action};
        filter.limit = 1;
        const auto found = must(await(core->auditRecords(filter)));
        return found.empty() ? model::AuditRecord{} : found.front();
    }
    base::Result<service::ReleasedSecret> release(const model::Connection& connection,
                                                  std::chrono::milliseconds minValid = std::chrono::minutes{1})
    {
        return await(core->releaseToken({connection.id.text, minValid, {}}, program()));
    }
    static model::Actor program()
    {
        model::Actor actor;
        actor.kind = model::Actor::Kind::Program;
        actor.program = "/usr/bin/example";
        actor.via = "socket";
        return actor;
    }

    QTemporaryDir dir;
    FakeClock clock;
    MemoryKeychain keychain;
    MemoryAnchors anchors;
    AuthorizationServer server;
    net::QtHttpClient http;
    providers::Registry registry;
    std::optional<crypto::Argon2Params> kdf = crypto::minArgon2; // absent: this machine's own
    std::filesystem::path tokenModule;
    std::unique_ptr<service::CoreService> core;
};

inline std::string readAll(const std::filesystem::path& file)
{
    std::ifstream in(file, std::ios::binary);
    return {std::istreambuf_iterator<char>(in), {}};
}
inline void writeAll(const std::filesystem::path& file, const std::string& text)
{
    std::ofstream(file, std::ios::binary | std::ios::trunc) << text;
    std::filesystem::permissions(file, std::filesystem::perms::owner_read | std::filesystem::perms::owner_write);
}

} // namespace keystead::test
