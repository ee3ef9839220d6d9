// SPDX-License-Identifier: GPL-3.0-or-later
// setup: shows the change, asks, writes it and remembers how to take it back.
#include "app/cli/agent_launcher.h"
#include "app/cli/commands.h"
#include "app/cli/secret_input.h"
#include "app/cli/setup_file.h"
#include "app/cli/setup_targets.h"

#include <algorithm>
#include <cstdlib>
#include <nlohmann/json.hpp>

namespace keystead::cli {

using base::ErrorCode;
using base::Json;
namespace fs = std::filesystem;

namespace {

struct SetupOptions
{
    std::string target;
    std::string connection;
    bool undo = false;
    bool yes = false;
};

// git and docker look their helpers up by name.
bool isOnPath(const fs::path& program)
{
    const char* const list = std::getenv("PATH");
    std::string rest = list ? list : "";
    std::error_code error;
    while (!rest.empty()) {
        const std::size_t end = std::min(rest.find(':'), rest.size());
        const fs::path candidate = fs::path{rest.substr(0, end)} / program.filename();
        rest.erase(0, std::min(end + 1, rest.size()));
        if (candidate.is_absolute() && fs::exists(candidate, error))
            return fs::equivalent(candidate, program, error);
    }
    return false;
}

base::Result<std::vector<std::string>> urlsOf(Context& context, const SetupOptions& options)
{
    std::vector<std::string> urls;
    if (options.target != "git" && options.target != "docker") { // the connection must be there, no more
        KS_TRY(context.call("connection.show", {{"connection", options.connection}}));
        return urls;
    }
    KS_ASSIGN(const std::shared_ptr<Json> answer,
              context.call("credential.servers", {{"by", options.target}, {"connection", options.connection}}));
    const Json servers = answer->value("servers", Json::array());
    for (const Json& server : servers)
        urls.push_back(server.value("url", std::string{}));
    return urls;
}

std::string recordName(const SetupOptions& options)
{
    return options.connection.empty() ? options.target : options.target + "-" + options.connection;
}

base::Status confirmed(const SetupOptions& options, const char* question)
{
    if (options.yes)
        return base::ok();
    if (!stdinIsTerminal())
        return base::fail(ErrorCode::Denied, "nothing was written: confirm with --yes, or run it at a terminal");
    if (!askYes(question))
        return base::fail(ErrorCode::Denied, "not confirmed: nothing was written");
    return base::ok();
}

void showEdit(const Context& context, const ConfigFile& file, const TextEdit& edit)
{
    if (!context.json)
        std::fputs(shownEdit(file, edit).c_str(), stdout);
    std::fflush(stdout);
}

void report(const Context& context, const ConfigFile& file, bool changed, const std::string& text)
{
    if (!context.printJson({{"file", file.path.string()}, {"changed", changed}}))
        std::printf("%s\n", text.c_str());
}

base::Result<SetupWish> wishOf(Context& context, const SetupOptions& options)
{
    SetupWish wish;
    wish.connection = options.connection;
    wish.programs = agentProgram().parent_path();
    wish.onPath = isOnPath(wish.programs / "git-credential-keystead");
    if (!options.connection.empty()) {
        KS_ASSIGN(wish.urls, urlsOf(context, options));
    }
    return wish;
}

base::Status write(Context& context, const SetupTarget& target, const SetupOptions& options)
{
    KS_ASSIGN(const SetupWish wish, wishOf(context, options));
    KS_ASSIGN(const fs::path path, target.file());
    KS_ASSIGN(const ConfigFile file, readConfig(path, target.modeOfNew));
    KS_ASSIGN(const std::string after, target.after(file.text, wish));
    const auto edit = editBetween(file.text, after);
    if (!edit) {
        report(context, file, false, file.path.string() + " is set up already: nothing was changed.");
        return base::ok();
    }
    showEdit(context, file, *edit);
    KS_TRY(confirmed(options, "Write this?"));
    KS_TRY(applyEdit(recordName(options), file, *edit));
    report(context, file, true, target.next(wish));
    return base::ok();
}

base::Status undo(Context& context, const SetupTarget&, const SetupOptions& options)
{
    const std::string name = recordName(options);
    KS_ASSIGN(const SetupRecord record, readRecord(name));
    KS_ASSIGN(const ConfigFile file, readConfig(record.path, 0600));
    KS_ASSIGN(const TextEdit edit, undoEdit(record, file));
    showEdit(context, file, edit);
    KS_TRY(confirmed(options, "Put this back?"));
    KS_TRY(applyUndo(name, record, file, edit));
    report(context, file, true, file.path.string() + " is as it was before.");
    return base::ok();
}

int runSetup(Context& context, const SetupOptions& options)
{
    const auto& targets = setupTargets();
    const auto target =
        std::find_if(targets.begin(), targets.end(), [&](const auto& one) { return one.name == options.target; });
    if (target == targets.end())
        return context.fail("setup",
                            base::fail(ErrorCode::InvalidArgument, "there are git, docker, aws, kube and shell"));
    if (target->wantsConnection && options.connection.empty())
        return context.fail("setup", base::fail(ErrorCode::InvalidArgument, options.target + ": name the connection"));
    if (!target->takesConnection && !options.connection.empty())
        return context.fail("setup", base::fail(ErrorCode::InvalidArgument, options.target + ": takes no connection"));
    const base::Status done = (options.undo ? undo : write)(context, *target, options);
    return done ? 0 : context.fail("setup", done.error());
}

} // namespace

void addSetupCommand(Commands& commands)
{
    Context& context = commands.context;
    auto& action = commands.action;
    const auto options = std::make_shared<SetupOptions>();
    CLI::App* const command = commands.parser.add_subcommand(
        "setup", "Let git, docker, aws, kubectl or the shell use Keystead: shows the change, asks, and can undo it");
    command->add_option("program", options->target, "git, docker, aws, kube or shell")->required();
    command->add_option("connection", options->connection, "aws, kube: which; git, docker: only for its servers");
    command->add_flag("--undo", options->undo, "Put the file back as it was");
    command->add_flag("--yes", options->yes, "Do not ask");
    command->callback([&context, &action, options] {
        action = [&context, options] {
            context.connection = options->connection;
            return runSetup(context, *options);
        };
    });
}

} // namespace keystead::cli
