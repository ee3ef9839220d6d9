// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// Docker's credential helper protocol (docker-credential-helpers, "client" and "credentials" packages): the server's
// address on standard input for get and erase, a JSON object for store, answers as JSON on standard output. No Qt, no
// socket. Pure.
#include "core/base/json.h"
#include "core/base/result.h"
#include "core/base/secret.h"

#include <string>
#include <string_view>
#include <vector>

namespace keystead::helpers {

// Docker compares these texts.
inline constexpr std::string_view dockerNotFound = "credentials not found in native keychain";
inline constexpr std::string_view dockerNoServer = "no credentials server URL";
inline constexpr std::string_view dockerNoUser = "no credentials username";

struct DockerServer
{
    std::string protocol;
    std::string host;
    std::string path;
};
// "https://index.docker.io/v1/", "ghcr.io", "localhost:5000", "https://registry.example.com/team". Without a scheme it
// is https, and for a loopback address http as well, in this order. Errors: InvalidArgument.
base::Result<std::vector<DockerServer>> dockerServers(std::string_view serverUrl);

struct DockerStore
{
    std::string server;
    std::string username; // "<token>" where the secret is an identity token
    base::Secret secret;
};
base::Result<DockerStore> parseDockerStore(std::string_view json);
base::Secret writeDockerAnswer(std::string_view server, std::string_view username, const base::Secret& secret);
// As docker names a server: "ghcr.io"; a whole address where there is a path.
std::string dockerName(std::string_view url);
// Without the line's end and the spaces around it.
std::string_view trimmed(std::string_view text);

} // namespace keystead::helpers
