// SPDX-License-Identifier: GPL-3.0-or-later
// The shell's start file: SSH_ASKPASS, with the program that was there before as the fallback.
#include "app/cli/setup_targets.h"

#include <cstdlib>

namespace keystead::cli {

namespace fs = std::filesystem;

namespace {

enum class Shell { Bash, Zsh, Fish, Other };

Shell shellInUse()
{
    const char* const path = std::getenv("SHELL");
    const std::string name = path ? fs::path{path}.filename().string() : std::string{};
    return name == "bash" ? Shell::Bash : name == "zsh" ? Shell::Zsh : name == "fish" ? Shell::Fish : Shell::Other;
}

base::Result<fs::path> file()
{
    switch (shellInUse()) {
    case Shell::Bash:
        return homeFile(".bashrc");
    case Shell::Zsh:
        if (const char* const folder = std::getenv("ZDOTDIR"); folder && folder[0] == '/')
            return fs::path{folder} / ".zshrc";
        return homeFile(".zshrc");
    case Shell::Fish:
        if (const char* const folder = std::getenv("XDG_CONFIG_HOME"); folder && folder[0] == '/')
            return fs::path{folder} / "fish/conf.d/keystead.fish";
        return homeFile(".config/fish/conf.d/keystead.fish");
    case Shell::Other:
        break;
    }
    return homeFile(".profile");
}

std::string block(const SetupWish& wish)
{
    const std::string program = shellQuoted((wish.programs / "keystead-askpass").string());
    if (shellInUse() == Shell::Fish)
        return "# keystead: begin\n"
               "if test \"$SSH_ASKPASS\" != " +
               program +
               "\n"
               "    set -gx KEYSTEAD_ASKPASS_FALLBACK \"$SSH_ASKPASS\"\n"
               "    set -gx SSH_ASKPASS " +
               program +
               "\n"
               "    set -gx SSH_ASKPASS_REQUIRE prefer\n"
               "end\n"
               "# keystead: end\n";
    return "# keystead: begin\n"
           "if [ \"${SSH_ASKPASS-}\" != " +
           program +
           " ]; then\n"
           "    export KEYSTEAD_ASKPASS_FALLBACK=\"${SSH_ASKPASS-}\"\n"
           "    export SSH_ASKPASS=" +
           program +
           "\n"
           "    export SSH_ASKPASS_REQUIRE=prefer\n"
           "fi\n"
           "# keystead: end\n";
}

base::Result<std::string> after(const std::string& before, const SetupWish& wish)
{
    return before.find(block(wish)) != std::string::npos ? before : appended(before, block(wish));
}

std::string next(const SetupWish&)
{
    return "It takes effect in the next shell: ssh and git ask Keystead first, then the program that was set before.";
}

} // namespace

SetupTarget shellTarget()
{
    return {"shell", false, false, 0644, file, after, next};
}

} // namespace keystead::cli
