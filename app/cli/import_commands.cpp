// SPDX-License-Identifier: GPL-3.0-or-later
// import, export, find-secrets. Files are read by the window or the agent, which this process only asks; keys of
// sources come by descriptor.
#include "app/cli/file_argument.h"
#include "app/cli/import_source.h"
#include "app/cli/output.h"
#include "app/cli/proof.h"
#include "app/cli/secret_input.h"

#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <memory>
#include <nlohmann/json.hpp>

namespace keystead::cli {

using base::ErrorCode;
using base::Json;

namespace {

constexpr int pageSize = 500;

base::Result<Json> pairsOf(const std::vector<std::string>& pairs, const char* option)
{
    Json object = Json::object();
    for (const std::string& pair : pairs) {
        const std::size_t equals = pair.rfind('=');
        if (equals == 0 || equals == std::string::npos)
            return base::fail(ErrorCode::InvalidArgument, std::string{option} + " `" + pair + "`: write NAME=VALUE");
        object[pair.substr(0, equals)] = pair.substr(equals + 1);
    }
    return object;
}

base::Result<protocol::SecretMembers> secretsOf(const ImportOptions& options)
{
    protocol::SecretMembers secrets;
    if (options.keyFd >= 0) {
        KS_ASSIGN(base::Secret key, readLineFrom(options.keyFd));
        secrets.emplace_back("key", std::move(key));
    }
    for (const std::string& pair : options.clientSecretFds) {
        const std::size_t equals = pair.find('=');
        char* end = nullptr;
        const long descriptor = equals == std::string::npos ? -1 : std::strtol(pair.c_str() + equals + 1, &end, 10);
        if (descriptor < 0 || !end || *end != '\0')
            return base::fail(ErrorCode::InvalidArgument, "`" + pair + "`: write PROVIDER=N with an open descriptor");
        KS_ASSIGN(base::Secret value, readLineFrom(static_cast<int>(descriptor)));
        secrets.emplace_back("client_secret." + pair.substr(0, equals), std::move(value));
    }
    return secrets;
}

base::Result<Json> previewParams(const ImportOptions& options)
{
    KS_ASSIGN(const std::string file, fileArgument("FILE", options.file));
    Json params = {{"format", options.format}, {"file", file}};
    if (!options.profile.empty())
        params["profile"] = options.profile;
    KS_ASSIGN(params["mapping"], pairsOf(options.mapping, "--map"));
    KS_ASSIGN(params["layout"], pairsOf(options.layout, "--layout"));
    KS_ASSIGN(params["clients"], pairsOf(options.clients, "--client"));
    return params;
}

Json choicesOf(const ImportOptions& options, const std::string& preview)
{
    Json params = {{"preview", preview}, {"on_conflict", options.onConflict}, {"take_over", options.takeOver}};
    if (!options.leaveOut.empty())
        params["leave_out"] = options.leaveOut;
    return params;
}

base::Result<Json> allItems(Context& context, const Json& choices, Json& counts)
{
    Json items = Json::array();
    for (;;) {
        Json params = choices;
        params["from"] = items.size();
        params["limit"] = pageSize;
        KS_ASSIGN(const std::shared_ptr<Json> page, context.call("import.items", params));
        counts = page->value("counts", Json::object());
        const Json more = page->value("items", Json::array());
        for (const Json& item : more)
            items.push_back(item);
        if (more.empty() || items.size() >= page->value("total", std::size_t{0}))
            return items;
    }
}

void printPlan(const Json& preview, const Json& items, const Json& counts)
{
    std::printf("%s, into the profile %s\n", textOf(preview, "title").c_str(), textOf(preview, "profile").c_str());
    for (const Json& finding : preview.value("findings", Json::array()))
        std::printf("note: %s\n", textOf({{"t", finding}}, "t").c_str());
    if (!items.empty()) {
        std::vector<Row> rows{{"ENTRY", "ACTION", "NAME", "PROVIDER", "KIND", "ACCOUNT", "PLACE", "REASON"}};
        for (const Json& item : items)
            rows.push_back({textOf(item, "entry"), textOf(item, "action"), textOf(item, "name"),
                            textOf(item, "provider"), textOf(item, "kind"), textOf(item, "account"),
                            textOf(item, "place"), textOf(item, "reason")});
        printTable(rows);
    }
    for (const Json& problem : preview.value("problems", Json::array()))
        std::printf("passed over: %s: %s\n", textOf(problem, "place").c_str(), textOf(problem, "reason").c_str());
    const auto shown = preview.value("problems", Json::array()).size();
    if (preview.value("problem_count", std::size_t{0}) > shown)
        std::printf("passed over: and %zu more\n", preview.value("problem_count", std::size_t{0}) - shown);
    std::printf("%s to create, %s to merge, %s in conflict, %s to skip\n", textOf(counts, "create").c_str(),
                textOf(counts, "merge").c_str(), textOf(counts, "conflict").c_str(), textOf(counts, "skip").c_str());
}

int runImport(Context& context, const ImportOptions& options)
{
    if (const auto possible = checkSourceChoice(options); !possible)
        return context.fail("import", possible.error());
    auto params = previewParams(options);
    if (!params)
        return context.fail("import", params.error());
    if (const auto ready = context.agent(); !ready)
        return context.fail("import", ready.error());
    const auto secrets = secretsOf(options);
    if (!secrets)
        return context.fail("import", secrets.error());
    const auto preview = context.call("import.preview", *params, *secrets);
    if (!preview)
        return context.fail("import", preview.error());
    const Json choices = choicesOf(options, textOf(**preview, "preview"));
    Json counts;
    const auto items = allItems(context, choices, counts);
    if (!items)
        return context.fail("import", items.error());
    if (!context.json)
        printPlan(**preview, *items, counts);
    Json document = {{"plan", **preview}};
    document["plan"]["items"] = *items;
    document["plan"]["counts"] = counts;
    if (options.dryRun) {
        const auto dropped = context.call("import.discard", {{"preview", textOf(**preview, "preview")}});
        if (!dropped)
            return context.fail("import", dropped.error());
        if (!context.printJson(document))
            std::printf("dry run: nothing was changed\n");
        return 0;
    }
    const auto applied = context.call("import.apply", choices);
    if (!applied)
        return context.fail("import", applied.error());
    document["import"] = **applied;
    const std::string id = textOf(**applied, "import");
    if (!context.json)
        std::printf("imported as %s; `keystead-cli import undo %s` takes it back\n", id.c_str(), id.c_str());
    return finishSource(context, options, id, std::move(document));
}

int runUndo(Context& context, const ImportOptions& options)
{
    const auto answer = context.call("import.undo", {{"import", options.file}, {"force", options.force}});
    if (!answer)
        return context.fail("import undo", answer.error());
    if (context.printJson(**answer))
        return 0;
    std::printf("%s undone: %s removed, %s restored\n", textOf(**answer, "import").c_str(),
                textOf(**answer, "removed").c_str(), textOf(**answer, "restored").c_str());
    for (const Json& kept : (*answer)->value("kept", Json::array()))
        std::printf("kept: %s: %s\n", textOf(kept, "place").c_str(), textOf(kept, "reason").c_str());
    return 0;
}

int runFormats(Context& context)
{
    const auto answer = context.call("import.formats", Json::object());
    if (!answer)
        return context.fail("import formats", answer.error());
    const Json& formats = (*answer)->at("formats");
    if (context.printJson(formats))
        return 0;
    std::vector<Row> rows{{"FORMAT", "KEY", "WHAT IT READS"}};
    for (const Json& format : formats)
        rows.push_back(
            {textOf(format, "id"), textOf(format, "key"), textOf(format, "title") + ": " + textOf(format, "about")});
    printTable(rows);
    return 0;
}

int runListImports(Context& context)
{
    const auto answer = context.call("import.list", Json::object());
    if (!answer)
        return context.fail("import list", answer.error());
    const Json& imports = (*answer)->at("imports");
    if (context.printJson(imports))
        return 0;
    std::vector<Row> rows{{"IMPORT", "DONE", "FORMAT", "CREATED", "MERGED", "SOURCE", "UNDONE", "FILES"}};
    for (const Json& run : imports)
        rows.push_back({textOf(run, "import"), textOf(run, "done_at"), textOf(run, "format"), textOf(run, "created"),
                        textOf(run, "merged"), textOf(run, "source"), textOf(run, "undone_at"), textOf(run, "files")});
    printTable(rows);
    return 0;
}

int runChosen(Context& context, const ImportOptions& options)
{
    const std::string& word = options.format;
    if (word == "formats")
        return runFormats(context);
    if (word == "list")
        return runListImports(context);
    if (word == "undo")
        return runUndo(context, options);
    if (word == "delete-source" || word == "replace-source" || word == "restore-source" || word == "confirm")
        return runSource(context, options, word);
    if (options.file.empty())
        return context.fail("usage", base::fail(ErrorCode::InvalidArgument, "import FORMAT FILE: the file is missing"));
    return runImport(context, options);
}

struct ExportOptions
{
    std::string file;
    std::vector<std::string> connections;
    ProofOptions proof;
    int filePassphraseFd = -1;
};

int runExportVault(Context& context, const ExportOptions& options)
{
    const auto file = fileArgument("FILE", options.file);
    if (!file)
        return context.fail("export", file.error());
    if (const auto ready = context.agent(); !ready)
        return context.fail("export", ready.error());
    protocol::SecretMembers secrets;
    Json params = {{"out", *file}, {"connections", options.connections}};
    if (const base::Status proven = addProof(context, options.proof, secrets, params); !proven)
        return context.fail("export", proven.error());
    // The file gets the vault's passphrase where it is given none of its own.
    if (options.filePassphraseFd < 0 && !secrets.empty() && secrets.front().first == "passphrase")
        secrets.emplace_back("file_passphrase", secrets.front().second.clone());
    if (options.filePassphraseFd >= 0) {
        auto passphrase = readLineFrom(options.filePassphraseFd);
        if (!passphrase)
            return context.fail("export", passphrase.error());
        secrets.emplace_back("file_passphrase", *std::move(passphrase));
    }
    const auto answer = context.call("vault.export", params, secrets);
    if (!answer)
        return context.fail("export", answer.error());
    if (!context.printJson(**answer))
        std::printf("%s connections in %s\n", textOf(**answer, "connections").c_str(),
                    textOf(**answer, "file").c_str());
    return 0;
}

void addImportOptions(CLI::App* command, ImportOptions& options)
{
    const auto list = [command](const char* name, std::vector<std::string>& into, const char* help, const char* type) {
        command->add_option(name, into, help)->type_name(type)->allow_extra_args(false);
    };
    command->add_flag("--dry-run", options.dryRun, "Show what would happen and change nothing");
    command->add_option("--key-fd", options.keyFd, "The source's password or key: first line of a descriptor");
    list("--map", options.mapping, "Which column of a CSV file is which field", "COLUMN=FIELD");
    list("--layout", options.layout, "Where the source leaves its layout open: kdf, salt, order, nonce, table",
         "KEY=VALUE");
    list("--client", options.clients, "The OAuth client that a provider's tokens were issued to", "PROVIDER=ID");
    list("--client-secret-fd", options.clientSecretFds, "Its secret: first line of a descriptor", "PROVIDER=N");
    list("--leave-out", options.leaveOut, "An entry that is not wanted, by its number in the dry run", "ENTRY");
    command->add_option("--profile", options.profile, "The profile it goes to");
    command->add_option("--on-conflict", options.onConflict, "Where the vault has another secret: keep, replace, add");
    command->add_flag("--take-over", options.takeOver, "No other system refreshes these tokens any more");
    command->add_flag("--delete-source", options.deleteSource, "Overwrite and delete the file afterwards");
    command->add_flag("--replace-source", options.replaceSource,
                      "Take the imported secrets out of the file afterwards");
    command->add_flag("--yes", options.yes, "Do not ask before the source is touched");
    command->add_flag("--force", options.force, "undo: also what was changed since, and where the source is gone");
    addProofSources(command, options.proof, true); // restore-source
}

} // namespace

void addImportCommands(Commands& commands)
{
    Context& context = commands.context;
    auto& action = commands.action;
    const auto options = std::make_shared<ImportOptions>();
    // "import" begins a module for tools that read this file.
    CLI::App* importing = commands.parser.add_subcommand("import", "Take credentials over from a file");
    importing
        ->add_option("format", options->format,
                     "A format (`import formats`), auto, or: formats, list, undo [ID], delete-source ID, "
                     "replace-source ID, restore-source ID, confirm ID")
        ->required();
    importing->add_option("file", options->file, "The file, or an import's id");
    addImportOptions(importing, *options);
    importing->callback(
        [&context, &action, options] { action = [&context, options] { return runChosen(context, *options); }; });

    const auto exported = std::make_shared<ExportOptions>();
    CLI::App* exporting = commands.parser.add_subcommand("export", "Write connections to an encrypted file");
    exporting->add_option("file", exported->file, "A file that does not exist")->required();
    exporting->add_option("--connection", exported->connections, "Only this one")->allow_extra_args(false);
    addProofOptions(exporting, exported->proof, false);
    exporting->add_option("--file-passphrase-fd", exported->filePassphraseFd, "The file's own passphrase");
    exporting->callback([&context, &action, exported] {
        action = [&context, exported] { return runExportVault(context, *exported); };
    });
    addFindCommand(commands, [](Context& c, const ImportOptions& o) { return runImport(c, o); });
}

} // namespace keystead::cli
