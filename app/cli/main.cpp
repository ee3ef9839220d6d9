// SPDX-License-Identifier: GPL-3.0-or-later
// keystead-cli: the command line (CLI.md). A thin client of the window or the agent.
#include "app/cli/commands.h"

#include <cstdio>
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
        {cli::addAuditCommands, {"audit"}},
        {cli::addImportCommands, {"import", "export", "find-secrets"}},
    };
    return list;
}

// Only the parser of the command at hand is built: half of the start-up time is saved. Everything is built for --help
// and for unknown words.
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
    for (const Group& group : groups())
        group.add(commands);
}

} // namespace

int main(int argc, char** argv)
{
    cli::Context context;
    CLI::App parser("Keystead on the command line.", "keystead-cli");
    parser.require_subcommand(1);
    parser.fallthrough();
    parser.set_version_flag("--version", std::string{"keystead-cli "} + KEYSTEAD_VERSION);
    parser.add_option("--vault", context.vaultOption, "The vault's folder")->type_name("DIR");
    parser.add_flag("--json", context.json, "Print one JSON document");
    parser.add_flag("--no-start", context.noStart, "Do not start the agent where none runs");
    cli::Commands commands{parser, context, {}};
    addGroups(commands, argc, argv);
    try {
        parser.parse(argc, argv);
    } catch (const CLI::Success& done) { // --help, --version
        return parser.exit(done);
    } catch (const CLI::ParseError& error) {
        return context.fail("usage", base::fail(base::ErrorCode::InvalidArgument, error.what()));
    }
    const int code = commands.action ? commands.action() : 2;
    if (std::fflush(stdout) != 0)
        return context.fail("output", base::fail(base::ErrorCode::StorageIo, "standard output cannot be written"));
    return code;
}
