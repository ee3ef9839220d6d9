// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// What git's and docker's helper share: the agent, the question which connection serves a server, and plain reading and
// writing of descriptors. No Qt, no vault.
#include "app/cli/context.h"
#include "core/base/json.h"
#include "core/base/secret.h"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace keystead::helpers {

struct Asked
{
    std::string by; // git, docker
    std::string protocol;
    std::string host;
    std::string path;
    std::string username;
};

base::Json paramsOf(const Asked& asked);

struct Served
{
    bool found = false;
    bool known = false; // a connection serves this server, though it is not the one (why says so)
    std::string why;
    std::string connection; // id
    std::string username;
    std::string authType;
    base::Secret secret;
    std::optional<std::int64_t> expires; // seconds since 1970
};
// Matches, then asks for the secret, which the policy judges. An error is the agent's.
base::Result<Served> askFor(cli::Context& context, const Asked& asked);

// At most `limit` bytes: to the end, or, with `untilBlankLine`, to the empty line that ends a record.
base::Result<base::Secret> readInput(std::size_t limit, bool untilBlankLine);
base::Status writeOutput(std::string_view text);
// What to do next, with the connection at hand in place of "C".
std::string hintFor(const cli::Context& context, const base::Error& error);
// "PROGRAM: why" and "hint: ..." on stderr, cleaned of terminal escapes (SECURITY 21).
void explain(std::string_view program, const cli::Context& context, const base::Error& error);
void explain(std::string_view program, const std::string& why);

// The operation and --vault of a helper's command line; nullopt: usage was printed, leave with `code`.
struct HelperArguments
{
    std::string operation;
    std::string vault;
};
std::optional<HelperArguments> helperArguments(int argc, char** argv, const char* program, const char* operations,
                                               int& code);

} // namespace keystead::helpers
