// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// A local program as the policy knows it: not a process, but what is asked again when it changes. Nothing here is
// secret.
#include <cstdint>
#include <string>
#include <vector>

namespace keystead::model {

// What a program is held by. Two runs of one program are equal; an update changes `sha256`.
struct ProgramIdentity
{
    std::string executable; // absolute and canonical; empty: could not be identified, and nothing is granted to it
    std::string sha256;     // of the executable, hex
    // Where the executable is an interpreter that was started with a file: that file, canonical, and its hash. Empty
    // for an interactive shell and for programs of their own.
    std::string script;
    std::string scriptSha256;
    std::string package; // the system's package that owns the executable (root-owned file), "git"; empty: none
    std::string sandbox; // "flatpak:org.example.App" or "snap:name"; empty: none
    bool operator==(const ProgramIdentity&) const = default;

    bool identified() const { return !executable.empty() && !sha256.empty(); }
    // What a person calls it: the script's path where there is one, else the executable's.
    const std::string& shownPath() const { return script.empty() ? executable : script; }
};

// One process of the chain that led to a request, nearest first.
struct ProcessLink
{
    std::int64_t pid = 0;
    std::string executable; // empty: not readable
    std::string script;
    bool operator==(const ProcessLink&) const = default;
};

// Who asks: the program that is judged, and how it came to ask.
struct Caller
{
    ProgramIdentity program;
    std::int64_t pid = 0;
    std::uint64_t startTime = 0;      // clock ticks after boot, tells a reused pid
    std::string via;                  // "keystead-cli", "git-credential-keystead", "socket", "proxy"
    std::vector<ProcessLink> parents; // of the judged program; may be short where processes ended
    bool operator==(const Caller&) const = default;
};

} // namespace keystead::model
