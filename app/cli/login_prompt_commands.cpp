// SPDX-License-Identifier: GPL-3.0-or-later
// askpass: answers git's and ssh's prompts from the vault, and lets the program that was there before answer the rest.
// netrc: a connection as the file that curl reads, for a pipe alone.
#include "app/cli/askpass_prompt.h"
#include "app/cli/commands.h"
#include "app/cli/field_source.h"
#include "core/base/encoding.h"
#include "core/model/url_rules.h"
#include "core/protocol/error_code.h"

#include <algorithm>
#include <cstdlib>
#include <nlohmann/json.hpp>
#include <sys/stat.h>
#include <unistd.h>

namespace keystead::cli {

using base::ErrorCode;
using base::Json;

namespace {

constexpr const char* fallbackVariable = "KEYSTEAD_ASKPASS_FALLBACK";

int printSecret(const base::Secret& secret)
{
    std::fwrite(secret.exposeText().data(), 1, secret.size(), stdout);
    std::fputc('\n', stdout);
    return 0;
}

// --- askpass --------------------------------------------------------------------------------------------------------

// In place of this process: the program that answered before. 1 where there is none.
int askOther(const std::string& prompt)
{
    const char* const program = std::getenv(fallbackVariable);
    if (!program || *program == '\0')
        return 1;
    const std::string name = program;
    std::string copy = prompt;
    ::unsetenv(fallbackVariable); // it does not come back to us
    std::fflush(stdout);
    char* const arguments[] = {const_cast<char*>(name.c_str()), copy.data(), nullptr};
    ::execvp(name.c_str(), arguments);
    std::fprintf(stderr, "keystead-cli: askpass: cannot start %s\n", base::cleanForDisplay(name, 200).c_str());
    return 1;
}

using Answer = base::Result<std::optional<base::Secret>>; // nullopt: not ours

Answer gitAnswer(Context& context, const AskedFor& asked)
{
    Json params = {{"protocol", asked.protocol}, {"host", asked.host}, {"path", asked.path}};
    if (!asked.username.empty())
        params["username"] = asked.username;
    KS_ASSIGN(const std::shared_ptr<Json> matched, context.call("credential.match", params));
    const std::string chosen = matched->value("chosen", std::string{});
    if (chosen.empty())
        return std::optional<base::Secret>{};
    if (asked.what == AskedFor::What::GitUsername) {
        const std::string name = matched->value("/connections/0/username"_json_pointer, std::string{});
        return name.empty() ? std::optional<base::Secret>{} : std::optional{base::Secret::fromText(name)};
    }
    ConnectionFields fields(context);
    KS_ASSIGN(FieldValue secret, fields.main(chosen));
    return std::optional{std::move(secret.value)};
}

// ssh's keys and hosts: a connection of custom fields says for which it is, with the parameter ssh_key or ssh_host.
Answer sshAnswer(Context& context, const AskedFor& asked)
{
    const char* const parameter = asked.what == AskedFor::What::KeyPassphrase ? "ssh_key" : "ssh_host";
    KS_ASSIGN(const std::shared_ptr<Json> answer, context.call("connection.list", Json::object()));
    const Json list = answer->value("connections", Json::array());
    std::vector<std::string> found;
    for (const Json& connection : list) {
        const Json parameters = connection.value("parameters", Json::object());
        if (parameters.value(parameter, std::string{}) == asked.subject)
            found.push_back(connection.value("id", std::string{}));
    }
    if (found.size() != 1)
        return std::optional<base::Secret>{};
    ConnectionFields fields(context);
    KS_ASSIGN(FieldValue secret, fields.main(found.front()));
    return std::optional{std::move(secret.value)};
}

int runAskpass(Context& context, const std::string& prompt)
{
    const char* const kind = std::getenv("SSH_ASKPASS_PROMPT"); // "confirm" and "none" want no secret
    const auto asked = kind && *kind ? std::nullopt : parseAskpassPrompt(prompt);
    if (!asked)
        return askOther(prompt);
    const bool git = asked->what == AskedFor::What::GitUsername || asked->what == AskedFor::What::GitPassword;
    const Answer answer = git ? gitAnswer(context, *asked) : sshAnswer(context, *asked);
    if (answer && *answer)
        return printSecret(**answer);
    if (!answer)
        (void)context.fail("askpass", answer.error());
    return askOther(prompt);
}

// --- netrc ----------------------------------------------------------------------------------------------------------

struct NetrcOptions
{
    std::string connection;
    std::string host;
};

// A secret in a file or on a screen is what this command is there to avoid.
base::Status checkPipe()
{
    struct stat info
    {
    };
    if (::fstat(STDOUT_FILENO, &info) == 0 && (S_ISFIFO(info.st_mode) || S_ISSOCK(info.st_mode)))
        return base::ok();
    return base::fail(ErrorCode::InvalidArgument,
                      "standard output is no pipe; use it as `curl --netrc-file <(keystead-cli netrc C) ...`");
}

// curl knows quotes and backslashes in such a file; older readers do not, so they are used only where they must be.
base::Status appendWord(base::SecretBuilder& out, std::string_view what, std::string_view word)
{
    if (word.find_first_of("\n\r") != std::string_view::npos || word.find('\0') != std::string_view::npos)
        return base::fail(ErrorCode::Unsupported, std::string{what} + " holds a line break, which a netrc file cannot");
    if (!word.empty() && word.find_first_of(" \t\"\\#") == std::string_view::npos) {
        out.append(word);
        return base::ok();
    }
    out.append('"');
    for (const char c : word) {
        if (c == '"' || c == '\\')
            out.append('\\');
        out.append(c);
    }
    out.append('"');
    return base::ok();
}

struct Machine
{
    std::string host; // without its port: netrc knows none
    std::string username;
};

base::Result<std::vector<Machine>> machinesOf(Context& context, const NetrcOptions& options,
                                              const std::string& connection)
{
    KS_ASSIGN(const std::shared_ptr<Json> answer,
              context.call("credential.servers", {{"by", "api"}, {"connection", connection}}));
    const Json servers = answer->value("servers", Json::array());
    std::vector<Machine> machines;
    for (const Json& server : servers) {
        const auto parts = model::splitUrl(server.value("url", std::string{}));
        const bool asked = parts && (options.host.empty() || options.host == parts->host ||
                                     options.host == parts->host + ":" + std::to_string(parts->port));
        const bool there = asked && std::any_of(machines.begin(), machines.end(),
                                                [&](const Machine& machine) { return machine.host == parts->host; });
        if (asked && !there)
            machines.push_back({parts->host, server.value("username", std::string{})});
    }
    if (!machines.empty())
        return machines;
    if (options.host.empty())
        return base::fail(ErrorCode::Unsupported, "the connection names no server; set its address first");
    return base::fail(ErrorCode::Denied,
                      "the connection does not belong to " + base::cleanForDisplay(options.host, 100));
}

base::Result<base::Secret> netrcText(Context& context, const NetrcOptions& options)
{
    KS_TRY(checkPipe());
    ConnectionFields fields(context);
    KS_ASSIGN(const std::shared_ptr<Json> shown, fields.describe(options.connection));
    const std::string id = shown->value("id", options.connection); // addresses and secret are of one connection
    KS_ASSIGN(const std::vector<Machine> machines, machinesOf(context, options, id));
    KS_ASSIGN(const FieldValue secret, fields.main(options.connection));
    base::SecretBuilder out;
    for (const Machine& machine : machines) {
        out.append("machine ").append(machine.host).append(" login ");
        KS_TRY(appendWord(out, "the user name", machine.username.empty() ? "token" : machine.username));
        out.append(" password ");
        KS_TRY(appendWord(out, "the secret", secret.value.exposeText()));
        out.append('\n');
    }
    return std::move(out).build();
}

int runNetrc(Context& context, const NetrcOptions& options)
{
    const auto text = netrcText(context, options);
    if (!text)
        return context.fail("netrc", text.error());
    std::fwrite(text->exposeText().data(), 1, text->size(), stdout);
    return 0;
}

} // namespace

void addLoginPromptCommands(Commands& commands)
{
    Context& context = commands.context;
    auto& action = commands.action;
    const auto prompt = std::make_shared<std::string>();
    CLI::App* const askpass = commands.parser.add_subcommand(
        "askpass", "Answer a prompt of git or ssh; what it does not know it leaves to $KEYSTEAD_ASKPASS_FALLBACK");
    askpass->add_option("prompt", *prompt, "The prompt, as GIT_ASKPASS and SSH_ASKPASS give it")->required();
    askpass->callback(
        [&context, &action, prompt] { action = [&context, prompt] { return runAskpass(context, *prompt); }; });
    const auto options = std::make_shared<NetrcOptions>();
    CLI::App* const netrc = commands.parser.add_subcommand(
        "netrc", "Print a netrc file to a pipe: curl --netrc-file <(keystead-cli netrc C)");
    netrc->add_option("connection", options->connection, "Its id, NAME or PROFILE/NAME")->required();
    netrc->add_option("--host", options->host, "Only this one of its servers")->type_name("H");
    netrc->callback([&context, &action, options] {
        action = [&context, options] {
            context.connection = options->connection;
            return runNetrc(context, *options);
        };
    });
}

} // namespace keystead::cli
