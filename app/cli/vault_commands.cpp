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
    bool together = false;
    bool allowWeak = false;
};

int printAnswer(Context& context, const char* what, base::Result<std::shared_ptr<Json>> status)
{
    if (!status)
        return context.fail(what, status.error());
    if (!context.printJson(**status))
        printVaultStatus(**status);
    return 0;
}

// Without an agent the state is told from the files alone, and nothing is started.
int runVaultStatus(Context& context)
{
    if (const auto running = context.runningAgent())
        return printAnswer(context, "status", (*running)->call("status", Json::object()));
    const auto folder = context.vaultFolder();
    if (!folder)
        return context.fail("status", folder.error());
    std::error_code error;
    const bool keys = std::filesystem::exists(*folder / "keys.json", error);
    const bool database = std::filesystem::exists(*folder / "vault.db", error);
    Json status = {{"folder", folder->string()},
                   {"state", keys       ? "locked"
                             : database ? "unusable"
                                        : "missing"},
                   {"running", false},
                   {"version", KEYSTEAD_VERSION}};
    if (!keys && database)
        status["problem"] = {{"code", "damaged"}, {"message", "the key file is missing"}};
    if (keys && database && std::filesystem::file_size(*folder / "vault.db", error) == 0 && !error) {
        status["state"] = "unusable";
        status["problem"] = {{"code", "damaged"}, {"message", "the database file is empty"}};
    }
    if (!context.printJson(status))
        printVaultStatus(status);
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
    const Json params = {{"keychain", options.keychain || options.together || options.passphraseFd < 0},
                         {"together", options.together},
                         {"allow_weak", options.allowWeak}};
    return printAnswer(context, "vault init", client.call("vault.create", params, secrets));
}

int runInit(Context& context, const VaultOptions& options)
{
    if (const auto running = context.runningAgent())
        return initThrough(context, **running, options);
    const auto folder = context.vaultFolder();
    if (!folder)
        return context.fail("vault init", folder.error());
    std::vector<std::string> arguments{"--vault", folder->string(), "--init"};
    if (options.keychain || options.together || options.passphraseFd < 0)
        arguments.emplace_back("--keychain");
    if (options.together)
        arguments.emplace_back("--together");
    if (options.allowWeak)
        arguments.emplace_back("--allow-weak");
    if (options.passphraseFd >= 0) {
        arguments.emplace_back("--passphrase-fd");
        arguments.push_back(std::to_string(options.passphraseFd));
    }
    if (context.json)
        arguments.emplace_back("--json");
    const auto code = runAgent(arguments);
    return code ? *code : context.fail("vault init", code.error());
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
    return printAnswer(context, "vault lock",
                       (*running)->call("vault.lock", options.now ? Json{{"now", true}} : Json::object()));
}

int runCheck(Context& context, const VaultOptions& options)
{
    const auto running = context.runningAgent();
    auto checked = running ? (*running)->call("vault.check", Json::object(), {}, std::chrono::minutes{10})
                           : base::Result<std::shared_ptr<Json>>{running.error()};
    // One that runs but cannot open the vault has not looked at it: that is done beside it.
    constexpr int damaged = 8;
    if (!running || (!checked && base::exitCodeFor(checked.error().code) == damaged)) {
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
    init->add_flag("--together", options->together, "Open it by keychain and passphrase together, by neither alone");
    init->add_flag("--allow-weak", options->allowWeak, "Also a passphrase that is quickly guessed");
    init->callback(
        [&context, &action, options] { action = [&context, options] { return runInit(context, *options); }; });
    CLI::App* lock = vault->add_subcommand("lock", "Lock the vault");
    lock->add_flag("--now", options->now, "Wait for nothing: a refresh on its way is cut off");
    lock->callback(
        [&context, &action, options] { action = [&context, options] { return runLock(context, *options); }; });
    withPassphrase(vault->add_subcommand("check", "Check pages, seals, audit chain and anchors"))
        ->callback(
            [&context, &action, options] { action = [&context, options] { return runCheck(context, *options); }; });
}

} // namespace

void printVaultStatus(const Json& status)
{
    printField("vault", textOf(status, "folder"));
    printField("state", textOf(status, "state"));
    printField("connections", textOf(status, "connections"));
    printField("version", textOf(status, "version"));
    if (const auto problem = status.find("problem"); problem != status.end())
        printField("problem", textOf(*problem, "code") + " " + textOf(*problem, "message"));
    if (status.value("rolled_back", false))
        printField("warning", "the vault is older than remembered; open the Keystead window to decide");
    if (status.value("keys_due", false))
        printField("reminder", "keys are older than you want them to get: keystead-cli vault rotate-key --all");
}

void addVaultCommands(Commands& commands)
{
    Context& context = commands.context;
    auto& action = commands.action;
    commands.parser.add_subcommand("status", "The vault's state")->callback([&context, &action] {
        action = [&context] { return runVaultStatus(context); };
    });
    commands.parser.add_subcommand("version", "The version")->callback([&context, &action] {
        action = [&context] { return runVersion(context); };
    });
    addVaultGroup(commands, std::make_shared<VaultOptions>());
    addSlotCommands(commands);
    addBackupCommands(commands);
    addRotationCommands(commands);
    CLI::App* profiles = commands.parser.add_subcommand("profiles", "List, add, export or erase profiles");
    const auto name = std::make_shared<std::string>();
    CLI::App* add = profiles->add_subcommand("add", "Add a profile");
    add->add_option("name", *name, "Its name")->required();
    profiles->callback([&context, &action] {
        if (!action)
            action = [&context] { return runProfiles(context); };
    });
    add->callback([&context, &action, name] { action = [&context, name] { return runAddProfile(context, *name); }; });
    addProfileCommands(commands);
}

} // namespace keystead::cli
