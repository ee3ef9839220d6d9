// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/service/credential_match.h"

#include "core/model/punycode.h"
#include "core/model/text_rules.h"
#include "core/model/url_rules.h"

#include <algorithm>

namespace keystead::service {

namespace {

using base::ErrorCode;
using base::fail;
using model::AuthKind;
using model::ConnectionState;

constexpr std::size_t maxPath = 2000;
constexpr std::size_t maxUsername = 1000;

// Without empty segments at the edges and without ".git" behind the last one.
std::optional<std::vector<std::string>> segmentsOf(std::string_view path)
{
    std::vector<std::string> segments;
    while (!path.empty()) {
        const std::size_t end = std::min(path.find('/'), path.size());
        const std::string_view segment = path.substr(0, end);
        path.remove_prefix(std::min(end + 1, path.size()));
        if (segment.empty())
            continue;
        if (segment == "." || segment == "..")
            return std::nullopt;
        segments.emplace_back(segment);
    }
    if (!segments.empty() && segments.back().ends_with(".git") && segments.back().size() > 4)
        segments.back().resize(segments.back().size() - 4);
    return segments;
}

const model::ServerLogin* loginOf(const model::ProviderSpec& spec, AskedBy by)
{
    const auto& login = by == AskedBy::Git ? spec.git : spec.docker;
    return login ? &*login : nullptr;
}

bool holdsPassword(AuthKind kind)
{
    return kind != AuthKind::Certificate && kind != AuthKind::Custom;
}

std::string parameterOf(const model::Connection& connection, const char* name)
{
    const auto found = connection.parameters.find(name);
    return found == connection.parameters.end() ? std::string{} : found->second;
}

std::string namedFor(const std::map<std::string, std::string>& byKind, AuthKind kind)
{
    const auto found = byKind.find(std::string{toText(kind)});
    return found == byKind.end() ? std::string{} : found->second;
}

std::string usernameFor(const model::Connection& connection, const model::ProviderSpec& spec,
                        const model::ServerLogin& login, const std::string& asked)
{
    std::string pattern = namedFor(login.usernames, connection.kind);
    if (pattern.empty())
        pattern = login.username;
    if (!pattern.empty()) {
        auto parameters = connection.parameters;
        if (!connection.account.empty())
            parameters["account"] = connection.account;
        if (auto name = model::expandTemplate(pattern, spec, parameters); name && !name->empty())
            return *std::move(name);
    }
    if (!asked.empty())
        return asked;
    const std::string own = parameterOf(connection, "username");
    return own.empty() ? connection.account : own;
}

// One name above: "git.example.com" for "example.com" itself and nothing else.
bool isOneBelow(std::string_view host, std::string_view parent)
{
    if (!host.ends_with(parent) || host.size() < parent.size() + 2)
        return false;
    const std::string_view label = host.substr(0, host.size() - parent.size());
    return label.back() == '.' && label.find('.') == label.size() - 1 && parent.find('.') != std::string_view::npos &&
           !model::isLoopbackHost(parent);
}

struct Fit
{
    std::size_t depth = 0;
    bool below = false;
};

std::optional<Fit> fitOf(const ServerQuery& query, const std::string& url, bool subdomains)
{
    const auto parts = model::splitUrl(url);
    if (!parts || parts->scheme != query.scheme || parts->port != query.port)
        return std::nullopt;
    Fit fit;
    if (parts->host != query.host) {
        if (!subdomains || !isOneBelow(query.host, parts->host))
            return std::nullopt;
        fit.below = true;
    }
    const auto own = segmentsOf(parts->pathAndQuery);
    if (!own || own->size() > query.path.size() || !std::equal(own->begin(), own->end(), query.path.begin()))
        return std::nullopt;
    fit.depth = own->size();
    return fit;
}

bool better(const Fit& a, const Fit& b)
{
    return a.below != b.below ? b.below : a.depth > b.depth;
}

std::optional<ServerMatch> matchOf(const ServerQuery& query, const model::Connection& connection,
                                   const model::ProviderSpec& spec, const model::ServerLogin& login)
{
    const bool subdomains = parameterOf(connection, "subdomains") == "yes";
    std::optional<Fit> best;
    ServerMatch match;
    for (const std::string& pattern : login.urls) {
        const auto url = model::expandTemplate(pattern, spec, connection.parameters);
        if (!url || url->empty())
            continue;
        const auto fit = fitOf(query, *url, subdomains);
        if (!fit || (best && !better(*fit, *best)))
            continue;
        best = fit;
        match.url = *url;
    }
    if (!best)
        return std::nullopt;
    match.connection = connection;
    match.depth = best->depth;
    match.below = best->below;
    match.username = usernameFor(connection, spec, login, query.username);
    match.authType = namedFor(login.authTypes, connection.kind);
    const std::string own = parameterOf(connection, "username");
    match.exactUser = !query.username.empty() && (query.username == connection.account || query.username == own ||
                                                  query.username == usernameFor(connection, spec, login, {}));
    match.preferred = std::find(connection.tags.begin(), connection.tags.end(), preferredTag) != connection.tags.end();
    return match;
}

bool lends(const model::Connection& connection)
{
    return connection.state != ConnectionState::Revoked && connection.state != ConnectionState::Paused &&
           !(connection.kind == AuthKind::OAuth2 && connection.state == ConnectionState::Created);
}

std::vector<ServerMatch> everyMatch(const ServerQuery& query, const std::vector<model::Connection>& connections,
                                    const providers::Registry& registry, bool lending)
{
    std::vector<ServerMatch> matches;
    for (const model::Connection& connection : connections) {
        if (!holdsPassword(connection.kind) || lends(connection) != lending)
            continue;
        const model::ProviderSpec* const spec = registry.find(connection.providerId);
        const model::ServerLogin* const login = spec ? loginOf(*spec, query.by) : nullptr;
        if (!login)
            continue;
        if (auto match = matchOf(query, connection, *spec, *login))
            matches.push_back(*std::move(match));
    }
    return matches;
}

// Nobody has said yet whose it is.
bool unknownUser(const ServerMatch& match)
{
    return match.connection.account.empty() && parameterOf(match.connection, "username").empty();
}

void keepAskedUser(const ServerQuery& query, std::vector<ServerMatch>& matches)
{
    if (query.username.empty())
        return;
    const bool known =
        std::any_of(matches.begin(), matches.end(), [](const ServerMatch& match) { return match.exactUser; });
    std::erase_if(matches,
                  [known](const ServerMatch& match) { return known ? !match.exactUser : !unknownUser(match); });
}

std::string listed(const std::vector<ServerMatch>& matches)
{
    std::string names;
    for (const ServerMatch& match : matches) {
        names += (names.empty() ? "" : ", ") + match.connection.name;
        if (!match.connection.account.empty())
            names += " (" + match.connection.account + ")";
    }
    return names;
}

std::string noneWhy(const ServerQuery& query, const std::vector<ServerMatch>& any, const std::vector<ServerMatch>& held)
{
    if (!any.empty())
        return "no connection for the user " + query.username + " at " + query.host;
    if (!held.empty())
        return held.front().connection.name + " is " + std::string{toText(held.front().connection.state)} +
               " and lends nothing";
    return "no connection serves " + query.url();
}

} // namespace

std::optional<AskedBy> askedByFromText(std::string_view text)
{
    if (text == "git")
        return AskedBy::Git;
    if (text == "docker")
        return AskedBy::Docker;
    return std::nullopt;
}

std::string ServerQuery::url() const
{
    std::string text = scheme + "://" + host;
    if (port != (scheme == "https" ? 443 : 80))
        text += ":" + std::to_string(port);
    for (const std::string& segment : path)
        text += "/" + segment;
    return text;
}

base::Result<ServerQuery> serverQuery(std::string_view protocol, std::string_view hostAndPort, std::string_view path,
                                      std::string_view username)
{
    ServerQuery query;
    query.scheme = model::asciiLower(protocol);
    if (query.scheme != "https" && query.scheme != "http")
        return fail(ErrorCode::InvalidArgument, "protocol: is neither https nor http");
    const auto host = model::toAsciiHost(hostAndPort);
    if (!host)
        return fail(ErrorCode::InvalidArgument, "host: is no host name");
    if (const auto problem = model::hostProblem(*host))
        return fail(ErrorCode::InvalidArgument, "host: " + *problem);
    const auto parts = model::splitUrl("https://" + *host);
    if (!parts)
        return fail(ErrorCode::InvalidArgument, "host: is no host name");
    const bool ownPort =
        host->find(':', host->find(']') == std::string::npos ? 0 : host->find(']')) != std::string::npos;
    query.host = parts->host;
    query.port = query.scheme == "http" && !ownPort ? 80 : parts->port;
    if (const auto problem = model::textProblem(path, maxPath))
        return fail(ErrorCode::InvalidArgument, "path: " + *problem);
    const auto segments = segmentsOf(path);
    if (!segments)
        return fail(ErrorCode::InvalidArgument, "path: holds a dot segment");
    query.path = *segments;
    if (const auto problem = model::textProblem(username, maxUsername))
        return fail(ErrorCode::InvalidArgument, "username: " + *problem);
    query.username = username;
    return query;
}

std::vector<ServerMatch> matchesFor(const ServerQuery& query, const std::vector<model::Connection>& connections,
                                    const providers::Registry& registry)
{
    return everyMatch(query, connections, registry, true);
}

ServerChoice chooseFor(const ServerQuery& query, const std::vector<model::Connection>& connections,
                       const providers::Registry& registry)
{
    const std::vector<ServerMatch> any = matchesFor(query, connections, registry);
    ServerChoice choice;
    choice.matches = any;
    choice.known = !any.empty();
    keepAskedUser(query, choice.matches);
    if (choice.matches.empty()) {
        const std::vector<ServerMatch> held = everyMatch(query, connections, registry, false);
        choice.known = choice.known || !held.empty();
        choice.why = noneWhy(query, any, held);
        return choice;
    }
    const auto rank = [](const ServerMatch& a, const ServerMatch& b) {
        return a.below != b.below ? b.below : a.depth != b.depth ? a.depth > b.depth : a.preferred && !b.preferred;
    };
    std::stable_sort(choice.matches.begin(), choice.matches.end(), rank);
    choice.chosen = choice.matches.size() == 1 || rank(choice.matches[0], choice.matches[1]);
    if (choice.chosen)
        return choice;
    std::vector<ServerMatch> tied = choice.matches;
    std::erase_if(tied, [&](const ServerMatch& match) { return rank(choice.matches.front(), match); });
    choice.why = "several accounts fit " + query.host + ": " + listed(tied) +
                 "; name the user in the address, or mark one with `keystead-cli set NAME tags=preferred`";
    return choice;
}

std::vector<ServedUrl> servedUrls(const model::Connection& connection, AskedBy by, const providers::Registry& registry)
{
    std::vector<ServedUrl> urls;
    const model::ProviderSpec* const spec = registry.find(connection.providerId);
    const model::ServerLogin* const login = spec ? loginOf(*spec, by) : nullptr;
    if (!login || !holdsPassword(connection.kind) || !lends(connection))
        return urls;
    for (const std::string& pattern : login->urls) {
        if (auto url = model::expandTemplate(pattern, *spec, connection.parameters); url && !url->empty())
            urls.push_back({*std::move(url), usernameFor(connection, *spec, *login, {})});
    }
    return urls;
}

std::vector<ServedUrl> apiUrls(const model::Connection& connection, const providers::Registry& registry)
{
    std::vector<ServedUrl> urls = servedUrls(connection, AskedBy::Git, registry);
    const model::ProviderSpec* const spec = registry.find(connection.providerId);
    if (!spec || !holdsPassword(connection.kind) || !lends(connection))
        return urls;
    const std::string own = parameterOf(connection, "username");
    if (auto url = model::expandTemplate(spec->apiBaseUrl, *spec, connection.parameters); url && !url->empty())
        urls.insert(urls.begin(), {*std::move(url), own.empty() ? connection.account : own});
    return urls;
}

} // namespace keystead::service
