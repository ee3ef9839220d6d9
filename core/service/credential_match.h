// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// Which connection serves a server that git or docker names: by the addresses in the providers' descriptors, exact in
// scheme, host and port (SECURITY 12, 21), path-aware, with several accounts a server. It decides nothing about rights:
// whoever wants the secret asks the policy afterwards. Pure.
#include "core/base/result.h"
#include "core/model/connection.h"
#include "core/providers/registry.h"

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace keystead::service {

enum class AskedBy { Git, Docker };
std::optional<AskedBy> askedByFromText(std::string_view text); // git, docker

struct ServerQuery
{
    AskedBy by = AskedBy::Git;
    std::string scheme; // https, or http (which only a loopback address is ever served for)
    std::string host;   // lower case, ASCII: an internationalised name in its punycode form
    int port = 0;
    std::vector<std::string> path; // segments; without ".git" at the end
    std::string username;          // empty: any

    std::string url() const; // "https://host/a/b", the port where it is not the scheme's own
};

// InvalidArgument for a blank host or protocol (SECURITY 20), another protocol than http and https, a host with
// userinfo, a path or controls, a path with dot segments.
base::Result<ServerQuery> serverQuery(std::string_view protocol, std::string_view hostAndPort, std::string_view path,
                                      std::string_view username);

struct ServerMatch
{
    model::Connection connection;
    std::string username;   // to sign in with; empty: none is known
    std::string authType;   // "Bearer" where the secret alone will do; else empty
    std::string url;        // the address of the connection that fits
    std::size_t depth = 0;  // segments of its path
    bool below = false;     // it is an address one name above the asked one
    bool exactUser = false; // the asked user name is one of the connection's
    bool preferred = false; // carries the tag `preferred`
};

struct ServerChoice
{
    std::vector<ServerMatch> matches; // the chosen one first
    bool chosen = false;              // matches.front() is the answer
    std::string why;                  // not chosen: what stands in the way, for the person
    bool known = false;               // some connection serves this server, be it another user's or a paused one
};

// The tag by which a person marks one of several accounts.
inline constexpr std::string_view preferredTag = "preferred";

// Every connection that fits, whoever the user: revoked and paused ones, and those that were never signed in, do not.
std::vector<ServerMatch> matchesFor(const ServerQuery& query, const std::vector<model::Connection>& connections,
                                    const providers::Registry& registry);
// By user name first, then by the longest path, then the preferred one; else none, and why.
ServerChoice chooseFor(const ServerQuery& query, const std::vector<model::Connection>& connections,
                       const providers::Registry& registry);

struct ServedUrl
{
    std::string url; // as the connection's parameters fill the descriptor
    std::string username;
};
// All the addresses that a connection serves for `by`: for docker's list.
std::vector<ServedUrl> servedUrls(const model::Connection& connection, AskedBy by, const providers::Registry& registry);
// The address of its API and those above, with the user name that goes along: for programs that take a netrc file.
std::vector<ServedUrl> apiUrls(const model::Connection& connection, const providers::Registry& registry);

} // namespace keystead::service
