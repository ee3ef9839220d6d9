// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// What may stand at the cursor: commands, options and their values from the parser's own tree, and names from the agent
// that runs. None is started, and nothing here takes longer than a second.
#include "app/cli/context.h"

#include <CLI/App.hpp>
#include <string>
#include <vector>

namespace keystead::cli {

struct Candidate
{
    std::string text;
    std::string about{};
};

// What else the shell may offer.
enum class Others { Nothing, Files, Folders, Programs };

struct Completion
{
    std::vector<Candidate> candidates;
    Others others = Others::Nothing;
    bool goesOn = false; // FIELD= wants its value behind it: no blank is added
};

// `words`: those behind the program's name; the last one is being typed. `parser` holds every command.
Completion complete(const CLI::App& parser, Context& context, const std::vector<std::string>& words);

// keystead-cli __complete bash LINE BREAKS | zsh WORD... | fish WORD...; what a shell's script asks. The first line of
// the answer is ":" with files, folders, programs, goes-on; then a candidate a line, with its description behind a tab
// (not for bash, whose words come as it wants them typed).
int runComplete(const CLI::App& parser, Context& context, const std::vector<std::string>& arguments);
// keystead-cli complete SHELL.
int printCompletionScript(Context& context, const std::vector<std::string>& arguments);

} // namespace keystead::cli
