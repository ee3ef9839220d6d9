// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/agent/restore_shot.h"

#include "app/agent/one_shot.h"
#include "app/cli/restore_text.h"
#include "core/base/secret_reader.h"
#include "core/service/rpc_json.h"

#include <cstdio>
#include <nlohmann/json.hpp>
#include <QCoreApplication>

namespace keystead::app {

using base::Json;

namespace {

using Optional = std::optional<base::Secret>;

base::Result<Optional> read(int descriptor, const char* what)
{
    if (descriptor < 0)
        return Optional{};
    KS_ASSIGN(base::Secret line, base::readSecretFrom(descriptor, base::ReadUntil::LineEnd, what));
    return Optional{std::move(line)};
}

// What is asked for; the secrets are kept for the second step.
struct Wish
{
    std::string file;
    Optional passphrase;
    Optional recoveryKey;
    Optional vaultPassphrase;

    service::RestoreVault request(const AgentOptions& options, bool confirmed) const
    {
        const auto copy = [](const Optional& secret) { return secret ? Optional{secret->clone()} : Optional{}; };
        service::RestoreVault request;
        request.file = file;
        request.secret = {copy(passphrase), copy(recoveryKey)};
        request.vaultPassphrase = copy(vaultPassphrase);
        request.repair = options.repair;
        request.confirmed = confirmed;
        return request;
    }
};

base::Result<std::shared_ptr<Wish>> wishOf(const AgentOptions& options)
{
    auto wish = std::make_shared<Wish>();
    wish->file = options.restore;
    KS_ASSIGN(wish->passphrase, read(options.passphraseFd, "passphrase"));
    KS_ASSIGN(wish->recoveryKey, read(options.recoveryKeyFd, "recovery key"));
    KS_ASSIGN(wish->vaultPassphrase, read(options.vaultPassphraseFd, "vault passphrase"));
    return wish;
}

const char* nameOf(const AgentOptions& options)
{
    return options.repair ? "vault repair" : "vault restore";
}

void leave(const base::Error& error, const AgentOptions& options)
{
    QCoreApplication::exit(printError(nameOf(options), error, options));
}

void carryOut(service::CoreClient& core, const AgentOptions& options, const std::shared_ptr<Wish>& wish)
{
    core.ask(
        qApp,
        [wish, options](service::CoreService& service) {
            return service.restore(wish->request(options, true), {}, {}, service::person());
        },
        [options](base::Result<service::RestoreDone> done) {
            if (!done) {
                leave(done.error(), options);
                return;
            }
            Json object = service::toJson(done->preview);
            object["restored"] = true;
            object["set_aside"] = done->setAside;
            object["held"] = done->held;
            if (options.json)
                std::printf("%s\n", base::toJsonText(object).c_str());
            else
                cli::printRestored(object);
            QCoreApplication::exit(0);
        });
}

} // namespace

void restoreVault(service::CoreClient& core, const AgentOptions& options)
{
    const auto made = wishOf(options);
    if (!made) {
        leave(made.error(), options);
        return;
    }
    const std::shared_ptr<Wish> wish = *made;
    if (options.yes && !options.dryRun) {
        carryOut(core, options, wish);
        return;
    }
    core.ask(
        qApp,
        [wish, options](service::CoreService& service) {
            return service.previewRestore(wish->request(options, false), {}, {}, service::person());
        },
        [&core, options, wish](base::Result<service::RestorePreview> preview) {
            if (!preview) {
                leave(preview.error(), options);
                return;
            }
            const Json document = service::toJson(*preview);
            if (options.dryRun) {
                if (options.json)
                    std::printf("%s\n", base::toJsonText(document).c_str());
                else
                    cli::printRestorePreview(document);
                QCoreApplication::exit(0);
                return;
            }
            if (const base::Status asked = cli::askForRestore(document); !asked)
                leave(asked.error(), options);
            else
                carryOut(core, options, wish);
        });
}

} // namespace keystead::app
