// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/commands.h"
#include "app/cli/output.h"
#include "app/cli/proof.h"
#include "app/cli/secret_input.h"
#include "core/base/encoding.h"

#include <cstdio>
#include <cstdlib>
#include <nlohmann/json.hpp>

namespace keystead::cli {

using base::ErrorCode;
using base::Json;

namespace {

struct ConnectionOptions
{
    std::string target; // provider or connection
    std::string name;
    std::string profile;
    std::string kind;
    std::vector<std::string> set;
    std::vector<std::string> secrets;
    std::vector<std::string> secretFds;
    bool keepRemote = false;
    bool force = false;
    bool yes = false;
    bool changes = false; // `set`: something that stands
    ProofOptions proof;
};

base::Result<Json> setOf(const std::vector<std::string>& assignments)
{
    Json set = Json::object();
    for (const std::string& assignment : assignments) {
        const std::size_t equals = assignment.find('=');
        if (equals == 0 || equals == std::string::npos)
            return base::fail(ErrorCode::InvalidArgument, "`" + assignment + "`: write FIELD=VALUE");
        set[assignment.substr(0, equals)] = assignment.substr(equals + 1);
    }
    return set;
}

// Each secret is a member "secret.FIELD" beside the other parameters.
base::Result<protocol::SecretMembers> secretsOf(const ConnectionOptions& options)
{
    protocol::SecretMembers secrets;
    for (const std::string& field : options.secrets) {
        // Not repeated: what stands behind the sign is meant to be a secret (SECURITY 26).
        if (const std::size_t equals = field.find('='); equals != std::string::npos)
            return base::fail(ErrorCode::InvalidArgument,
                              "--secret " + field.substr(0, equals) +
                                  ": give the name only; the value comes from the terminal or stdin");
        KS_ASSIGN(base::Secret value, readSecret(field));
        secrets.emplace_back("secret." + field, std::move(value));
    }
    for (const std::string& pair : options.secretFds) {
        const std::size_t equals = pair.find('=');
        char* end = nullptr;
        const long descriptor = equals == std::string::npos ? -1 : std::strtol(pair.c_str() + equals + 1, &end, 10);
        if (descriptor < 0 || !end || *end != '\0')
            return base::fail(ErrorCode::InvalidArgument, "`" + pair + "`: write FIELD=N with an open descriptor");
        KS_ASSIGN(base::Secret value, readAllFrom(static_cast<int>(descriptor)));
        secrets.emplace_back("secret." + pair.substr(0, equals), std::move(value));
    }
    return secrets;
}

void printConnection(const Json& connection)
{
    printField("id", textOf(connection, "id"));
    printField("name", textOf(connection, "name"));
    printField("profile", textOf(connection, "profile"));
    printField("provider", textOf(connection, "provider"));
    printField("kind", textOf(connection, "kind"));
    printField("state", textOf(connection, "state"));
    if (const auto problem = connection.find("problem"); problem != connection.end())
        printField("problem", textOf(*problem, "code") + " " + textOf(*problem, "message"));
    printField("account", textOf(connection, "account"));
    const Json parameters = connection.value("parameters", Json::object());
    for (const auto& [name, value] : parameters.items())
        printField(name.c_str(), textOf(parameters, name.c_str()));
    printField("scopes asked", textOf(connection, "scopes_requested"));
    printField("scopes granted", textOf(connection, "scopes_granted"));
    printField("tags", textOf(connection, "tags"));
    printField("notes", textOf(connection, "notes"));
    printField("made", textOf(connection, "created_at"));
    printField("last used", textOf(connection, "last_used_at"));
    printField("last tested", textOf(connection, "last_tested_at"));
    printField("last refreshed", textOf(connection, "last_refreshed_at"));
    printField("expires", textOf(connection, "expires_at"));
    printField("secret fields", textOf(connection, "secret_fields"));
}

// {"connection": ...} is printed; {"problems": [...]} is every problem at once.
int printStored(Context& context, const char* what, const Json& answer)
{
    const auto connection = answer.find("connection");
    if (connection != answer.end()) {
        if (!context.printJson(*connection))
            printConnection(*connection);
        return 0;
    }
    std::string lines;
    for (const Json& problem : answer.value("problems", Json::array())) {
        if (!lines.empty())
            lines += "; ";
        lines += textOf(problem, "field") + " " + textOf(problem, "message");
        if (!context.json)
            std::fprintf(stderr, "%s: %s. %s\n", textOf(problem, "field").c_str(), textOf(problem, "message").c_str(),
                         textOf(problem, "fix").c_str());
    }
    return context.fail(what, base::fail(ErrorCode::ValidationFailed, lines));
}

// More scopes for a connection that gets its tokens unattended want a proof; the core judges, this only decides whether
// to ask for one.
base::Result<bool> wantsProof(Context& context, const Json& set, const ConnectionOptions& options)
{
    const ProofOptions& proof = options.proof;
    if (proof.passphraseFd >= 0 || proof.recoveryFd >= 0 || proof.pinFd >= 0 || proof.yes)
        return true;
    if (!options.changes || !set.contains("scopes") || !stdinIsTerminal())
        return false;
    KS_ASSIGN(const std::shared_ptr<Json> shown, context.call("connection.show", {{"connection", options.target}}));
    const std::string kind = textOf(shown->value("connection", Json::object()), "kind");
    return kind == "client_credentials" || kind == "jwt";
}

int runStore(Context& context, const char* what, const char* method, Json params, const ConnectionOptions& options)
{
    const auto set = setOf(options.set);
    if (!set)
        return context.fail(what, set.error());
    params["set"] = *set;
    // Connected first: from then on this process is closed to readers, and only then is a secret read.
    if (const auto ready = context.agent(); !ready)
        return context.fail(what, ready.error());
    auto secrets = secretsOf(options);
    if (!secrets)
        return context.fail(what, secrets.error());
    const base::Result<bool> wanted = wantsProof(context, *set, options);
    if (!wanted)
        return context.fail(what, wanted.error());
    if (*wanted) {
        if (const base::Status proven = addProof(context, options.proof, *secrets, params); !proven)
            return context.fail(what, proven.error());
    }
    const auto answer = context.call(method, params, *secrets);
    return answer ? printStored(context, what, **answer) : context.fail(what, answer.error());
}

int runAddConnection(Context& context, const ConnectionOptions& options)
{
    Json params = {{"provider", options.target}, {"name", options.name}};
    if (!options.profile.empty())
        params["profile"] = options.profile;
    if (!options.kind.empty())
        params["kind"] = options.kind;
    return runStore(context, "add", "connection.add", std::move(params), options);
}

int runListConnections(Context& context)
{
    const auto answer = context.call("connection.list", Json::object());
    if (!answer)
        return context.fail("list", answer.error());
    const Json& connections = (*answer)->at("connections");
    if (context.printJson(connections))
        return 0;
    if (connections.empty()) {
        std::printf("There are no connections yet. `keystead-cli providers` shows what can be added.\n");
        return 0;
    }
    std::vector<Row> rows{{"NAME", "PROVIDER", "ACCOUNT", "STATE", "EXPIRES", "ID"}};
    for (const Json& c : connections)
        rows.push_back({textOf(c, "name"), textOf(c, "provider"), textOf(c, "account"), textOf(c, "state"),
                        textOf(c, "expires_at"), textOf(c, "id")});
    printTable(rows);
    return 0;
}

int runOne(Context& context, const char* what, const char* method, const std::string& connection)
{
    context.connection = connection;
    const auto answer = context.call(method, {{"connection", connection}});
    return answer ? printStored(context, what, **answer) : context.fail(what, answer.error());
}

// What is not revoked goes on being valid: nobody should take that for a success.
int failToRevoke(Context& context, Json answer)
{
    const std::string url = textOf(answer, "manage_url");
    const base::Error error =
        base::fail(ErrorCode::Unsupported, "it cannot be revoked from here and is still valid at the provider");
    const std::string hint = "Delete it at the provider" + (url.empty() ? std::string{} : ": " + url) +
                             ". `keystead-cli remove` takes it out of the vault.";
    if (context.json) {
        answer["error"] = {{"code", std::string{base::errorName(error.code)}},
                           {"message", "revoke: not revoked: " + error.detail},
                           {"hint", hint}};
        context.printJson(answer);
    } else {
        std::fprintf(stderr, "keystead-cli: revoke: not revoked: %s\nhint: %s\n", error.detail.c_str(), hint.c_str());
    }
    return base::exitCodeFor(error.code);
}

int printRemoval(Context& context, const char* what, const Json& answer, bool wantsRemoval)
{
    const std::string remote = textOf(answer, "remote");
    const bool removed = answer.value("removed", false);
    const bool failed = remote == "failed" || (wantsRemoval && !removed);
    if (!wantsRemoval && remote == "not_possible")
        return failToRevoke(context, answer);
    if (!context.printJson(answer)) {
        if (wantsRemoval)
            std::printf("%s\n", removed ? "removed here" : "not removed");
        if (remote == "revoked")
            std::printf("revoked at the provider\n");
        else if (remote == "not_possible")
            std::printf("the provider has no way to revoke it from here%s%s\n",
                        textOf(answer, "manage_url").empty() ? "" : "; do it at ",
                        textOf(answer, "manage_url").c_str());
        else if (remote == "not_asked")
            std::printf("not revoked at the provider: it may still be valid there\n");
        if (remote == "failed") {
            const Json error = answer.value("remote_error", Json::object());
            std::fprintf(stderr,
                         "keystead-cli: %s: NOT revoked at the provider: %s %s\nhint: try again later, or use --force "
                         "to remove it here only\n",
                         what, textOf(error, "code").c_str(), textOf(error, "message").c_str());
        }
    }
    return failed ? 7 : 0;
}

int runRemoveConnection(Context& context, const ConnectionOptions& options)
{
    context.connection = options.target;
    if (!options.yes && stdinIsTerminal() &&
        !askYes("Remove " + base::cleanForDisplay(options.target) +
                (options.keepRemote ? " here, and leave it valid at the provider?"
                                    : " here and revoke it at the provider?")))
        return context.fail("remove", base::fail(ErrorCode::Denied, "not confirmed: nothing was changed"));
    const auto answer =
        context.call("connection.remove",
                     {{"connection", options.target}, {"keep_remote", options.keepRemote}, {"force", options.force}});
    return answer ? printRemoval(context, "remove", **answer, true) : context.fail("remove", answer.error());
}

int runRevoke(Context& context, const ConnectionOptions& options)
{
    context.connection = options.target;
    const auto answer = context.call("connection.revoke", {{"connection", options.target}});
    return answer ? printRemoval(context, "revoke", **answer, false) : context.fail("revoke", answer.error());
}

CLI::App* withTarget(CLI::App* command, ConnectionOptions& options)
{
    command->add_option("connection", options.target, "Its id, NAME or PROFILE/NAME")->required();
    return command;
}

void addFieldOptions(CLI::App* command, ConnectionOptions& options)
{
    command->add_option("--set", options.set, "A field that is not secret")
        ->type_name("FIELD=VALUE")
        ->allow_extra_args(false);
    command->add_option("--secret", options.secrets, "A secret field, from the terminal or one a line on stdin")
        ->type_name("FIELD")
        ->allow_extra_args(false);
    command->add_option("--secret-fd", options.secretFds, "A secret field, whole from a descriptor (PEM)")
        ->type_name("FIELD=N")
        ->allow_extra_args(false);
}

} // namespace

void addConnectionCommands(Commands& commands)
{
    Context& context = commands.context;
    auto& action = commands.action;
    const auto options = std::make_shared<ConnectionOptions>();
    const auto chooses = [&context, &action, options](CLI::App* command, auto run) {
        command->callback([&context, &action, options, run] {
            action = [&context, options, run] { return run(context, *options); };
        });
    };
    CLI::App* add = commands.parser.add_subcommand("add", "Add a connection");
    add->add_option("provider", options->target, "The provider's id")->required();
    add->add_option("--name", options->name, "The connection's name")->required();
    add->add_option("--profile", options->profile, "The profile it goes to");
    add->add_option("--kind", options->kind, "The way to sign in, where the provider has several");
    addFieldOptions(add, *options);
    chooses(add, [](Context& c, const ConnectionOptions& o) { return runAddConnection(c, o); });
    chooses(commands.parser.add_subcommand("list", "List the connections"),
            [](Context& c, const ConnectionOptions&) { return runListConnections(c); });
    chooses(withTarget(commands.parser.add_subcommand("show", "Show a connection"), *options),
            [](Context& c, const ConnectionOptions& o) { return runOne(c, "show", "connection.show", o.target); });
    CLI::App* set = withTarget(commands.parser.add_subcommand("set", "Change a connection"), *options);
    set->add_option("assignments", options->set, "FIELD=VALUE")->type_name("FIELD=VALUE");
    set->add_option("--secret", options->secrets, "A secret field, from the terminal or one a line on stdin")
        ->type_name("FIELD")
        ->allow_extra_args(false);
    set->add_option("--secret-fd", options->secretFds, "A secret field, whole from a descriptor (PEM)")
        ->type_name("FIELD=N")
        ->allow_extra_args(false);
    addProofOptions(set, options->proof, true);
    chooses(set, [](Context& c, const ConnectionOptions& o) {
        c.connection = o.target;
        if (o.set.empty() && o.secrets.empty() && o.secretFds.empty())
            return c.fail("set", base::fail(ErrorCode::InvalidArgument, "nothing to change: give FIELD=VALUE, --secret "
                                                                        "FIELD or --secret-fd FIELD=N"));
        ConnectionOptions changed = o;
        changed.changes = true;
        return runStore(c, "set", "connection.set", {{"connection", o.target}}, changed);
    });
    CLI::App* remove = withTarget(commands.parser.add_subcommand("remove", "Revoke and remove a connection"), *options);
    remove->add_flag("--keep-remote", options->keepRemote, "Do not revoke it at the provider");
    remove->add_flag("--force", options->force, "Remove it here even where revoking fails");
    remove->add_flag("--yes", options->yes, "Do not ask at a terminal");
    chooses(remove, [](Context& c, const ConnectionOptions& o) { return runRemoveConnection(c, o); });
    chooses(
        withTarget(commands.parser.add_subcommand("revoke", "Revoke at the provider, keep the connection"), *options),
        [](Context& c, const ConnectionOptions& o) { return runRevoke(c, o); });
    chooses(withTarget(commands.parser.add_subcommand("pause", "Stop lending"), *options),
            [](Context& c, const ConnectionOptions& o) { return runOne(c, "pause", "connection.pause", o.target); });
    chooses(withTarget(commands.parser.add_subcommand("resume", "Lend again"), *options),
            [](Context& c, const ConnectionOptions& o) { return runOne(c, "resume", "connection.resume", o.target); });
}

} // namespace keystead::cli
