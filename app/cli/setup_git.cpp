// SPDX-License-Identifier: GPL-3.0-or-later
// git: gitcredentials(7). The list of helpers is emptied first, since git hands every secret that worked to each helper
// of the list: one that writes plain files would get what the vault lends.
#include "app/cli/setup_targets.h"

#include <cstdlib>

namespace keystead::cli {

namespace fs = std::filesystem;

namespace {

base::Result<fs::path> file()
{
    if (const char* const given = std::getenv("GIT_CONFIG_GLOBAL"); given && given[0] == '/')
        return fs::path{given};
    KS_ASSIGN(const fs::path own, homeFile(".gitconfig"));
    std::error_code error;
    if (fs::exists(fs::symlink_status(own, error)))
        return own;
    KS_ASSIGN(fs::path xdg, homeFile(".config/git/config"));
    if (const char* const folder = std::getenv("XDG_CONFIG_HOME"); folder && folder[0] == '/')
        xdg = fs::path{folder} / "git/config";
    return fs::exists(fs::symlink_status(xdg, error)) ? xdg : own;
}

// git-config(1): a value in double quotes, with backslashes before " and \.
std::string configValue(const std::string& value)
{
    std::string text = "\"";
    for (const char c : value)
        text += c == '"' || c == '\\' ? std::string{'\\', c} : std::string(1, c);
    return text + "\"";
}

std::string helperOf(const SetupWish& wish)
{
    return wish.onPath ? "keystead" : configValue(shellQuoted((wish.programs / "git-credential-keystead").string()));
}

std::string section(const std::string& url, const SetupWish& wish)
{
    const std::string head = url.empty() ? "[credential]" : "[credential " + configValue(url) + "]";
    return head + "\n\thelper =\n\thelper = " + helperOf(wish) + "\n\tuseHttpPath = true\n";
}

base::Result<std::string> after(const std::string& before, const SetupWish& wish)
{
    if (!wish.connection.empty() && wish.urls.empty())
        return base::fail(base::ErrorCode::Unsupported, "the connection serves no git server");
    std::string text = before;
    std::vector<std::string> urls = wish.urls;
    if (wish.connection.empty())
        urls = {""};
    for (const std::string& url : urls) {
        const std::string block = section(url, wish);
        if (text.find(block) == std::string::npos)
            text = appended(text, block);
    }
    return text;
}

std::string next(const SetupWish&)
{
    return "git asks Keystead from now on. Other helpers are no longer asked and get nothing to keep; --undo brings "
           "them back.";
}

} // namespace

SetupTarget gitTarget()
{
    return {"git", false, true, 0644, file, after, next};
}

} // namespace keystead::cli
