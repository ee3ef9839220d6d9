// SPDX-License-Identifier: GPL-3.0-or-later
// grants, grants add, grants remove.
#include "app/cli/commands.h"
#include "app/cli/file_argument.h"
#include "app/cli/output.h"
#include "app/cli/proof.h"

#include <cstdio>
#include <nlohmann/json.hpp>
#include <sstream>

namespace keystead::cli {

using base::Json;

namespace {

struct GrantOptions
{
    std::string program;
    std::string script;
    std::string connection;
    std::string id;
    std::vector<std::string> allow;
    std::vector<std::string> hosts;
    std::vector<std::string> methods;
    std::vector<std::string> paths;
    std::string lasting;
    std::string atMost;
    std::string reason;
    ProofOptions proof;
};

std::string shownProgram(const Json& grant)
{
    const Json& program = grant.at("program");
    const std::string script = textOf(program, "script");
    return script.empty() ? textOf(program, "executable") : script;
}

std::string shownTerm(const Json& grant)
{
    const std::string until = textOf(grant, "expires_at");
    return until.empty() ? textOf(grant, "for") : "until " + until;
}

int runListGrants(Context& context)
{
    const auto answer = context.call("grants.list", Json::object());
    if (!answer)
        return context.fail("grants", answer.error());
    const Json& grants = (*answer)->at("grants");
    if (context.printJson(grants))
        return 0;
    std::vector<Row> rows{{"ID", "PROGRAM", "CONNECTION", "ALLOWS", "FOR", "USES", "LAST USED"}};
    for (const Json& grant : grants)
        rows.push_back({textOf(grant, "id"), shownProgram(grant), textOf(grant, "connection_name"),
                        textOf(grant, "allow"), shownTerm(grant), textOf(grant, "uses"),
                        textOf(grant, "last_used_at")});
    printTable(rows);
    return 0;
}

// "token,field:client_secret" and several --allow alike.
std::vector<std::string> split(const std::vector<std::string>& given)
{
    std::vector<std::string> list;
    for (const std::string& text : given) {
        std::istringstream parts(text);
        for (std::string part; std::getline(parts, part, ',');)
            list.push_back(part);
    }
    return list;
}

base::Result<std::shared_ptr<Json>> add(Context& context, const GrantOptions& options)
{
    KS_ASSIGN(const std::string program, fileArgument("--program", options.program));
    Json params = {{"program", program}, {"connection", options.connection}, {"allow", split(options.allow)}};
    if (!options.script.empty()) {
        KS_ASSIGN(const std::string script, fileArgument("--script", options.script));
        params["script"] = script;
    }
    const auto put = [&params](const char* name, const auto& value) {
        if (!value.empty())
            params[name] = value;
    };
    put("hosts", options.hosts);
    put("methods", options.methods);
    put("paths", options.paths);
    put("for", options.lasting);
    put("at_most", options.atMost);
    put("reason", options.reason);
    KS_ASSIGN(protocol::BlockingClient* const agent, context.agent());
    protocol::SecretMembers secrets;
    KS_ASSIGN(const bool window, leaveToWindowOrProve(context, options.proof, secrets, params));
    if (window && !context.quiet)
        std::fputs("keystead-cli: grants add: waiting for the person's answer in Keystead's window\n", stderr);
    return agent->call("grants.add", params, secrets, std::chrono::minutes{2});
}

int runAddGrant(Context& context, const GrantOptions& options)
{
    const auto answer = add(context, options);
    if (!answer)
        return context.fail("grants add", answer.error());
    const Json& grant = (*answer)->at("grant");
    if (!context.printJson(grant))
        std::printf("%s  %s may use %s: %s, %s\n", textOf(grant, "id").c_str(), shownProgram(grant).c_str(),
                    textOf(grant, "connection_name").c_str(), textOf(grant, "allow").c_str(), shownTerm(grant).c_str());
    return 0;
}

int runRemoveGrant(Context& context, const GrantOptions& options)
{
    const auto answer = context.call("grants.remove", {{"grant", options.id}});
    if (!answer)
        return context.fail("grants remove", answer.error());
    if (!context.printJson(**answer))
        std::printf("removed\n");
    return 0;
}

void addAddOptions(CLI::App* command, GrantOptions& options)
{
    command->add_option("connection", options.connection, "Its id, NAME or PROFILE/NAME")->required();
    command->add_option("--program", options.program, "The program, or a script with a #! line")
        ->type_name("PATH")
        ->required();
    command->add_option("--script", options.script, "The script, where --program names its interpreter")
        ->type_name("PATH");
    command->add_option("--allow", options.allow, "token, request, field:NAME; with commas between them")
        ->type_name("RIGHTS")
        ->required()
        ->allow_extra_args(false);
    command->add_option("--host", options.hosts, "Only requests to this host")->allow_extra_args(false);
    command->add_option("--method", options.methods, "Only this method: GET")->allow_extra_args(false);
    command->add_option("--path", options.paths, "Only paths beneath this one")->allow_extra_args(false);
    command->add_option("--for", options.lasting, "8h, login, once or always (the default)")->type_name("TIME");
    command->add_option("--at-most", options.atMost, "So many uses in a time: 10/1h")->type_name("N/TIME");
    command->add_option("--reason", options.reason, "Why; shown in the list");
    addProofOptions(command, options.proof, true);
}

} // namespace

void addGrantCommands(Commands& commands)
{
    Context& context = commands.context;
    auto& action = commands.action;
    const auto options = std::make_shared<GrantOptions>();
    CLI::App* const grants = commands.parser.add_subcommand("grants", "What programs may use");
    grants->require_subcommand(0, 1);
    grants->callback([&context, &action, grants] {
        if (grants->get_subcommands().empty())
            action = [&context] { return runListGrants(context); };
    });
    CLI::App* const adding = grants->add_subcommand(
        "add", "Let a program use a connection; without a proof the person is asked in Keystead's window");
    addAddOptions(adding, *options);
    adding->callback([&context, &action, options] {
        action = [&context, options] {
            context.connection = options->connection;
            return runAddGrant(context, *options);
        };
    });
    CLI::App* const removing = grants->add_subcommand("remove", "Take a grant away");
    removing->add_option("id", options->id, "The grant's id")->required();
    removing->callback(
        [&context, &action, options] { action = [&context, options] { return runRemoveGrant(context, *options); }; });
}

} // namespace keystead::cli
