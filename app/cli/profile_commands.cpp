// SPDX-License-Identifier: GPL-3.0-or-later
// profiles erase, profiles export.
#include "app/cli/commands.h"
#include "app/cli/file_argument.h"
#include "app/cli/output.h"
#include "app/cli/proof.h"
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
    bool force = false;
    bool fileGiven = false;
    ProofOptions proof;
};

// The suffixes are ours.
base::Result<std::string> withoutSuffix(const std::string& option, const std::string& file)
{
    KS_ASSIGN(std::filesystem::path path, fileArgument(option, file));
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

base::Result<std::shared_ptr<Json>> ask(Context& context, const char* method, Json params,
                                        const ProfileOptions& options)
{
    KS_ASSIGN(protocol::BlockingClient* const agent, context.agent());
    protocol::SecretMembers secrets;
    KS_TRY(addProof(context, options.proof, secrets, params));
    return agent->call(method, params, secrets, std::chrono::minutes{30});
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
    if (options.fileGiven) {
        const auto file = withoutSuffix("--certificate", options.file);
        if (!file)
            return context.fail(what, file.error());
        params["certificate"] = *file;
    }
    const auto erased = ask(context, "profile.erase", std::move(params), options);
    if (!erased)
        return context.fail(what, erased.error());
    if (!context.printJson(**erased))
        printErased(**erased, options.name);
    return 0;
}

int runExportProfile(Context& context, const ProfileOptions& options)
{
    const char* const what = "profiles export";
    const auto file = withoutSuffix("--out", options.file);
    if (!file)
        return context.fail(what, file.error());
    Json params{{"name", options.name}, {"file", *file}};
    if (options.force)
        params["force"] = true;
    const auto exported = ask(context, "profile.export", std::move(params), options);
    if (!exported)
        return context.fail(what, exported.error());
    if (!context.printJson(**exported)) {
        for (const Json& written : (*exported)->at("files"))
            printField("written", written.get<std::string>());
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
        addProofOptions(command, options->proof, false);
        return command;
    };
    CLI::App* const erase = withPassphrase(
        profiles->add_subcommand("erase", "Destroy a profile's key and everything that is stored on it"));
    erase->add_option("--confirm", options->confirm, "The profile's name once more, instead of typing it")
        ->type_name("NAME");
    erase->add_option("--certificate", options->file, "Write a certificate of erasure: FILE.pdf and FILE.json")
        ->type_name("FILE");
    erase->callback([&context, &action, options, erase] {
        options->fileGiven = erase->count("--certificate") > 0;
        action = [&context, options] { return runErase(context, *options); };
    });
    CLI::App* const exporting =
        withPassphrase(profiles->add_subcommand("export", "Write all that is stored on a profile except the secrets"));
    exporting->add_option("--out", options->file, "FILE.pdf and FILE.json")->type_name("FILE")->required();
    exporting->add_flag("--force", options->force, "Replace the files where they exist");
    exporting->callback(
        [&context, &action, options] { action = [&context, options] { return runExportProfile(context, *options); }; });
}

} // namespace keystead::cli
