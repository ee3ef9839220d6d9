// SPDX-License-Identifier: GPL-3.0-or-later
// proxy: the loopback endpoint for programs that know a base URL and a key only (docs/proxy.md).
#include "app/cli/commands.h"
#include "app/cli/output.h"
#include "app/cli/proof.h"

#include <cstdio>
#include <nlohmann/json.hpp>

namespace keystead::cli {

using base::Json;

namespace {

int printState(Context& context, const Json& state)
{
    if (context.printJson(state))
        return 0;
    printField("endpoint", state.value("enabled", false) ? "on" : "off");
    printField("url", textOf(state, "url"));
    return 0;
}

int runProxyStatus(Context& context)
{
    const auto answer = context.call("proxy.status", Json::object());
    return answer ? printState(context, **answer) : context.fail("proxy", answer.error());
}

int runSwitch(Context& context, const ProofOptions& proof, bool enabled)
{
    Json params = {{"enabled", enabled}};
    protocol::SecretMembers secrets;
    if (const base::Status proven = addProof(context, proof, secrets, params); !proven)
        return context.fail("proxy", proven.error());
    const auto answer = context.call("proxy.switch", params, secrets);
    return answer ? printState(context, **answer) : context.fail("proxy", answer.error());
}

int runKey(Context& context)
{
    const auto answer = context.call("proxy.key", Json::object());
    if (!answer)
        return context.fail("proxy key", answer.error());
    if (context.printJson(**answer))
        return 0;
    printField("url", textOf(**answer, "url"));
    const base::Secret key = protocol::takeSecret(**answer, "key");
    printField("key", std::string{key.exposeText()});
    return 0;
}

} // namespace

void addProxyCommands(Commands& commands)
{
    Context& context = commands.context;
    auto& action = commands.action;
    CLI::App* const proxy =
        commands.parser.add_subcommand("proxy", "The loopback endpoint for programs with a base URL");
    proxy->require_subcommand(1);
    proxy->add_subcommand("status", "Is it on, and where")->callback([&context, &action] {
        action = [&context] { return runProxyStatus(context); };
    });
    const auto proof = std::make_shared<ProofOptions>();
    for (const bool enabled : {true, false}) {
        CLI::App* const command =
            proxy->add_subcommand(enabled ? "on" : "off", enabled ? "Switch it on" : "Switch it off");
        addProofOptions(command, *proof, false);
        command->callback([&context, &action, proof, enabled] {
            action = [&context, proof, enabled] { return runSwitch(context, *proof, enabled); };
        });
    }
    proxy->add_subcommand("key", "Print its address and a key for the calling program")->callback([&context, &action] {
        action = [&context] { return runKey(context); };
    });
}

} // namespace keystead::cli
