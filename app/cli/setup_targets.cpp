// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/setup_targets.h"

#include <cstdlib>

namespace keystead::cli {

namespace fs = std::filesystem;

const std::vector<SetupTarget>& setupTargets()
{
    static const std::vector<SetupTarget> targets{gitTarget(), dockerTarget(), awsTarget(), kubeTarget(),
                                                  shellTarget()};
    return targets;
}

base::Result<fs::path> homeFile(std::string_view below)
{
    const char* const home = std::getenv("HOME");
    if (!home || home[0] != '/')
        return base::fail(base::ErrorCode::InvalidArgument, "HOME is not set");
    return fs::path{home} / below;
}

std::string shellQuoted(const std::string& word)
{
    constexpr std::string_view plain = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789._-/@:+";
    if (!word.empty() && word.find_first_not_of(plain) == std::string::npos)
        return word;
    std::string text = "'";
    for (const char c : word)
        text += c == '\'' ? std::string{"'\\''"} : std::string(1, c);
    return text + "'";
}

std::string appended(const std::string& before, const std::string& block)
{
    return before + (before.empty() || before.ends_with('\n') ? "" : "\n") + block;
}

std::string plainName(const std::string& connection)
{
    std::string name;
    for (const char c : connection) {
        const bool plain =
            (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' || c == '_';
        name += plain ? c : '-';
    }
    return name;
}

} // namespace keystead::cli
