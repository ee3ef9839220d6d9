// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/browser.h"
#include "app/cli/commands.h"
#include "app/cli/output.h"
#include "app/cli/secret_input.h"

#include <array>
#include <cerrno>
#include <cstdio>
#include <nlohmann/json.hpp>
#include <poll.h>
#include <unistd.h>

namespace keystead::cli {

using base::ErrorCode;
using base::Json;

namespace {

struct LoginOptions
{
    std::string connection;
    bool device = false;
    bool printUrl = false;
};

// What the browser ended at may be pasted while the sign-in waits: a second connection carries it, so that the wait
// stays where it is.
void submitPasted(const Context& context, const std::string& session, const std::string& line)
{
    Context second;
    second.vaultOption = context.vaultOption;
    second.noStart = true;
    const auto answer = second.call("login.paste", {{"session", session}, {"address", line}});
    if (!answer)
        std::fprintf(stderr, "That address does not fit: %s. Paste the whole address that the browser ended at.\n",
                     answer.error().detail.c_str());
}

// Waits for the agent's answer, and meanwhile reads addresses from a terminal.
base::Result<protocol::Response> await(Context& context, protocol::BlockingClient& client, const std::string& session)
{
    if (!stdinIsTerminal())
        return client.receive(std::chrono::minutes{6});
    std::string line;
    for (;;) {
        std::array<pollfd, 2> ready{pollfd{client.descriptor(), POLLIN, 0}, pollfd{STDIN_FILENO, POLLIN, 0}};
        if (::poll(ready.data(), ready.size(), -1) < 0 && errno != EINTR)
            return base::fail(ErrorCode::Internal, "poll failed");
        if (ready[0].revents != 0)
            return client.receive(std::chrono::minutes{6});
        if (ready[1].revents == 0)
            continue;
        std::array<char, 4096> chunk{};
        const ssize_t got = ::read(STDIN_FILENO, chunk.data(), chunk.size());
        if (got <= 0)
            return client.receive(std::chrono::minutes{6});
        line.append(chunk.data(), static_cast<std::size_t>(got));
        if (const std::size_t end = line.find('\n'); end != std::string::npos) {
            submitPasted(context, session, line.substr(0, end));
            base::wipe(line);
        }
    }
}

void announce(const Context& context, const Json& session, bool printUrl)
{
    if (context.json && !printUrl)
        return;
    std::FILE* out = context.json ? stderr : stdout;
    const std::string account = textOf(session, "account");
    std::fprintf(out, "Signing in to %s for the connection %s%s%s.\n", textOf(session, "provider").c_str(),
                 textOf(session, "connection").c_str(), account.empty() ? "" : " as ", account.c_str());
    if (printUrl)
        std::fprintf(out, "Open this address in a browser:\n%s\n", textOf(session, "url").c_str());
    if (stdinIsTerminal())
        std::fprintf(out, "If the browser is on another machine, paste the address that it ends at here.\n");
    std::fflush(out);
}

int runLogin(Context& context, const LoginOptions& options)
{
    context.connection = options.connection;
    if (options.device)
        return context.fail("login", base::fail(ErrorCode::Unsupported,
                                                "signing in by a device code is not built yet; --print-url prints the "
                                                "address for a browser on another machine"));
    const auto started = context.call("login.start", {{"connection", options.connection}, {"open_browser", false}});
    if (!started)
        return context.fail("login", started.error());
    const Json& session = **started;
    const std::string id = textOf(session, "session");
    announce(context, session, options.printUrl);
    if (!options.printUrl) {
        if (const base::Status opened = openInBrowser(session.value("url", std::string{})); !opened) {
            std::fprintf(stderr, "keystead-cli: login: %s\n", opened.error().detail.c_str());
            announce(context, session, true);
        }
    }
    const auto client = context.runningAgent();
    if (!client)
        return context.fail("login", client.error());
    if (const auto sent = (*client)->send("login.await", {{"session", id}}); !sent)
        return context.fail("login", sent.error());
    const auto answer = await(context, **client, id);
    if (!answer)
        return context.fail("login", answer.error());
    if (!answer->result)
        return context.fail("login", answer->error);
    const Json& connection = answer->result->at("connection");
    if (context.printJson(*answer->result))
        return 0;
    std::printf("signed in as %s\n", textOf(connection, "account").empty() ? textOf(connection, "name").c_str()
                                                                           : textOf(connection, "account").c_str());
    if (const std::string missing = textOf(*answer->result, "scopes_missing"); !missing.empty())
        std::printf("not granted: %s\n", missing.c_str());
    return 0;
}

} // namespace

void addLoginCommand(Commands& commands)
{
    Context& context = commands.context;
    auto& action = commands.action;
    const auto options = std::make_shared<LoginOptions>();
    CLI::App* login = commands.parser.add_subcommand("login", "Sign in through the browser");
    login->add_option("connection", options->connection, "Its id, NAME or PROFILE/NAME")->required();
    login->add_flag("--device", options->device, "By a code on another device")->group(""); // refused for now
    login->add_flag("--print-url", options->printUrl, "Print the address instead of opening a browser");
    login->callback(
        [&context, &action, options] { action = [&context, options] { return runLogin(context, *options); }; });
}

} // namespace keystead::cli
