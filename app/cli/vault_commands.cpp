// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/agent_launcher.h"
#include "app/cli/commands.h"
#include "app/cli/output.h"
#include "app/cli/secret_input.h"

#include <cstdio>
#include <nlohmann/json.hpp>

namespace keystead::cli {

using base::ErrorCode;
using base::Json;

namespace {

struct VaultOptions
{
    bool keychain = false;
    int passphraseFd = -1;
    bool now = false;
    std::string kind;
    std::string slot;
};

void printStatus(const Json& status)
{
    printField("vault", textOf(status, "folder"));
    printField("state", textOf(status, "state"));
    printField("connections", textOf(status, "connections"));
    printField("version", textOf(status, "version"));
    if (const auto problem = status.find("problem"); problem != status.end())
        printField("problem", textOf(*problem, "code") + " " + textOf(*problem, "message"));
    if (status.value("rolled_back", false))
        printField("warning", "the vault is older than remembered; open the Keystead window to decide");
}

int printVaultStatus(Context& context, const char* what, base::Result<std::shared_ptr<Json>> status)
{
    if (!status)
        return context.fail(what, status.error());
    if (!context.printJson(**status))
        printStatus(**status);
    return 0;
}

// Without an agent the state is told from the files alone, and nothing is started.
int runStatus(Context& context)
{
    if (const auto running = context.runningAgent())
        return printVaultStatus(context, "status", (*running)->call("status", Json::object()));
    const auto folder = context.vaultFolder();
    if (!folder)
        return context.fail("status", folder.error());
    std::error_code error;
    const bool exists = std::filesystem::exists(*folder / "keys.json", error);
    const Json status = {{"folder", folder->string()},
                         {"state", exists ? "locked" : "missing"},
                         {"running", false},
                         {"version", KEYSTEAD_VERSION}};
    if (!context.printJson(status))
        printStatus(status);
    return 0;
}

int runVersion(Context& context)
{
    if (!context.printJson({{"version", KEYSTEAD_VERSION}}))
        std::printf("keystead-cli %s\n", KEYSTEAD_VERSION);
    return 0;
}

// A window that waits on its first page holds the folder already: it makes the vault.
int initThrough(Context& context, protocol::BlockingClient& client, const VaultOptions& options)
{
    protocol::SecretMembers secrets;
    if (options.passphraseFd >= 0) {
        auto secret = readLineFrom(options.passphraseFd);
        if (!secret)
            return context.fail("vault init", secret.error());
        secrets.emplace_back("passphrase", std::move(*secret));
    }
    const Json params = {{"keychain", options.keychain || options.passphraseFd < 0}};
    return printVaultStatus(context, "vault init", client.call("vault.create", params, secrets));
}

int runInit(Context& context, const VaultOptions& options)
{
    if (const auto running = context.runningAgent())
        return initThrough(context, **running, options);
    const auto folder = context.vaultFolder();
    if (!folder)
        return context.fail("vault init", folder.error());
    std::vector<std::string> arguments{"--vault", folder->string(), "--init"};
    if (options.keychain || options.passphraseFd < 0)
        arguments.emplace_back("--keychain");
    if (options.passphraseFd >= 0) {
        arguments.emplace_back("--passphrase-fd");
        arguments.push_back(std::to_string(options.passphraseFd));
    }
    if (context.json)
        arguments.emplace_back("--json");
    const auto code = runAgent(arguments);
    return code ? *code : context.fail("vault init", code.error());
}

base::Result<base::Secret> passphrase(const VaultOptions& options)
{
    return options.passphraseFd >= 0 ? readLineFrom(options.passphraseFd) : readSecret("Passphrase");
}

int runUnlock(Context& context, const VaultOptions& options)
{
    if (options.passphraseFd < 0) {
        auto status = context.call("vault.unlock", Json::object());
        if (status || !stdinIsTerminal() || base::exitCodeFor(status.error().code) != 3)
            return printVaultStatus(context, "vault unlock", std::move(status));
    }
    if (const auto ready = context.agent(); !ready)
        return context.fail("vault unlock", ready.error());
    auto secret = passphrase(options);
    if (!secret)
        return context.fail("vault unlock", secret.error());
    protocol::SecretMembers secrets;
    secrets.emplace_back("passphrase", std::move(*secret));
    return printVaultStatus(context, "vault unlock", context.call("vault.unlock", Json::object(), secrets));
}

int runLock(Context& context, const VaultOptions& options)
{
    const auto running = context.runningAgent();
    if (!running && running.error().code == ErrorCode::NotFound) {
        if (!context.printJson({{"state", "locked"}}))
            std::printf("nothing runs, so the vault is locked\n");
        return 0;
    }
    if (!running)
        return context.fail("vault lock", running.error());
    return printVaultStatus(context, "vault lock",
                            (*running)->call("vault.lock", options.now ? Json{{"now", true}} : Json::object()));
}

int runCheck(Context& context, const VaultOptions& options)
{
    const auto running = context.runningAgent();
    if (!running) {
        const auto folder = context.vaultFolder();
        if (!folder)
            return context.fail("vault check", folder.error());
        std::vector<std::string> arguments{"--vault", folder->string(), "--check"};
        if (options.passphraseFd >= 0) {
            arguments.emplace_back("--passphrase-fd");
            arguments.push_back(std::to_string(options.passphraseFd));
        }
        if (context.json)
            arguments.emplace_back("--json");
        const auto code = runAgent(arguments);
        return code ? *code : context.fail("vault check", code.error());
    }
    const auto checked = (*running)->call("vault.check", Json::object(), {}, std::chrono::minutes{10});
    if (!checked)
        return context.fail("vault check", checked.error());
    const Json& report = **checked;
    if (!context.printJson(report)) {
        for (const Json& item : report.at("items"))
            std::printf("%-12s %s  %s\n", textOf(item, "what").c_str(), item.value("ok", false) ? "ok" : "FAILED",
                        textOf(item, "detail").c_str());
    }
    return report.value("ok", false) ? 0 : 8;
}

int runSlots(Context& context)
{
    const auto status = context.call("status", Json::object());
    if (!status)
        return context.fail("vault slots", status.error());
    const Json slotList = (*status)->value("slots", Json::array());
    if (context.printJson(slotList))
        return 0;
    std::vector<Row> rows{{"ID", "KIND", "LABEL", "MADE"}};
    for (const Json& slot : slotList)
        rows.push_back({textOf(slot, "id"), textOf(slot, "kind"), textOf(slot, "label"), textOf(slot, "created_at")});
    printTable(rows);
    return 0;
}

int changeSlots(Context& context, const char* what, const char* method, Json params, const VaultOptions& options,
                bool wantsNew)
{
    if (options.passphraseFd < 0)
        return context.fail(
            what, base::fail(ErrorCode::Denied, "this wants --passphrase-fd N or the person's approval in the window"));
    protocol::SecretMembers secrets;
    if (const auto ready = context.agent(); !ready)
        return context.fail(what, ready.error());
    auto proof = readLineFrom(options.passphraseFd);
    if (!proof)
        return context.fail(what, proof.error());
    secrets.emplace_back("passphrase", std::move(*proof));
    if (wantsNew) {
        auto fresh = readNewSecret("New passphrase");
        if (!fresh)
            return context.fail(what, fresh.error());
        secrets.emplace_back("new_passphrase", std::move(*fresh));
    }
    const auto status = context.call(method, params, secrets);
    if (!status)
        return context.fail(what, status.error());
    return runSlots(context);
}

int runProfiles(Context& context)
{
    const auto answer = context.call("profile.list", Json::object());
    if (!answer)
        return context.fail("profiles", answer.error());
    const Json& profiles = (*answer)->at("profiles");
    if (context.printJson(profiles))
        return 0;
    for (const Json& profile : profiles)
        std::printf("%s\n", textOf(profile, "name").c_str());
    return 0;
}

int runAddProfile(Context& context, const std::string& name)
{
    const auto answer = context.call("profile.add", {{"name", name}});
    if (!answer)
        return context.fail("profiles add", answer.error());
    if (!context.printJson(**answer))
        std::printf("added the profile %s\n", name.c_str());
    return 0;
}

void addVaultGroup(Commands& commands, const std::shared_ptr<VaultOptions>& options)
{
    Context& context = commands.context;
    auto& action = commands.action;
    CLI::App* vault = commands.parser.add_subcommand("vault", "The vault: make, open, lock, check");
    vault->require_subcommand(1);
    const auto withPassphrase = [&](CLI::App* command) {
        command->add_option("--passphrase-fd", options->passphraseFd, "Read the passphrase from this descriptor")
            ->type_name("N")
            ->check(CLI::Range(0, 1'048'576));
        return command;
    };
    CLI::App* init = withPassphrase(vault->add_subcommand("init", "Make a new vault"));
    init->add_flag("--keychain", options->keychain, "Open it by the OS keychain");
    init->callback(
        [&context, &action, options] { action = [&context, options] { return runInit(context, *options); }; });
    withPassphrase(vault->add_subcommand("unlock", "Open the vault"))->callback([&context, &action, options] {
        action = [&context, options] { return runUnlock(context, *options); };
    });
    CLI::App* lock = vault->add_subcommand("lock", "Lock the vault");
    lock->add_flag("--now", options->now, "Wait for nothing: a refresh on its way is cut off");
    lock->callback(
        [&context, &action, options] { action = [&context, options] { return runLock(context, *options); }; });
    withPassphrase(vault->add_subcommand("check", "Check pages, seals, audit chain and anchors"))
        ->callback(
            [&context, &action, options] { action = [&context, options] { return runCheck(context, *options); }; });
    vault->add_subcommand("slots", "List the ways to open the vault")->callback([&context, &action] {
        action = [&context] { return runSlots(context); };
    });
    CLI::App* add = withPassphrase(vault->add_subcommand("add-slot", "Add a way to open the vault"));
    add->add_option("kind", options->kind, "keychain or passphrase")->required();
    add->callback([&context, &action, options] {
        action = [&context, options] {
            return changeSlots(context, "vault add-slot", "vault.add_slot", {{"kind", options->kind}}, *options,
                               options->kind == "passphrase");
        };
    });
    CLI::App* remove = withPassphrase(vault->add_subcommand("remove-slot", "Remove a way to open the vault"));
    remove->add_option("id", options->slot, "The slot's id")->required();
    remove->callback([&context, &action, options] {
        action = [&context, options] {
            return changeSlots(context, "vault remove-slot", "vault.remove_slot", {{"slot", options->slot}}, *options,
                               false);
        };
    });
}

} // namespace

void addVaultCommands(Commands& commands)
{
    Context& context = commands.context;
    auto& action = commands.action;
    commands.parser.add_subcommand("status", "The vault's state")->callback([&context, &action] {
        action = [&context] { return runStatus(context); };
    });
    commands.parser.add_subcommand("version", "The version")->callback([&context, &action] {
        action = [&context] { return runVersion(context); };
    });
    addVaultGroup(commands, std::make_shared<VaultOptions>());
    addBackupCommands(commands);
    CLI::App* profiles = commands.parser.add_subcommand("profiles", "List or add profiles");
    const auto name = std::make_shared<std::string>();
    CLI::App* add = profiles->add_subcommand("add", "Add a profile");
    add->add_option("name", *name, "Its name")->required();
    profiles->callback([&context, &action] {
        if (!action)
            action = [&context] { return runProfiles(context); };
    });
    add->callback([&context, &action, name] { action = [&context, name] { return runAddProfile(context, *name); }; });
}

} // namespace keystead::cli
