// SPDX-License-Identifier: GPL-3.0-or-later
// AWS: a profile of its own with credential_process.
#include "app/cli/setup_targets.h"

#include <cstdlib>

namespace keystead::cli {

namespace fs = std::filesystem;

namespace {

base::Result<fs::path> file()
{
    if (const char* const given = std::getenv("AWS_CONFIG_FILE"); given && given[0] == '/')
        return fs::path{given};
    return homeFile(".aws/config");
}

// The reader splits at white space and knows double quotes.
std::string word(const std::string& text)
{
    if (text.find_first_of(" \t\"\\'") == std::string::npos)
        return text;
    std::string quoted = "\"";
    for (const char c : text)
        quoted += c == '"' || c == '\\' ? std::string{'\\', c} : std::string(1, c);
    return quoted + "\"";
}

base::Result<std::string> after(const std::string& before, const SetupWish& wish)
{
    const std::string head = "[profile " + plainName(wish.connection) + "]\n";
    const std::string block = head + "credential_process = " + word((wish.programs / "keystead-cli").string()) +
                              " aws-credential-process " + word(wish.connection) + "\n";
    if (before.find(block) != std::string::npos)
        return before;
    if (("\n" + before).find("\n" + head.substr(0, head.size() - 1)) != std::string::npos)
        return base::fail(base::ErrorCode::AlreadyExists,
                          "there is a profile " + plainName(wish.connection) + " already; rename one of the two");
    return appended(before, block);
}

std::string next(const SetupWish& wish)
{
    return "Use it with `aws --profile " + plainName(wish.connection) + " ...` or AWS_PROFILE.";
}

} // namespace

SetupTarget awsTarget()
{
    return {"aws", true, true, 0600, file, after, next};
}

} // namespace keystead::cli
