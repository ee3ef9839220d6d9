// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/quiet.h"

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <string_view>
#include <unistd.h>

namespace keystead::cli {

namespace {

// Commands whose text is a confirmation: the exit code says the same.
constexpr std::array<std::string_view, 32> confirmations{"add",
                                                         "audit export",
                                                         "confirm",
                                                         "export",
                                                         "grants add",
                                                         "grants remove",
                                                         "import",
                                                         "login",
                                                         "pause",
                                                         "profiles add",
                                                         "profiles erase",
                                                         "profiles export",
                                                         "provider add",
                                                         "proxy off",
                                                         "proxy on",
                                                         "refresh",
                                                         "remove",
                                                         "resume",
                                                         "revoke",
                                                         "set",
                                                         "vault accept-rollback",
                                                         "vault add-slot",
                                                         "vault backup",
                                                         "vault change-passphrase",
                                                         "vault confirm-slot",
                                                         "vault init",
                                                         "vault lock",
                                                         "vault remove-slot",
                                                         "vault repair",
                                                         "vault restore",
                                                         "vault rotate-key",
                                                         "vault unlock"};

// Options with which the same command is asked for text.
constexpr std::array<const char*, 4> wanted{"--dry-run", "--print-url", "--device", "--out"};

bool asksForText(const CLI::App& command)
{
    return std::any_of(wanted.begin(), wanted.end(), [&command](const char* name) {
        const CLI::Option* const option = command.get_option_no_throw(name);
        if (!option || option->count() == 0)
            return false;
        return std::string_view{name} != "--out" || option->as<std::string>() == "-";
    });
}

} // namespace

base::Status silence(const CLI::App& parser, const Context& context)
{
    if (!context.quiet || context.json)
        return base::ok();
    std::string path;
    const CLI::App* at = &parser;
    while (!at->get_subcommands().empty()) {
        at = at->get_subcommands().front();
        path += (path.empty() ? "" : " ") + at->get_name();
    }
    // Without --yes the change is what the person is asked about.
    const bool setup = path == "setup" && at->count("--yes") > 0;
    const bool confirms = setup || std::find(confirmations.begin(), confirmations.end(), path) != confirmations.end();
    if (!confirms || asksForText(*at))
        return base::ok();
    if (path == "import") { // its lists are commands of their own
        const std::string word = at->get_option("format")->as<std::string>();
        if (word == "formats" || word == "list")
            return base::ok();
    }
    const int nowhere = ::open("/dev/null", O_WRONLY | O_CLOEXEC);
    if (nowhere < 0 || ::dup2(nowhere, STDOUT_FILENO) < 0)
        return base::fail(base::ErrorCode::Internal, std::string{"/dev/null: "} + std::strerror(errno));
    ::close(nowhere);
    return base::ok();
}

} // namespace keystead::cli
