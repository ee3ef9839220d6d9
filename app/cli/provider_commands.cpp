// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/commands.h"
#include "app/cli/output.h"
#include "app/cli/proof.h"

#include <cstdint>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <nlohmann/json.hpp>

namespace keystead::cli {

using base::ErrorCode;
using base::Json;

namespace {

int runListProviders(Context& context, const std::string& query)
{
    const auto answer = context.call("provider.list", {{"query", query}});
    if (!answer)
        return context.fail("providers", answer.error());
    const Json& providers = (*answer)->at("providers");
    if (context.printJson(providers))
        return 0;
    std::vector<Row> rows{{"ID", "NAME", "CATEGORY", "WAYS TO SIGN IN"}};
    for (const Json& provider : providers)
        rows.push_back({textOf(provider, "id"), textOf(provider, "name"), textOf(provider, "category"),
                        textOf(provider, "kinds")});
    printTable(rows);
    return 0;
}

int runShow(Context& context, const std::string& id)
{
    const auto answer = context.call("provider.show", {{"provider", id}});
    if (!answer)
        return context.fail("provider show", answer.error());
    const Json& provider = (*answer)->at("provider");
    if (context.printJson(provider))
        return 0;
    printField("id", textOf(provider, "id"));
    printField("name", textOf(provider, "name"));
    printField("category", textOf(provider, "category"));
    printField("documentation", textOf(provider, "docs_url"));
    for (const Json& parameter : provider.value("parameters", Json::array()))
        std::printf("--set %s=...  %s (for example %s)\n", textOf(parameter, "name").c_str(),
                    textOf(parameter, "label").c_str(), textOf(parameter, "example").c_str());
    for (const Json& method : provider.value("methods", Json::array())) {
        std::printf("\n%s (--kind %s)\n  %s\n", textOf(method, "label").c_str(), textOf(method, "kind").c_str(),
                    textOf(method, "help").c_str());
        for (const Json& field : method.value("fields", Json::array())) {
            const bool secret = field.value("secret", false);
            std::printf("  %s %s%s  %s\n", secret ? "--secret" : "--set", textOf(field, "name").c_str(),
                        secret ? "" : "=...", textOf(field, "label").c_str());
        }
    }
    return 0;
}

// A folder, a device or a file without end is refused and not read into memory.
base::Result<std::string> readDescriptor(const std::string& file)
{
    constexpr std::uintmax_t longest = 1024 * 1024;
    std::error_code error;
    const auto status = std::filesystem::status(file, error);
    if (error || !std::filesystem::exists(status))
        return base::fail(ErrorCode::NotFound, "cannot read " + file);
    if (!std::filesystem::is_regular_file(status))
        return base::fail(ErrorCode::InvalidArgument, file + " is no file");
    const std::uintmax_t size = std::filesystem::file_size(file, error);
    if (!error && size > longest)
        return base::fail(ErrorCode::LimitExceeded, file + " is longer than 1 MiB");
    std::ifstream input(file, std::ios::binary);
    std::string text(static_cast<std::size_t>(error ? 0 : size), '\0');
    if (error || !input || !input.read(text.data(), static_cast<std::streamsize>(text.size())))
        return base::fail(ErrorCode::NotFound, "cannot read " + file);
    return text;
}

struct AddOptions
{
    std::string file;
    bool replace = false;
    ProofOptions proof;
};

int runAddProvider(Context& context, const AddOptions& options)
{
    const auto descriptor = readDescriptor(options.file);
    if (!descriptor)
        return context.fail("provider add", descriptor.error());
    protocol::SecretMembers secrets;
    Json params = {{"descriptor", *descriptor}};
    if (options.replace) {
        params["replace"] = true;
        if (const base::Status proven = addProof(context, options.proof, secrets, params); !proven)
            return context.fail("provider add", proven.error());
    }
    const auto answer = context.call("provider.add", params, secrets);
    if (!answer)
        return context.fail("provider add", answer.error());
    if (!context.printJson({{"added", true}}))
        std::printf("added\n");
    return 0;
}

} // namespace

void addProviderCommands(Commands& commands)
{
    Context& context = commands.context;
    auto& action = commands.action;
    const auto word = std::make_shared<std::string>();
    const auto add = [&](CLI::App* parent, const char* name, const char* help, const char* option, bool required,
                         int (*run)(Context&, const std::string&)) {
        CLI::App* command = parent->add_subcommand(name, help);
        CLI::Option* positional = command->add_option(option, *word);
        if (required)
            positional->required();
        command->callback(
            [&context, &action, word, run] { action = [&context, word, run] { return run(context, *word); }; });
    };
    add(&commands.parser, "providers", "List the services that can be added", "query", false, runListProviders);
    CLI::App* provider = commands.parser.add_subcommand("provider", "One service");
    provider->require_subcommand(1);
    add(provider, "show", "Show what it wants", "id", true, runShow);
    const auto adding = std::make_shared<AddOptions>();
    CLI::App* const added = provider->add_subcommand("add", "Add one of your own from a JSON file");
    added->add_option("file", adding->file)->required();
    added->add_flag("--replace", adding->replace, "In the place of the one with the same id, which wants a proof");
    addProofOptions(added, adding->proof, true);
    added->callback(
        [&context, &action, adding] { action = [&context, adding] { return runAddProvider(context, *adding); }; });
}

} // namespace keystead::cli
