// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// Values that the parser cannot know: names of connections, profiles, providers, fields, formats, slots and grants.
#include "app/cli/completion.h"

#include <map>
#include <string>

namespace keystead::cli {

// Where the cursor stands.
struct Place
{
    const CLI::App* app = nullptr;
    std::string path;                         // "vault remove-slot"
    const CLI::Option* awaits = nullptr;      // the option whose value is typed
    std::size_t positional = 0;               // number of the argument that is typed
    bool program = false;                     // behind "--"
    std::size_t behindProgram = 0;            // words
    std::map<std::string, std::string> given; // by name: options "--provider", arguments "connection"
};

// Every value, whether or not it begins with `typed`.
Completion valuesOf(const CLI::Option& option, const Place& place, Context& context, const std::string& typed);

} // namespace keystead::cli
