// SPDX-License-Identifier: GPL-3.0-or-later
// keystead-cli: the command line (CLI.md). A thin client of the window or the agent.
#include "app/cli/command_tree.h"
#include "app/cli/commands.h"
#include "app/cli/completion.h"
#include "app/cli/quiet.h"
#include "core/base/encoding.h"

#include <algorithm>
#include <cstdio>
#include <nlohmann/json.hpp>
#include <optional>
#include <string_view>

namespace {

using namespace keystead;

struct Group
{
    void (*add)(cli::Commands&);
    std::vector<std::string_view> words;
};

const std::vector<Group>& groups()
{
    static const std::vector<Group> list{
        {cli::addVaultCommands, {"status", "version", "vault", "profiles"}},
        {cli::addConfirmCommand, {"confirm"}},
        {cli::addDoctorCommand, {"doctor"}},
        {cli::addProviderCommands, {"providers", "provider"}},
        {cli::addConnectionCommands, {"add", "list", "show", "set", "remove", "pause", "resume", "revoke"}},
        {cli::addLoginCommand, {"login"}},
        {cli::addUseCommands, {"token", "test", "refresh"}},
        {cli::addMetricsCommand, {"metrics"}},
        {cli::addRequestCommand, {"request"}},
        {cli::addProxyCommands, {"proxy"}},
        {cli::addGrantCommands, {"grants"}},
        {cli::addAuditCommands, {"audit"}},
        {cli::addExecCommand, {"exec"}},
        {cli::addAwsKubeCommands, {"aws-credential-process", "kube-exec"}},
        {cli::addLoginPromptCommands, {"askpass", "netrc"}},
        {cli::addSetupCommand, {"setup"}},
        {cli::addImportCommands, {"import", "export", "find-secrets"}},
    };
    return list;
}

// Only the parser of the command at hand is built: half of the start-up time is saved. Everything is built for --help
// and for unknown words.
void addAllGroups(cli::Commands& commands)
{
    for (const Group& group : groups())
        group.add(commands);
}

void addGroups(cli::Commands& commands, int argc, char** argv)
{
    for (int i = 1; i < argc; ++i) {
        const std::string_view word = argv[i];
        for (const Group& group : groups()) {
            for (const std::string_view name : group.words) {
                if (word == name) {
                    group.add(commands);
                    return;
                }
            }
        }
    }
    addAllGroups(commands);
}

// Hidden words that are about the commands themselves: scripts for shells, what they ask, and the tree for the manual
// pages. nullopt for all others.
std::optional<int> aboutTheTree(cli::Commands& commands, int argc, char** argv)
{
    const std::string_view word = argc > 1 ? argv[1] : "";
    const std::vector<std::string> rest(argv + std::min(argc, 2), argv + argc);
    if (word == "complete")
        return cli::printCompletionScript(commands.context, rest);
    if (word != "__complete" && word != "__tree")
        return std::nullopt;
    addAllGroups(commands);
    if (word == "__complete")
        return cli::runComplete(commands.parser, commands.context, rest);
    std::printf("%s\n", base::toJsonText(cli::describeTree(commands.parser), 1).c_str());
    return 0;
}

// Words of the command line become JSON texts: UTF-8 only.
std::optional<std::string> notUtf8(int argc, char** argv)
{
    for (int i = 1; i < argc; ++i) {
        if (base::isValidUtf8(argv[i]))
            continue;
        const std::string before = i > 1 && argv[i - 1][0] == '-' ? argv[i - 1] : "argument " + std::to_string(i);
        return before + " is not valid UTF-8: type it anew, or rename the file";
    }
    return std::nullopt;
}

std::vector<CLI::App*> subcommandsOf(const CLI::App* app)
{
    return const_cast<CLI::App*>(app)->get_subcommands([](const CLI::App*) { return true; });
}

std::string listed(const CLI::App& parser, const CLI::App* app)
{
    std::string names;
    const auto add = [&names](std::string_view next) { names += (names.empty() ? "" : ", ") + std::string{next}; };
    if (app == &parser) { // of which only the group at hand may have been built
        for (const Group& group : groups())
            std::for_each(group.words.begin(), group.words.end(), add);
        return names;
    }
    for (const CLI::App* below : subcommandsOf(app))
        add(below->get_name());
    return names;
}

// "vault bogus" and "vault" alone: what is wrong, with the subcommands that there are.
std::optional<std::string> unknownSubcommand(const CLI::App& parser, int argc, char** argv)
{
    const CLI::App* at = &parser;
    for (int i = 1; i < argc; ++i) {
        const std::string word = argv[i];
        if (word == "--vault")
            ++i;
        if (word.starts_with('-'))
            continue;
        const std::vector<CLI::App*> known = subcommandsOf(at);
        if (known.empty())
            return std::nullopt;
        const auto found =
            std::find_if(known.begin(), known.end(), [&](const CLI::App* app) { return app->get_name() == word; });
        if (found == known.end())
            return (at == &parser ? "unknown command `" : "unknown subcommand `") + base::cleanForDisplay(word, 60) +
                   (at == &parser ? "`" : "` of " + at->get_name()) + "; there are: " + listed(parser, at);
        at = *found;
    }
    if (subcommandsOf(at).empty() || at->get_require_subcommand_min() == 0)
        return std::nullopt;
    return (at == &parser ? "a command is missing" : at->get_name() + ": a subcommand is missing") +
           "; there are: " + listed(parser, at);
}

} // namespace

int main(int argc, char** argv)
{
    cli::Context context;
    const auto has = [argc, argv](std::string_view name) {
        return std::any_of(argv, argv + argc, [name](const char* word) { return word == name; });
    };
    if (const auto wrong = notUtf8(argc, argv)) {
        context.json = has("--json");
        return context.fail("usage", base::fail(base::ErrorCode::InvalidArgument, *wrong));
    }
    CLI::App parser("Keystead on the command line.", "keystead-cli");
    parser.require_subcommand(1);
    parser.fallthrough();
    parser.set_version_flag("--version", std::string{"keystead-cli "} + KEYSTEAD_VERSION);
    CLI::Option* const vaultOption =
        parser.add_option("--vault", context.vaultOption, "The vault's folder")->type_name("DIR");
    parser.add_flag("--json", context.json, "Print one JSON document");
    parser.add_flag("-q,--quiet", context.quiet, "Print only what was asked for, and errors without a hint");
    parser.add_flag("--no-start", context.noStart, "Do not start the agent where none runs");
    cli::Commands commands{parser, context, {}};
    if (const auto done = aboutTheTree(commands, argc, argv))
        return *done;
    addGroups(commands, argc, argv);
    try {
        parser.parse(argc, argv);
    } catch (const CLI::Success& done) { // --help, --version
        return parser.exit(done);
    } catch (const CLI::ParseError& error) {
        context.json = context.json || has("--json"); // it may stand behind what could not be read
        const auto unknown = unknownSubcommand(parser, argc, argv);
        return context.fail("usage", base::fail(base::ErrorCode::InvalidArgument, unknown.value_or(error.what())));
    }
    if (vaultOption->count() > 0 && context.vaultOption.empty())
        return context.fail("usage", base::fail(base::ErrorCode::InvalidArgument, "--vault: is empty; name a folder"));
    if (const base::Status quiet = cli::silence(parser, context); !quiet)
        return context.fail("output", quiet.error());
    const int code = commands.action ? commands.action() : 2;
    if (std::fflush(stdout) != 0)
        return context.fail("output", base::fail(base::ErrorCode::StorageIo, "standard output cannot be written"));
    return code;
}
