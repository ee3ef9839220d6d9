// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/import_source.h"

#include "app/cli/output.h"
#include "app/cli/secret_input.h"

#include <algorithm>
#include <cstdio>
#include <memory>
#include <nlohmann/json.hpp>

namespace keystead::cli {

using base::ErrorCode;
using base::Json;

namespace {

constexpr const char* deleteQuestion = "The file is overwritten and deleted. This is final. On solid-state drives, "
                                       "copy-on-write file systems, in snapshots "
                                       "and backups, copies may live on. Delete it?";
constexpr const char* replaceQuestion =
    "The imported secrets in the file are replaced by a mark. The file of before is kept sealed in the vault until "
    "`import confirm`. Go on?";

bool confirmed(const ImportOptions& options, const char* question)
{
    return options.yes || askYes(question);
}

base::Result<Json> touchSource(Context& context, const ImportOptions& options, const std::string& import, bool remove)
{
    if (!confirmed(options, remove ? deleteQuestion : replaceQuestion))
        return base::fail(ErrorCode::Denied, "not confirmed: the source stays as it is");
    KS_ASSIGN(const std::shared_ptr<Json> answer,
              context.call(remove ? "import.delete_source" : "import.replace_source", {{"import", import}}));
    return *answer;
}

void printTouched(const Json& answer, bool remove, const std::string& import)
{
    if (remove)
        std::printf("%s file(s) overwritten and deleted\n", textOf(answer, "deleted").c_str());
    else
        std::printf("the secrets were taken out of %s; `keystead-cli import restore-source %s` puts them back, `import "
                    "confirm %s` gives the old file up\n",
                    textOf(answer, "file").c_str(), import.c_str(), import.c_str());
    std::printf("%s\n", textOf(answer, "caveat").c_str());
}

struct FindOptions
{
    ImportOptions import; // of the files that are chosen
    std::vector<std::string> files;
    bool all = false;
};

int importFound(Context& context, const FindOptions& options, const Json& found,
                int (*import)(Context&, const ImportOptions&))
{
    int worst = 0;
    for (const std::string& wanted : options.files) {
        const bool known =
            std::any_of(found.begin(), found.end(), [&](const Json& file) { return textOf(file, "file") == wanted; });
        if (!known)
            return context.fail("find-secrets",
                                base::fail(ErrorCode::NotFound, wanted + " is not among the files found"));
    }
    for (const Json& file : found) {
        const std::string path = textOf(file, "file");
        const bool chosen =
            options.all || std::find(options.files.begin(), options.files.end(), path) != options.files.end();
        if (!chosen)
            continue;
        if (textOf(file, "format").empty()) {
            std::fprintf(stderr, "keystead-cli: %s can be shown but not imported\n", path.c_str());
            worst = std::max(worst, options.all ? 0 : 1);
            continue;
        }
        ImportOptions one = options.import;
        one.format = textOf(file, "format");
        one.file = path;
        worst = std::max(worst, import(context, one));
    }
    return worst;
}

int runFind(Context& context, const FindOptions& options, int (*import)(Context&, const ImportOptions&))
{
    if (const auto possible = checkSourceChoice(options.import); !possible)
        return context.fail("find-secrets", possible.error());
    const bool importing = options.all || !options.files.empty();
    if (importing && context.json)
        return context.fail("find-secrets", base::fail(ErrorCode::InvalidArgument,
                                                       "--json lists only: import each file with `import --json`"));
    const auto answer = context.call("secrets.find", Json::object());
    if (!answer)
        return context.fail("find-secrets", answer.error());
    const Json found = (*answer)->value("found", Json::array());
    if (context.printJson(**answer))
        return 0;
    if (importing)
        return importFound(context, options, found, import);
    std::vector<Row> rows{{"FILE", "KIND", "CREDENTIALS", "CHANGED", "READABLE BY OTHERS", "IMPORT AS"}};
    for (const Json& file : found)
        rows.push_back({textOf(file, "file"), textOf(file, "kind"), textOf(file, "credentials"),
                        textOf(file, "modified_at"), file.value("open_to_others", false) ? "yes" : "no",
                        textOf(file, "format")});
    if (found.empty())
        std::printf("No plaintext credentials were found in the known places.\n");
    else
        printTable(rows);
    if (!(*answer)->value("complete", true))
        std::printf("There were too many files: the search stopped early.\n");
    return 0;
}

} // namespace

base::Status checkSourceChoice(const ImportOptions& options)
{
    if (options.deleteSource && options.replaceSource)
        return base::fail(ErrorCode::InvalidArgument, "--delete-source and --replace-source exclude each other");
    if ((options.deleteSource || options.replaceSource) && !options.yes && !stdinIsTerminal())
        return base::fail(ErrorCode::InvalidArgument, "without a terminal, touching the source wants --yes");
    return base::ok();
}

int finishSource(Context& context, const ImportOptions& options, const std::string& import, Json document)
{
    const Json done = document.value("import", Json::object());
    const bool partly = done.value("passed_over", 0) > 0 || done.value("conflicts", 0) > 0;
    if (options.deleteSource || options.replaceSource) {
        const auto touched = touchSource(context, options, import, options.deleteSource);
        if (!touched)
            return context.fail("import: " + import + " is in the vault, but its source", touched.error());
        document["source"] = *touched;
        if (!context.json)
            printTouched(*touched, options.deleteSource, import);
    } else if (!context.json && partly) {
        std::printf(
            "the file still holds the credentials, and what was passed over; `keystead-cli import replace-source %s` "
            "takes the credentials out of it\n",
            import.c_str());
    } else if (!context.json) {
        std::printf("the file still holds the credentials; `keystead-cli import delete-source %s` removes it\n",
                    import.c_str());
    }
    static_cast<void>(context.printJson(document));
    return 0;
}

int runSource(Context& context, const ImportOptions& options, const std::string& word)
{
    const std::string what = "import " + word;
    if (options.file.empty())
        return context.fail("usage", base::fail(ErrorCode::InvalidArgument, what + " ID: the import's id is missing"));
    if (word == "delete-source" || word == "replace-source") {
        const bool remove = word == "delete-source";
        if (!options.yes && !stdinIsTerminal())
            return context.fail(
                what, base::fail(ErrorCode::InvalidArgument, "without a terminal, touching the source wants --yes"));
        const auto touched = touchSource(context, options, options.file, remove);
        if (!touched)
            return context.fail(what, touched.error());
        if (!context.printJson(*touched))
            printTouched(*touched, remove, options.file);
        return 0;
    }
    protocol::SecretMembers secrets;
    Json params = {{"import", options.file}};
    if (word == "restore-source") {
        ProofOptions proof = options.proof;
        proof.yes = options.yes;
        if (const base::Status proven = addProof(context, proof, secrets, params); !proven)
            return context.fail(what, proven.error());
    }
    const auto answer = context.call(word == "confirm" ? "import.confirm" : "import.restore_source", params, secrets);
    if (!answer)
        return context.fail(what, answer.error());
    if (!context.printJson(**answer))
        std::printf("%s\n", word == "confirm" ? "what the import replaced is gone for good" : "the file is as it was");
    return 0;
}

void addFindCommand(Commands& commands, int (*import)(Context&, const ImportOptions&))
{
    Context& context = commands.context;
    auto& action = commands.action;
    const auto options = std::make_shared<FindOptions>();
    CLI::App* find = commands.parser.add_subcommand("find-secrets", "Find plaintext credentials in the known places");
    find->add_option("--import", options->files, "Import this one of the files found")->allow_extra_args(false);
    find->add_flag("--import-all", options->all, "Import all that can be");
    find->add_option("--profile", options->import.profile, "The profile they go to");
    find->add_flag("--dry-run", options->import.dryRun, "Show what would happen and change nothing");
    find->add_flag("--delete-source", options->import.deleteSource, "Overwrite and delete what was imported");
    find->add_flag("--replace-source", options->import.replaceSource, "Take the imported secrets out of the files");
    find->add_flag("--yes", options->import.yes, "Do not ask before a source is touched");
    find->callback([&context, &action, options, import] {
        action = [&context, options, import] { return runFind(context, *options, import); };
    });
}

} // namespace keystead::cli
