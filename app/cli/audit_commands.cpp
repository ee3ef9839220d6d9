// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/agent_launcher.h"
#include "app/cli/commands.h"
#include "app/cli/file_argument.h"
#include "app/cli/output.h"
#include "core/base/private_files.h"
#include "core/model/audit_titles.h"

#include <array>
#include <cerrno>
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <nlohmann/json.hpp>
#include <unistd.h>

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
    bool force = false;
    bool fileGiven = false;
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

int runListRecords(Context& context, const AuditOptions& options)
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
    if (options.fileGiven) {
        if (const auto file = fileArgument("FILE", options.file); !file)
            return context.fail("audit verify", file.error());
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

base::Status copyToStdout(const std::filesystem::path& file)
{
    std::ifstream in(file, std::ios::binary);
    std::array<char, 65536> buffer{};
    while (in) {
        in.read(buffer.data(), static_cast<std::streamsize>(buffer.size()));
        const auto count = static_cast<std::size_t>(in.gcount());
        if (std::fwrite(buffer.data(), 1, count, stdout) != count)
            return base::fail(base::ErrorCode::StorageIo, "standard output cannot be written");
    }
    return in.bad() ? base::Status{base::ErrorCode::StorageIo, "the report cannot be read back"} : base::ok();
}

// The agent writes files only: into a folder of ours, which goes again.
int exportToStdout(Context& context, Json params)
{
    constexpr const char* what = "audit export";
    if (context.json)
        return context.fail(what, base::fail(base::ErrorCode::InvalidArgument,
                                             "--json prints one document of its own: name a file for the report"));
    if (params.at("format") == "pdf" && ::isatty(STDOUT_FILENO) == 1)
        return context.fail(what, base::fail(base::ErrorCode::InvalidArgument, "a PDF is nothing for a terminal"));
    const auto socket = context.socket();
    if (!socket)
        return context.fail(what, socket.error());
    std::string folder = (socket->parent_path() / "export-XXXXXX").string();
    if (const base::Status ours = base::ensurePrivateFolder(socket->parent_path()); !ours)
        return context.fail(what, ours.error());
    if (!::mkdtemp(folder.data()))
        return context.fail(what, base::storageError(errno, "make", folder));
    const std::filesystem::path file = std::filesystem::path(folder) / "report";
    params["out"] = file.string();
    const auto answer = context.call("audit.export", params);
    base::Status copied = answer ? copyToStdout(file) : base::Status{answer.error()};
    std::error_code ignored;
    std::filesystem::remove_all(folder, ignored);
    return copied ? 0 : context.fail(what, copied.error());
}

int runExportRecords(Context& context, const AuditOptions& options)
{
    Json params = paramsOf(options);
    params["format"] = options.format;
    if (options.out == "-")
        return exportToStdout(context, std::move(params));
    const auto file = fileArgument("--out", options.out);
    if (!file)
        return context.fail("audit export", file.error());
    params["out"] = *file;
    if (options.force)
        params["force"] = true;
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
    CLI::App* list = add("list", "List records, newest first", runListRecords);
    filters(list);
    list->add_option("--limit", options->limit, "At most so many")->check(CLI::Range(1, 500));
    CLI::App* verify = add("verify", "Verify the trail, or an exported JSON report", runVerify);
    verify->add_option("file", options->file, "An exported report")->each([options](const std::string&) {
        options->fileGiven = true;
    });
    CLI::App* exporter = add("export", "Write a report", runExportRecords);
    filters(exporter);
    exporter->add_option("--format", options->format, "pdf, html, csv or json")
        ->required()
        ->check(CLI::IsMember({"pdf", "html", "csv", "json"}));
    exporter->add_option("--out", options->out, "The file; - is standard output")->required();
    exporter->add_flag("--force", options->force, "Replace the file where it exists");
}

} // namespace keystead::cli
