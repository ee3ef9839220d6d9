// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/browser.h"

#include <array>
#include <cstdlib>
#include <fcntl.h>
#include <sstream>
#include <sys/wait.h>
#include <unistd.h>
#include <vector>

namespace keystead::cli {

using base::ErrorCode;
using base::fail;

base::Status checkBrowserAddress(const std::string& address)
{
    for (const char c : address) {
        if (static_cast<unsigned char>(c) <= 0x20 || c == 0x7F)
            return fail(ErrorCode::InvalidArgument, "the address holds spaces or controls");
    }
    for (const std::string_view start : {"https://", "http://127.0.0.1:", "http://127.0.0.1/",
                                         "http://localhost:", "http://localhost/", "http://[::1]:"}) {
        if (address.starts_with(start) &&
            address.substr(0, address.find_first_of("/?#", start.size())).find('@') == std::string::npos)
            return base::ok();
    }
    return fail(ErrorCode::InvalidArgument, "the address is neither https nor on this machine");
}

namespace {

// $BROWSER: programs separated by colons, each with arguments; %s is the address, which is added at the end where there
// is none.
std::vector<std::vector<std::string>> candidates(const std::string& address)
{
    std::vector<std::vector<std::string>> list;
    const char* browser = std::getenv("BROWSER");
    std::istringstream programs(browser ? browser : "");
    for (std::string program; std::getline(programs, program, ':');) {
        std::vector<std::string> words;
        bool placed = false;
        std::istringstream parts(program);
        for (std::string word; parts >> word;) {
            if (const auto at = word.find("%s"); at != std::string::npos) {
                word.replace(at, 2, address);
                placed = true;
            }
            words.push_back(word);
        }
        if (words.empty())
            continue;
        if (!placed)
            words.push_back(address);
        list.push_back(std::move(words));
    }
    list.push_back({"xdg-open", address});
    return list;
}

// Starts a program in a session of its own. False where it does not exist: the pipe closes without a word when exec
// works.
bool start(std::vector<std::string> words)
{
    std::array<int, 2> ends{};
    if (::pipe2(ends.data(), O_CLOEXEC) != 0)
        return false;
    const pid_t child = ::fork();
    if (child == 0) {
        ::setsid();
        if (::fork() != 0)
            ::_exit(0);
        const int null = ::open("/dev/null", O_RDWR);
        for (const int target : {0, 1, 2})
            ::dup2(null, target);
        std::vector<char*> arguments;
        for (std::string& word : words)
            arguments.push_back(word.data());
        arguments.push_back(nullptr);
        ::execvp(arguments.front(), arguments.data());
        [[maybe_unused]] const ssize_t told = ::write(ends[1], "x", 1);
        ::_exit(127);
    }
    ::close(ends[1]);
    char byte = 0;
    const ssize_t got = child > 0 ? ::read(ends[0], &byte, 1) : 1;
    ::close(ends[0]);
    if (child > 0)
        ::waitpid(child, nullptr, 0);
    return got == 0;
}

} // namespace

base::Status openInBrowser(const std::string& address)
{
    KS_TRY(checkBrowserAddress(address));
    for (std::vector<std::string>& words : candidates(address)) {
        if (start(std::move(words)))
            return base::ok();
    }
    return fail(ErrorCode::NotFound, "no browser could be started; use --print-url");
}

} // namespace keystead::cli
