// SPDX-License-Identifier: GPL-3.0-or-later
// profiles erase, profiles export.
#include "app/cli/commands.h"
#include "app/cli/output.h"
#include "app/cli/secret_input.h"

#include <cstdio>
#include <iostream>
#include <nlohmann/json.hpp>

namespace keystead::cli {

using base::ErrorCode;
using base::Json;

namespace {

struct ProfileOptions
{
    std::string name;
    std::string file;
    std::string confirm;
    int passphraseFd = -1;
};

// The agent has another working folder; the suffixes are ours.
std::string withoutSuffix(const std::string& file)
{
    std::error_code error;
    std::filesystem::path path = std::filesystem::absolute(file, error).lexically_normal();
    if (path.extension() == ".pdf" || path.extension() == ".json")
        path.replace_extension();
    return path.string();
}

base::Result<std::string> typedName(const ProfileOptions& options)
{
    if (!options.confirm.empty())
        return options.confirm;
    if (!stdinIsTerminal())
        return base::fail(ErrorCode::InvalidArgument, "without a terminal --confirm NAME is needed");
    std::fprintf(stderr, "This cannot be undone. Type the profile's name to erase it: ");
    std::string line;
    if (!std::getline(std::cin, line))
        return base::fail(ErrorCode::Cancelled, "nothing was typed");
    return line;
}

base::Result<std::shared_ptr<Json>> ask(Context& context, const char* method, const Json& params,
                                        const ProfileOptions& options)
{
    if (options.passphraseFd < 0)
        return base::fail(ErrorCode::Denied, "this wants --passphrase-fd N or the person's approval in the window");
    const auto agent = context.agent();
    if (!agent)
        return agent.error();
    KS_ASSIGN(base::Secret passphrase, readLineFrom(options.passphraseFd));
    protocol::SecretMembers secrets;
    secrets.emplace_back("passphrase", std::move(passphrase));
    return (*agent)->call(method, params, secrets, std::chrono::minutes{30});
}

void printErased(const Json& erased, const std::string& name)
{
    std::printf("erased the profile %s: %s connections, %s secret fields, %s records of the trail\n", name.c_str(),
                textOf(erased, "connections").c_str(), textOf(erased, "sealed_fields").c_str(),
                textOf(erased, "trail_records").c_str());
    printField("backups rewritten", std::to_string(erased.value("backups_rewritten", Json::array()).size()));
    for (const Json& backup : erased.value("backups_not_reached", Json::array()))
        printField("not rewritten", textOf(backup, "backup") + ": " + textOf(backup, "reason"));
    for (const Json& backup : erased.value("exported_backups_not_reached", Json::array()))
        printField("not reached", textOf(backup, "file") + ", made " + textOf(backup, "made_at"));
    for (const Json& file : erased.value("certificates", Json::array()))
        printField("certificate", file.get<std::string>());
}

int runErase(Context& context, const ProfileOptions& options)
{
    const char* const what = "profiles erase";
    const auto typed = typedName(options);
    if (!typed)
        return context.fail(what, typed.error());
    Json params{{"name", options.name}, {"confirm", *typed}};
    if (!options.file.empty())
        params["certificate"] = withoutSuffix(options.file);
    const auto erased = ask(context, "profile.erase", params, options);
    if (!erased)
        return context.fail(what, erased.error());
    if (!context.printJson(**erased))
        printErased(**erased, options.name);
    return 0;
}

int runExport(Context& context, const ProfileOptions& options)
{
    const char* const what = "profiles export";
    const Json params{{"name", options.name}, {"file", withoutSuffix(options.file)}};
    const auto exported = ask(context, "profile.export", params, options);
    if (!exported)
        return context.fail(what, exported.error());
    if (!context.printJson(**exported)) {
        for (const Json& file : (*exported)->at("files"))
            printField("written", file.get<std::string>());
    }
    return 0;
}

} // namespace

void addProfileCommands(Commands& commands)
{
    Context& context = commands.context;
    auto& action = commands.action;
    const auto options = std::make_shared<ProfileOptions>();
    CLI::App* const profiles = commands.parser.get_subcommand("profiles");
    const auto withPassphrase = [options](CLI::App* command) {
        command->add_option("name", options->name, "The profile")->required();
        command->add_option("--passphrase-fd", options->passphraseFd, "Read the passphrase from this descriptor")
            ->type_name("N")
            ->check(CLI::Range(0, 1'048'576));
        return command;
    };
    CLI::App* const erase = withPassphrase(
        profiles->add_subcommand("erase", "Destroy a profile's key and everything that is stored on it"));
    erase->add_option("--confirm", options->confirm, "The profile's name once more, instead of typing it")
        ->type_name("NAME");
    erase->add_option("--certificate", options->file, "Write a certificate of erasure: FILE.pdf and FILE.json")
        ->type_name("FILE");
    erase->callback(
        [&context, &action, options] { action = [&context, options] { return runErase(context, *options); }; });
    CLI::App* const exporting =
        withPassphrase(profiles->add_subcommand("export", "Write all that is stored on a profile except the secrets"));
    exporting->add_option("--out", options->file, "FILE.pdf and FILE.json")->type_name("FILE")->required();
    exporting->callback(
        [&context, &action, options] { action = [&context, options] { return runExport(context, *options); }; });
}

} // namespace keystead::cli
