// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/common/composition_root.h"

#include "app/common/file_anchors.h"
#include "app/common/process_keychain.h"
#include "app/common/qt_keychain_store.h"
#include "core/access/agent_server.h"
#include "core/base/log.h"
#include "core/crypto/openssl_exit.h"
#include "core/keys/key_file.h"
#include "core/net/qt_http_client.h"
#include "core/practice/practice_server.h"
#include "core/protocol/socket_path.h"
#include "core/service/core_service.h"
#include "core/service/rpc.h"

#include <algorithm>
#include <cstdlib>
#include <QCoreApplication>
#include <sys/resource.h>

namespace keystead::app {

namespace {

struct Paths
{
    std::filesystem::path vault;
    std::filesystem::path state;
    std::filesystem::path socket;
    std::filesystem::path programs;
};

base::Result<Paths> pathsFor(const CoreOptions& options)
{
    Paths paths;
    paths.vault = options.vaultFolder;
    KS_ASSIGN(paths.state, protocol::stateFolderFor(options.vaultFolder));
    KS_ASSIGN(paths.socket, protocol::socketPathFor(options.vaultFolder));
    paths.programs = QCoreApplication::applicationDirPath().toStdString();
    return paths;
}

// Everything on the core thread, in the order in which it is built.
class Bundle final : public service::CoreBundle
{
public:
    Bundle(const Paths& paths, CoreOptions options, keys::KeychainStore& keychain, providers::Registry registry,
           base::Status& socket)
        : m_registry(std::move(registry)), m_http(m_clock), m_anchors(paths.state / "anchor.json", keychain)
    {
        if (options.practice)
            startPractice();
        if (const auto keyFile = keys::KeyFile::load(paths.vault / "keys.json"))
            m_anchors.prefetch(keyFile->vaultId().text);
        m_service = std::make_unique<service::CoreService>(
            service::CoreParts{paths.vault, paths.state, keychain, m_anchors, [this] { return m_anchors.remembered(); },
                               m_clock, m_http, m_registry, options.practice});
        QObject::connect(m_service.get(), &service::CoreService::statusChanged, &m_anchors,
                         [this](const service::VaultStatus& status) {
                             if (status.state == service::VaultState::Locked)
                                 m_anchors.flush();
                         });
        if (options.serveSocket)
            socket = serve(paths, options);
    }
    ~Bundle() override { m_server.reset(); }

    service::CoreService& service() override { return *m_service; }
    void accept()
    {
        if (m_server)
            m_server->accept();
    }

private:
    void startPractice()
    {
        auto server = practice::PracticeServer::start(m_clock);
        if (!server) {
            base::logError("practice", base::toString(server.error()));
            return;
        }
        m_practice = std::move(*server);
        m_registry.addPractice(m_practice->providerSpec());
    }

    base::Status serve(const Paths& paths, CoreOptions& options)
    {
        access::AgentServer::Options serverOptions;
        serverOptions.socket = paths.socket;
        serverOptions.ownPrograms = paths.programs;
        serverOptions.inheritedDescriptor = options.inheritedDescriptor;
        serverOptions.acceptAtOnce = options.serveAtOnce;
        m_server = std::make_unique<access::AgentServer>(std::move(serverOptions), m_policy, m_clock);
        service::registerMethods(*m_server, *m_service, std::move(options.handOver));
        QObject::connect(m_server.get(), &access::AgentServer::accessDenied, m_service.get(),
                         [this](const model::Actor& actor, const QString& method, const QString& reason) {
                             model::AuditEvent event;
                             event.actor = actor;
                             event.action = model::AuditAction::AccessDenied;
                             event.outcome = model::AuditOutcome::Denied;
                             event.detail = {{"method", method.toStdString()}, {"reason", reason.toStdString()}};
                             m_service->recordEvent(std::move(event));
                         });
        return m_server->listen();
    }

    base::SystemClock m_clock;
    providers::Registry m_registry;
    net::QtHttpClient m_http;
    FileAnchors m_anchors;
    std::unique_ptr<practice::PracticeServer> m_practice;
    access::SameUserPolicy m_policy;
    std::unique_ptr<service::CoreService> m_service;
    std::unique_ptr<access::AgentServer> m_server;
};

} // namespace

base::Result<Core> startCore(CoreOptions options)
{
    KS_ASSIGN(const Paths paths, pathsFor(options));
    KS_ASSIGN(providers::Registry registry, providers::Registry::builtIn());
    Core core;
    if (options.practice)
        core.keychain = std::make_unique<ProcessKeychain>();
    else
        core.keychain = std::make_unique<QtKeychainStore>(options.mayPrompt);
    core.socket = base::ok();
    Bundle* bundle = nullptr;
    // The factory runs on the core thread while this one waits, so that references to locals are good.
    core.host = std::make_unique<service::CoreHost>([&]() -> std::unique_ptr<service::CoreBundle> {
        auto made =
            std::make_unique<Bundle>(paths, std::move(options), *core.keychain, std::move(registry), core.socket);
        bundle = made.get();
        return made;
    });
    core.serve = [host = core.host.get(), bundle] { host->post([bundle] { bundle->accept(); }); };
    return core;
}

namespace {

// 1,100 callers and what their requests open. No more than that: what is started from here inherits it, and some
// programs close every descriptor that they might have.
void allowManyDescriptors()
{
    constexpr rlim_t enough = 8192;
    rlimit limit{};
    if (::getrlimit(RLIMIT_NOFILE, &limit) != 0 || limit.rlim_cur >= enough)
        return;
    limit.rlim_cur = std::min(enough, limit.rlim_max);
    if (::setrlimit(RLIMIT_NOFILE, &limit) != 0)
        base::logWarning("start", "the limit of open files stays as it is");
}

} // namespace

base::Status prepareProcess()
{
    allowManyDescriptors();
    // p11-kit would run the modules that stand in a folder of the user inside the process that holds the keys. Nothing
    // else runs yet, so that the environment may be changed.
    ::setenv("P11_KIT_NO_USER_CONFIG", "1", 1); // NOLINT(concurrency-mt-unsafe)
    KS_TRY(crypto::skipCleanupAtExit());
    return base::hardenProcess();
}

} // namespace keystead::app
