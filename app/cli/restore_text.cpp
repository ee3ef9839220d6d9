// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/restore_text.h"

#include "app/cli/output.h"

#include <cstdio>
#include <iostream>
#include <nlohmann/json.hpp>
#include <unistd.h>

namespace keystead::cli {

using base::Json;

namespace {

constexpr std::size_t mostNames = 20;

void printNames(const char* sign, const Json& names)
{
    std::size_t shown = 0;
    for (const Json& name : names) {
        if (shown++ == mostNames) {
            std::printf("  ... and %zu more\n", names.size() - mostNames);
            return;
        }
        std::printf("  %s %s\n", sign, textOf(Json{{"name", name}}, "name").c_str());
    }
}

} // namespace

void printRestorePreview(const Json& preview)
{
    const Json& backup = preview.at("backup");
    const Json& connections = preview.at("connections");
    const Json& audit = preview.at("audit");
    printField("backup", textOf(backup, "id") + " of " + textOf(backup, "made_at"));
    if (preview.value("other_vault", false))
        printField("warning", "another vault stands here; it is kept aside as a whole");
    else if (preview.contains("vault_problem"))
        printField("vault",
                   textOf(preview.at("vault_problem"), "code") + ": " + textOf(preview.at("vault_problem"), "message"));
    else if (!preview.value("vault_there", false))
        printField("vault", "none here; one is made");
    std::printf("connections: %zu come back, %zu go, %zu change, %lld stay as they are\n",
                connections.at("added").size(), connections.at("removed").size(), connections.at("changed").size(),
                static_cast<long long>(connections.value("same", std::int64_t{0})));
    printNames("+", connections.at("added"));
    printNames("-", connections.at("removed"));
    printNames("~", connections.at("changed"));
    std::printf("audit: %lld records in common, %lld leave the trail, %lld come\n",
                static_cast<long long>(audit.value("common", std::int64_t{0})),
                static_cast<long long>(audit.value("lost", std::int64_t{0})),
                static_cast<long long>(audit.value("gained", std::int64_t{0})));
    if (audit.contains("lost_from"))
        std::printf("  those that leave are of %s to %s\n", textOf(audit, "lost_from").c_str(),
                    textOf(audit, "lost_to").c_str());
    printField("keys", textOf(preview, "keys") == "kept" ? "the vault's slots stay as they are"
                                                         : "new: the keyring, and what opened the backup");
    if (!preview.at("wait_for_confirm").empty())
        std::printf("sign-ins that wait for `keystead-cli confirm C`, since another machine may use them: %zu\n",
                    preview.at("wait_for_confirm").size());
}

void printRestored(const Json& done)
{
    std::printf("restored %s\n", textOf(done.at("backup"), "id").c_str());
    if (const std::string aside = textOf(done, "set_aside"); !aside.empty())
        std::printf("the vault that stood here is in backups/%s\n", aside.c_str());
    if (const std::int64_t held = done.value("held", std::int64_t{0}); held > 0)
        std::printf("%lld sign-ins wait: `keystead-cli confirm C` where no other machine uses them\n",
                    static_cast<long long>(held));
}

base::Status askForRestore(const Json& preview)
{
    if (::isatty(STDIN_FILENO) != 1)
        return base::fail(base::ErrorCode::Denied, "not confirmed; --yes restores without asking");
    printRestorePreview(preview);
    std::fflush(stdout);
    std::fprintf(stderr, "Restore this backup? Type yes: ");
    std::string answer;
    std::getline(std::cin, answer);
    if (answer != "yes")
        return base::fail(base::ErrorCode::Denied, "not confirmed");
    return base::ok();
}

} // namespace keystead::cli
