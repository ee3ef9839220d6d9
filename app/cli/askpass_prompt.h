// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// What git or ssh asks in a prompt: a text for people, so whatever is not surely understood is nobody's. Pure.
#include <optional>
#include <string>
#include <string_view>

namespace keystead::cli {

struct AskedFor
{
    enum class What { GitUsername, GitPassword, KeyPassphrase, HostPassword };
    What what = What::GitPassword;
    std::string protocol; // git
    std::string host;     // git: host[:port]
    std::string path;     // git
    std::string username; // git: from the address
    std::string subject;  // the key's file; "user@host"
};

// "Username for 'https://git.example.com': ", "Password for 'https://ada@git.example.com': ",
// "Enter passphrase for key '/home/ada/.ssh/id_ed25519': ", "ada@host's password: ". git's are known by their address,
// in any language. nullopt: something else, questions for yes and no among them.
std::optional<AskedFor> parseAskpassPrompt(std::string_view prompt);

} // namespace keystead::cli
