// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/proof.h"

#include "app/cli/output.h"
#include "app/cli/secret_input.h"

#include <CLI/Config.hpp>
#include <CLI/Formatter.hpp>
#include <nlohmann/json.hpp>

namespace keystead::cli {

using base::ErrorCode;
using base::Json;

namespace {

struct Ways
{
    bool any = false; // some slot takes a secret
    bool passphrase = false;
};

Ways waysOf(const Json& status)
{
    Ways ways;
    for (const Json& slot : status.value("slots", Json::array())) {
        const std::string kind = textOf(slot, "kind");
        ways.passphrase = ways.passphrase || kind == "passphrase" || kind == "combined";
        ways.any = ways.any || (kind == "recovery" ? slot.value("confirmed", false) : kind != "keychain");
    }
    return ways;
}

// Nothing proves who asks: any program of the person opens such a vault.
base::Status confirm(const ProofOptions& options, Json& params)
{
    if (!options.yes && !stdinIsTerminal())
        return base::fail(
            ErrorCode::Denied,
            "the vault opens by the keychain alone, so that there is nothing to prove it with: confirm with "
            "--yes, or do it in the window");
    if (!options.yes && !askYes("The vault opens by the keychain alone, so that nothing proves who asks. Go on?"))
        return base::fail(ErrorCode::Denied, "not confirmed: nothing was changed");
    params["confirmed"] = true;
    return base::ok();
}

} // namespace

base::Status addSecret(protocol::SecretMembers& secrets, const char* name, int descriptor)
{
    if (descriptor < 0)
        return base::ok();
    KS_ASSIGN(base::Secret secret, readLineFrom(descriptor));
    secrets.emplace_back(name, std::move(secret));
    return base::ok();
}

void addProofSources(CLI::App* command, ProofOptions& options, bool all)
{
    const auto descriptor = [command](const char* name, int& value, const char* about) {
        command->add_option(name, value, about)->type_name("N")->check(CLI::Range(0, 1'048'576));
    };
    descriptor("--passphrase-fd", options.passphraseFd, "A passphrase that opens the vault now");
    if (!all)
        return;
    descriptor("--proof-recovery-fd", options.recoveryFd, "Instead: a recovery key that opens it");
    descriptor("--proof-pin-fd", options.pinFd, "Instead: the PIN of a token that opens it");
    command->add_option("--proof-slot", options.slot, "Which token, where there are several")->type_name("ID");
}

void addProofOptions(CLI::App* command, ProofOptions& options, bool all)
{
    addProofSources(command, options, all);
    command->add_flag("--yes", options.yes, "Do not ask, where the vault opens by the keychain alone");
}

base::Status addProof(Context& context, const ProofOptions& options, protocol::SecretMembers& secrets, Json& params)
{
    if (!options.slot.empty())
        params["proof_slot"] = options.slot;
    if (options.passphraseFd >= 0 || options.recoveryFd >= 0 || options.pinFd >= 0) {
        KS_TRY(addSecret(secrets, "passphrase", options.passphraseFd));
        KS_TRY(addSecret(secrets, "recovery_key", options.recoveryFd));
        return addSecret(secrets, "pin", options.pinFd);
    }
    KS_ASSIGN(protocol::BlockingClient* const agent, context.agent()); // secrets may be typed from here on
    KS_ASSIGN(const std::shared_ptr<Json> status, agent->call("status", Json::object()));
    const Ways ways = waysOf(*status);
    if (!ways.any)
        return confirm(options, params);
    if (!ways.passphrase || !stdinIsTerminal())
        return base::fail(ErrorCode::Denied, "this wants --passphrase-fd N, or the person in the window");
    KS_ASSIGN(base::Secret typed, readSecret("Passphrase of the vault"));
    secrets.emplace_back("passphrase", std::move(typed));
    return base::ok();
}

base::Result<bool> leaveToWindowOrProve(Context& context, const ProofOptions& options, protocol::SecretMembers& secrets,
                                        Json& params)
{
    const auto prove = [&]() -> base::Result<bool> {
        KS_TRY(addProof(context, options, secrets, params));
        return false;
    };
    if (options.passphraseFd >= 0 || options.recoveryFd >= 0 || options.pinFd >= 0 || options.yes)
        return prove();
    KS_ASSIGN(protocol::BlockingClient* const agent, context.agent());
    KS_ASSIGN(const std::shared_ptr<Json> status, agent->call("status", Json::object()));
    if (!status->value("person_present", false) || textOf(*status, "state") != "unlocked")
        return prove();
    if (!waysOf(*status).passphrase || !stdinIsTerminal())
        return true;
    KS_ASSIGN(std::optional<base::Secret> typed,
              readSecretOrNothing("Passphrase of the vault (empty: answer in Keystead's window)"));
    if (!typed)
        return true;
    secrets.emplace_back("passphrase", *std::move(typed));
    return false;
}

} // namespace keystead::cli
