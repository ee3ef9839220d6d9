// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/commands.h"
#include "app/cli/output.h"

#include <cstdio>
#include <nlohmann/json.hpp>

namespace keystead::cli {

using base::Json;

namespace {

struct UseOptions
{
    std::string connection;
    std::string minValid;
    std::string field;
};

int runToken(Context& context, const UseOptions& options)
{
    Json params = {{"connection", options.connection}};
    if (!options.minValid.empty())
        params["min_valid"] = options.minValid;
    if (!options.field.empty())
        params["field"] = options.field;
    const auto answer = context.call("token", params);
    if (!answer)
        return context.fail("token", answer.error());
    if (context.printJson(**answer))
        return 0;
    const base::Secret token = protocol::takeSecret(**answer, "token");
    std::fwrite(token.exposeText().data(), 1, token.size(), stdout);
    std::fputc('\n', stdout);
    return 0;
}

int exitForVerdict(const std::string& verdict)
{
    if (verdict == "works")
        return 0;
    if (verdict == "wrong_credential")
        return 5;
    return verdict == "network_fault" || verdict == "tls_fault" ? 7 : 1;
}

int runTest(Context& context, const UseOptions& options)
{
    const auto answer = context.call("connection.test", {{"connection", options.connection}});
    if (!answer)
        return context.fail("test", answer.error());
    const Json& report = **answer;
    if (!context.printJson(report)) {
        printField("verdict", textOf(report, "verdict"));
        printField("account", textOf(report, "account"));
        printField("scopes granted", textOf(report, "scopes_granted"));
        printField("scopes missing", textOf(report, "scopes_missing"));
        printField("took", textOf(report, "took_ms") + " ms");
        if (const auto limit = report.find("rate_limit"); limit != report.end())
            printField("rate limit", textOf(*limit, "remaining") + " of " + textOf(*limit, "limit") + " left");
        if (const auto error = report.find("error"); error != report.end())
            printField("problem", textOf(*error, "code") + " " + textOf(*error, "message"));
    }
    return exitForVerdict(textOf(report, "verdict"));
}

int runRefresh(Context& context, const UseOptions& options)
{
    const auto answer = context.call("connection.refresh", {{"connection", options.connection}});
    if (!answer)
        return context.fail("refresh", answer.error());
    const Json& connection = (*answer)->at("connection");
    if (!context.printJson(connection))
        std::printf("fresh%s%s\n", textOf(connection, "expires_at").empty() ? "" : " until ",
                    textOf(connection, "expires_at").c_str());
    return 0;
}

} // namespace

void addUseCommands(Commands& commands)
{
    Context& context = commands.context;
    auto& action = commands.action;
    const auto options = std::make_shared<UseOptions>();
    const auto add = [&](const char* name, const char* help, int (*run)(Context&, const UseOptions&)) {
        CLI::App* command = commands.parser.add_subcommand(name, help);
        command->add_option("connection", options->connection, "Its id, NAME or PROFILE/NAME")->required();
        command->callback([&context, &action, options, run] {
            action = [&context, options, run] {
                context.connection = options->connection;
                return run(context, *options);
            };
        });
        return command;
    };
    CLI::App* token = add("token", "Print the access token or the main secret, nothing else", runToken);
    token->add_option("--min-valid", options->minValid, "How long it must be valid still")->type_name("10m");
    token->add_option("--field", options->field, "Another secret field");
    add("test", "Try the connection at its provider", runTest);
    add("refresh", "Refresh the token now", runRefresh);
}

} // namespace keystead::cli
