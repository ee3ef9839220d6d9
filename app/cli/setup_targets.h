// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// What `setup` writes for each program: where its configuration lies, and how the text has to read afterwards. Pure but
// for the environment; the texts are made so that a second run changes nothing.
#include "core/base/result.h"

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

namespace keystead::cli {

struct SetupWish
{
    std::string connection;         // empty where the whole program is meant
    std::vector<std::string> urls;  // the servers that it serves
    std::filesystem::path programs; // the folder of ours
    bool onPath = false;            // git finds git-credential-keystead by its name
};

struct SetupTarget
{
    const char* name;
    bool wantsConnection; // aws, kube
    bool takesConnection; // git, docker too
    unsigned modeOfNew;
    base::Result<std::filesystem::path> (*file)();
    // The whole text afterwards. AlreadyExists where something of that name stands there that is not ours; ParseError
    // where the file is not of its kind.
    base::Result<std::string> (*after)(const std::string& before, const SetupWish& wish);
    // What to do next, for the person.
    std::string (*next)(const SetupWish& wish);
};

const std::vector<SetupTarget>& setupTargets();

// For the targets' files.
SetupTarget gitTarget();
SetupTarget dockerTarget();
SetupTarget awsTarget();
SetupTarget kubeTarget();
SetupTarget shellTarget();
base::Result<std::filesystem::path> homeFile(std::string_view below);
// A word as sh reads it.
std::string shellQuoted(const std::string& word);
// `before` and the block behind it, at the beginning of a line.
std::string appended(const std::string& before, const std::string& block);
// The connection's name as a plain word: letters, digits, - and _.
std::string plainName(const std::string& connection);

} // namespace keystead::cli
