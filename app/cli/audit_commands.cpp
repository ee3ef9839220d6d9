// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/agent_launcher.h"
#include "app/cli/commands.h"
#include "app/cli/output.h"
#include "core/model/audit_titles.h"

#include <cstdio>
#include <nlohmann/json.hpp>

namespace keystead::cli {

using base::Json;

namespace {

struct AuditOptions
{
    std::string from;
    std::string to;
    std::vector<std::string> actions;
    std::string connection;
    std::string program;
    std::string file;
    std::string format;
    std::string out;
    int limit = 200;
};

Json paramsOf(const AuditOptions& options)
{
    Json params = {{"actions", options.actions}, {"limit", options.limit}};
    for (const auto& [name, value] : {std::pair<const char*, const std::string&>{"from", options.from},
                                      {"to", options.to},
                                      {"connection", options.connection},
                                      {"program", options.program}}) {
        if (!value.empty())
            params[name] = value;
    }
    return params;
}

// The words of the window and the reports; for what a newer agent calls otherwise, its own.
std::string titleOf(const Json& record)
{
    const auto action = model::auditActionFromText(textOf(record, "action"));
    const auto outcome = model::auditOutcomeFromText(textOf(record, "outcome"));
    return action && outcome ? std::string{model::actionTitle(*action, *outcome)} : textOf(record, "action");
}

int runList(Context& context, const AuditOptions& options)
{
    const auto answer = context.call("audit.list", paramsOf(options));
    if (!answer)
        return context.fail("audit list", answer.error());
    const Json& records = (*answer)->at("records");
    if (context.printJson(records))
        return 0;
    std::vector<Row> rows{{"NO", "TIME", "WHAT", "ACTION", "OUTCOME", "CONNECTION", "BY"}};
    for (const Json& record : records) {
        const Json actor = record.value("actor", Json::object());
        const std::string program = textOf(actor, "program");
        rows.push_back({textOf(record, "sequence"), textOf(record, "time"), titleOf(record), textOf(record, "action"),
                        textOf(record, "outcome"), textOf(record, "connection_name"),
                        program.empty() ? textOf(actor, "kind") : program});
    }
    printTable(rows);
    return 0;
}

int printChain(Context& context, const Json& report)
{
    const bool good = report.value("ok", false);
    if (!context.printJson(report)) {
        if (good) {
            std::printf("the audit trail is whole: %s records, head %s\n", textOf(report, "records").c_str(),
                        textOf(report, "head_hash").c_str());
        } else {
            const Json finding = report.value("finding", Json::object());
            std::fprintf(stderr, "keystead-cli: audit verify: the audit trail was altered: %s at record %s: %s\n",
                         textOf(finding, "kind").c_str(), textOf(finding, "sequence").c_str(),
                         textOf(finding, "detail").c_str());
            std::fprintf(stderr, "hint: keep this vault as it is and compare it with a backup or an earlier report\n");
        }
    }
    return good ? 0 : 8;
}

int runVerify(Context& context, const AuditOptions& options)
{
    if (!options.file.empty()) {
        // A report verifies offline and without a vault; the agent's program holds what that takes.
        std::vector<std::string> arguments{"--verify-report", options.file};
        if (context.json)
            arguments.emplace_back("--json");
        const auto code = runAgent(arguments);
        return code ? *code : context.fail("audit verify", code.error());
    }
    const auto answer = context.call("audit.verify", Json::object());
    return answer ? printChain(context, **answer) : context.fail("audit verify", answer.error());
}

int runExport(Context& context, const AuditOptions& options)
{
    Json params = paramsOf(options);
    std::error_code error;
    params["format"] = options.format;
    params["out"] = std::filesystem::absolute(options.out, error).string();
    const auto answer = context.call("audit.export", params);
    if (!answer)
        return context.fail("audit export", answer.error());
    if (!context.printJson(**answer))
        std::printf("wrote %s records to %s\n", textOf(**answer, "records").c_str(), textOf(**answer, "file").c_str());
    return 0;
}

} // namespace

void addAuditCommands(Commands& commands)
{
    Context& context = commands.context;
    auto& action = commands.action;
    const auto options = std::make_shared<AuditOptions>();
    CLI::App* audit = commands.parser.add_subcommand("audit", "The audit trail");
    audit->require_subcommand(1);
    const auto add = [&](const char* name, const char* help, int (*run)(Context&, const AuditOptions&)) {
        CLI::App* command = audit->add_subcommand(name, help);
        command->callback([&context, &action, options, run] {
            action = [&context, options, run] { return run(context, *options); };
        });
        return command;
    };
    const auto filters = [&](CLI::App* command) {
        command->add_option("--from", options->from, "From this time on (RFC 3339, UTC)");
        command->add_option("--to", options->to, "Before this time");
        command->add_option("--action", options->actions, "Only these actions")->allow_extra_args(false);
        command->add_option("--connection", options->connection, "Only this connection");
        command->add_option("--program", options->program, "Only programs whose path holds this");
    };
    CLI::App* list = add("list", "List records, newest first", runList);
    filters(list);
    list->add_option("--limit", options->limit, "At most so many")->check(CLI::Range(1, 500));
    add("verify", "Verify the trail, or an exported JSON report", runVerify)
        ->add_option("file", options->file, "An exported report");
    CLI::App* exporter = add("export", "Write a report", runExport);
    filters(exporter);
    exporter->add_option("--format", options->format, "pdf, html, csv or json")
        ->required()
        ->check(CLI::IsMember({"pdf", "html", "csv", "json"}));
    exporter->add_option("--out", options->out, "The file")->required();
}

} // namespace keystead::cli
