// SPDX-License-Identifier: GPL-3.0-or-later
// keystead-agent: the vault, its timer and its socket without a window.
#include "app/agent/agent_options.h"
#include "app/agent/one_shot.h"
#include "app/agent/restore_shot.h"
#include "app/common/auto_lock.h"
#include "app/common/composition_root.h"
#include "app/common/unix_signals.h"
#include "core/base/log.h"
#include "core/base/secret_reader.h"
#include "core/service/core_client.h"

#include <algorithm>
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <functional>
#include <optional>
#include <QCoreApplication>
#include <unistd.h>

namespace {

using namespace keystead;

// systemd's socket activation: LISTEN_PID is us, LISTEN_FDS is 1, the socket is descriptor 3 (sd_listen_fds(3)).
int inheritedSocket()
{
    const char* pid = std::getenv("LISTEN_PID");
    const char* count = std::getenv("LISTEN_FDS");
    return pid && count && std::atoi(pid) == getpid() && std::atoi(count) == 1 ? 3 : -1;
}

void reportReady(int descriptor)
{
    if (descriptor < 0)
        return;
    if (::write(descriptor, "ready\n", 6) != 6)
        base::logInfo("agent", "whoever started the agent did not wait for it");
    ::close(descriptor);
}

// Whoever started us in the background sees no stderr: the reason goes the way on which "ready" would have come. Gives
// the exit code.
int refuseToServe(const char* what, const base::Error& error, const app::AgentOptions& options)
{
    if (options.readyFd >= 0) {
        std::string line = "failed " + std::string{base::errorName(error.code)} + " " + error.detail;
        std::replace(line.begin(), line.end(), '\n', ' ');
        line += '\n';
        if (::write(options.readyFd, line.data(), line.size()) < 0)
            base::logInfo("agent", "whoever started the agent did not wait for it");
        // Left open: its end tells that this process has left the vault's socket.
    }
    return app::printError(what, error, options);
}

// Opens the vault with what it was given; a vault that stays locked is served all the same, so that callers learn that
// it is locked.
void unlockThenServe(service::CoreClient& core, const app::AgentOptions& options,
                     const std::function<void()>& heedSignals, std::function<void()> serve)
{
    auto passphrase = std::make_shared<base::Secret>();
    if (options.passphraseFd >= 0) {
        auto line = base::readSecretFrom(options.passphraseFd, base::ReadUntil::LineEnd, "passphrase");
        if (!line) {
            QCoreApplication::exit(refuseToServe("unlock", line.error(), options));
            return;
        }
        *passphrase = std::move(*line);
    }
    heedSignals();
    const bool given = !passphrase->empty();
    core.ask(
        qApp,
        [passphrase, given](service::CoreService& service) {
            return given ? service.unlockWithPassphrase(std::move(*passphrase), service::person())
                         : service.unlockWithKeychain(service::person());
        },
        [options, given, serve = std::move(serve)](base::Status opened) {
            if (!opened && given) {
                QCoreApplication::exit(refuseToServe("unlock", opened.error(), options));
                return;
            }
            if (!opened)
                base::logInfo("agent", "the vault stays locked: " + base::toString(opened.error()));
            serve();
            reportReady(options.readyFd);
        });
}

// Who takes over waits until a token request that was sent is stored; a termination signal does not (CoreHost).
void lockThenLeave(service::CoreClient& core)
{
    const auto locking = [](service::CoreService& service) {
        model::Actor actor;
        actor.via = "handover";
        return service.lock(std::move(actor));
    };
    core.ask(qApp, locking, [](base::Status) { QCoreApplication::exit(0); });
}

} // namespace

int main(int argc, char** argv)
{
    QCoreApplication application(argc, argv);
    QCoreApplication::setApplicationName(QStringLiteral("keystead-agent"));
    QCoreApplication::setApplicationVersion(QStringLiteral(KEYSTEAD_VERSION));
    const app::AgentOptions options = app::parseAgentOptions(application);
    if (!options.verifyReport.empty())
        return app::verifyReport(options);
    if (const base::Status safe = app::prepareProcess(); !safe)
        return refuseToServe("start", safe.error(), options);
    qRegisterMetaType<service::VaultStatus>();
    ::signal(SIGPIPE, SIG_IGN);
    // The event loop hears other signals, which stands still while a passphrase is read or a question waits for its
    // answer: until then, and in all that serves nobody, a signal ends the process as it ends any other. The vault's
    // files bear that.
    std::optional<app::UnixSignals> heeded;
    const auto heedSignals = [&heeded, &application] {
        heeded.emplace();
        QObject::connect(&*heeded, &app::UnixSignals::terminate, &application, [] { QCoreApplication::exit(0); });
    };

    const bool restores = !options.restore.empty();
    const bool serves = !options.initialise && !options.check && !restores;
    const char* const doing = options.check ? "vault check" : "start";
    app::CoreOptions coreOptions;
    coreOptions.vaultFolder = options.vault;
    coreOptions.serveSocket = serves;
    coreOptions.serveAtOnce = false;
    coreOptions.inheritedDescriptor = inheritedSocket();
    const auto leave = std::make_shared<std::function<void()>>([] { QCoreApplication::exit(0); });
    coreOptions.handOver = [leave] {
        QMetaObject::invokeMethod(
            qApp, [leave] { (*leave)(); }, Qt::QueuedConnection);
    };
    auto core = app::startCore(std::move(coreOptions));
    if (!core)
        return refuseToServe("start", core.error(), options);
    if (!core->socket)
        return refuseToServe("start", core->socket.error(), options);
    service::CoreClient client(*core->host);
    *leave = [&client] { lockThenLeave(client); };
    std::optional<app::AutoLock> autoLock;
    if (serves)
        autoLock.emplace(client);
    const service::VaultStatus status = client.lastStatus();
    if (!options.initialise && !restores && status.state == service::VaultState::Missing)
        return refuseToServe(doing, base::fail(base::ErrorCode::VaultMissing, options.vault.string()), options);
    // A vault that does not open can still be looked at, and replaced.
    if (serves && status.state == service::VaultState::Unusable && status.problem)
        return refuseToServe(doing, *status.problem, options);

    // From within the event loop: QCoreApplication::exit before exec() is without effect, and a refusal would hang for
    // ever.
    const auto begin = [&client, &options, &core, &heedSignals] {
        if (options.initialise)
            app::initialiseVault(client, options);
        else if (options.check)
            app::checkVault(client, options);
        else if (!options.restore.empty())
            app::restoreVault(client, options);
        else
            unlockThenServe(client, options, heedSignals, core->serve);
    };
    QMetaObject::invokeMethod(&application, begin, Qt::QueuedConnection);
    return QCoreApplication::exec();
}
