// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/helpers/helper_client.h"

#include "core/base/clock.h"
#include "core/base/encoding.h"
#include "core/protocol/error_code.h"
#include "core/protocol/message.h"

#include <array>
#include <cerrno>
#include <cstdio>
#include <cstring>
#include <nlohmann/json.hpp>
#include <unistd.h>

namespace keystead::helpers {

using base::ErrorCode;
using base::Json;

Json paramsOf(const Asked& asked)
{
    Json params = {{"by", asked.by}, {"protocol", asked.protocol}, {"host", asked.host}};
    if (!asked.path.empty())
        params["path"] = asked.path;
    if (!asked.username.empty())
        params["username"] = asked.username;
    return params;
}

base::Result<Served> askFor(cli::Context& context, const Asked& asked)
{
    KS_ASSIGN(const std::shared_ptr<Json> matched, context.call("credential.match", paramsOf(asked)));
    Served served;
    served.why = matched->value("why", std::string{});
    served.known = matched->value("known", false);
    served.connection = matched->value("chosen", std::string{});
    if (served.connection.empty())
        return served;
    const Json list = matched->value("connections", Json::array());
    if (!list.empty()) {
        served.username = list.front().value("username", std::string{});
        context.connection = list.front().value("name", std::string{});
        served.authType = list.front().value("auth_type", std::string{});
    }
    KS_ASSIGN(const std::shared_ptr<Json> lent, context.call("token", {{"connection", served.connection}}));
    served.secret = protocol::takeSecret(*lent, "token");
    if (const auto time = base::fromRfc3339(lent->value("expires_at", std::string{})))
        served.expires = base::toMillis(*time) / 1000;
    served.found = true;
    return served;
}

base::Result<base::Secret> readInput(std::size_t limit, bool untilBlankLine)
{
    base::SecretBuilder input;
    std::array<char, 4096> chunk{};
    std::size_t total = 0;
    bool lineEnded = true; // an empty first line ends the record too
    for (;;) {
        const ssize_t got = ::read(STDIN_FILENO, chunk.data(), chunk.size());
        if (got < 0 && errno == EINTR)
            continue;
        if (got < 0)
            return base::fail(ErrorCode::InvalidArgument, std::string{"standard input: "} + std::strerror(errno));
        const std::string_view piece{chunk.data(), static_cast<std::size_t>(got)};
        total += piece.size();
        if (total > limit)
            return base::fail(ErrorCode::LimitExceeded, "the input is too long");
        input.append(piece);
        const bool blank = piece.find("\n\n") != std::string_view::npos || (lineEnded && piece.starts_with('\n'));
        if (!piece.empty())
            lineEnded = piece.back() == '\n';
        base::wipe(chunk.data(), chunk.size());
        if (got == 0 || (untilBlankLine && blank))
            return std::move(input).build();
    }
}

base::Status writeOutput(std::string_view text)
{
    while (!text.empty()) {
        const ssize_t sent = ::write(STDOUT_FILENO, text.data(), text.size());
        if (sent < 0 && errno == EINTR)
            continue;
        if (sent < 0)
            return base::fail(ErrorCode::StorageIo, std::string{"standard output: "} + std::strerror(errno));
        text.remove_prefix(static_cast<std::size_t>(sent));
    }
    return base::ok();
}

void explain(std::string_view program, const std::string& why)
{
    std::fprintf(stderr, "%.*s: %s\n", static_cast<int>(program.size()), program.data(),
                 base::cleanForDisplay(why, 1000).c_str());
}

std::string hintFor(const cli::Context& context, const base::Error& error)
{
    std::string hint = protocol::hintFor(error);
    constexpr std::string_view place = " C`";
    if (const std::size_t at = hint.find(place); at != std::string::npos && !context.connection.empty())
        hint.replace(at + 1, 1, "'" + context.connection + "'");
    return base::cleanForDisplay(hint, 1000);
}

void explain(std::string_view program, const cli::Context& context, const base::Error& error)
{
    explain(program, protocol::reasonFor(error));
    if (const std::string hint = hintFor(context, error); !hint.empty())
        std::fprintf(stderr, "hint: %s\n", hint.c_str());
}

std::optional<HelperArguments> helperArguments(int argc, char** argv, const char* program, const char* operations,
                                               int& code)
{
    HelperArguments arguments;
    code = 0;
    for (int i = 1; i < argc; ++i) {
        const std::string_view word = argv[i];
        if (word == "--version") {
            std::printf("%s %s\n", program, KEYSTEAD_VERSION);
            return std::nullopt;
        }
        if (word == "--vault" && i + 1 < argc)
            arguments.vault = argv[++i];
        else if (arguments.operation.empty() && !word.starts_with('-'))
            arguments.operation = word;
        else
            code = word == "--help" ? 0 : 2;
        if (word == "--help" || code == 2)
            break;
    }
    if (!arguments.operation.empty() && code == 0)
        return arguments;
    const bool help = argc > 1 && std::string_view{argv[argc - 1]} == "--help";
    code = help ? 0 : 2;
    std::fprintf(help ? stdout : stderr, "usage: %s [--vault DIR] %s\n", program, operations);
    return std::nullopt;
}

} // namespace keystead::helpers
