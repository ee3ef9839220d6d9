// SPDX-License-Identifier: GPL-3.0-or-later
// What git, or whoever else starts the helper, writes to it; docker's forms of a server beside it.
#include "app/helpers/docker_protocol.h"
#include "app/helpers/git_protocol.h"

#include <cstdlib>

using namespace keystead;
using namespace keystead::helpers;

namespace {

bool hasBreak(std::string_view text)
{
    return text.find_first_of(std::string_view{"\n\r\0", 3}) != std::string_view::npos;
}

void checkGit(std::string_view text)
{
    const auto request = parseGitRequest(text);
    if (!request)
        return;
    if (request->host.empty() || request->protocol.empty() || hasBreak(request->host) || hasBreak(request->username) ||
        hasBreak(request->path) || hasBreak(request->password.exposeText()))
        std::abort();
    // What is answered reads as one record, and holds no second host.
    GitAnswer answer;
    answer.username = request->username.empty() ? std::string{text.substr(0, 60)} : request->username;
    answer.password = base::Secret::fromText(text.substr(text.size() / 2));
    answer.authType = request->authtypeCapable ? "Bearer" : "";
    answer.expires = request->expires;
    answer.connection = request->servedBy;
    const auto written = writeGitAnswer(*request, answer);
    if (!written)
        return;
    const std::string echoed = "protocol=https\nhost=example.com\n" + std::string{written->exposeText()} + "\n";
    const auto again = parseGitRequest(echoed);
    if (again && again->host != "example.com")
        std::abort();
    if (written->exposeText().find("\nhost=") != std::string_view::npos)
        std::abort();
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    const std::string_view text{reinterpret_cast<const char*>(data), size};
    checkGit(text);
    if (const auto servers = dockerServers(text)) {
        for (const DockerServer& server : *servers)
            if (server.host.empty() || server.host.find('/') != std::string::npos)
                std::abort();
    }
    (void)parseDockerStore(text);
    return 0;
}
