// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/helpers/docker_protocol.h"

#include "core/base/encoding.h"
#include "core/model/url_rules.h"
#include "core/protocol/message.h"

#include <algorithm>
#include <nlohmann/json.hpp>

namespace keystead::helpers {

using base::ErrorCode;
using base::fail;

namespace {

constexpr std::size_t maxServer = 4096;

void appendJson(base::SecretBuilder& out, std::string_view text)
{
    constexpr std::string_view hex = "0123456789abcdef";
    out.append('"');
    for (const char c : text) {
        const auto byte = static_cast<unsigned char>(c);
        if (c == '"' || c == '\\')
            out.append('\\').append(c);
        else if (byte < 0x20)
            out.append("\\u00").append(hex[byte >> 4U]).append(hex[byte & 0x0FU]);
        else
            out.append(c);
    }
    out.append('"');
}

bool isLoopback(std::string_view hostAndPort)
{
    const std::size_t bracket = hostAndPort.find(']');
    const std::size_t colon = hostAndPort.find(':', bracket == std::string_view::npos ? 0 : bracket);
    return model::isLoopbackHost(hostAndPort.substr(0, colon));
}

} // namespace

std::string_view trimmed(std::string_view text)
{
    constexpr std::string_view space = " \t\r\n";
    const std::size_t start = std::min(text.find_first_not_of(space), text.size());
    text.remove_prefix(start);
    return text.substr(0, text.find_last_not_of(space) + 1);
}

base::Result<std::vector<DockerServer>> dockerServers(std::string_view serverUrl)
{
    std::string_view rest = trimmed(serverUrl);
    if (rest.empty())
        return fail(ErrorCode::InvalidArgument, std::string{dockerNoServer});
    if (rest.size() > maxServer || !base::isValidUtf8(rest))
        return fail(ErrorCode::InvalidArgument, "the server URL is no address");
    std::string protocol;
    if (const std::size_t scheme = rest.find("://"); scheme != std::string_view::npos) {
        protocol = rest.substr(0, scheme);
        rest.remove_prefix(scheme + 3);
    }
    const std::size_t end = std::min(rest.find('/'), rest.size());
    const std::string host{rest.substr(0, end)};
    const std::string path{rest.substr(end)};
    if (host.empty())
        return fail(ErrorCode::InvalidArgument, std::string{dockerNoServer});
    if (!protocol.empty())
        return std::vector<DockerServer>{{protocol, host, path}};
    std::vector<DockerServer> servers{{"https", host, path}};
    if (isLoopback(host))
        servers.push_back({"http", host, path});
    return servers;
}

base::Result<DockerStore> parseDockerStore(std::string_view json)
{
    KS_ASSIGN(base::Json document, base::parseJson(json, {.maxBytes = 512 * 1024, .maxDepth = 4}));
    if (!document.is_object())
        return fail(ErrorCode::InvalidArgument, "the credential is no JSON object");
    DockerStore store;
    store.secret = protocol::takeSecret(document, "Secret");
    const auto text = [&document](const char* member) {
        const auto found = document.find(member);
        return found != document.end() && found->is_string() ? found->get<std::string>() : std::string{};
    };
    store.server = text("ServerURL");
    store.username = text("Username");
    if (trimmed(store.server).empty())
        return fail(ErrorCode::InvalidArgument, std::string{dockerNoServer});
    if (store.username.empty())
        return fail(ErrorCode::InvalidArgument, std::string{dockerNoUser});
    return store;
}

base::Secret writeDockerAnswer(std::string_view server, std::string_view username, const base::Secret& secret)
{
    base::SecretBuilder out;
    out.append("{\"ServerURL\":");
    appendJson(out, server);
    out.append(",\"Username\":");
    appendJson(out, username);
    out.append(",\"Secret\":");
    appendJson(out, secret.exposeText());
    out.append("}\n");
    return std::move(out).build();
}

std::string dockerName(std::string_view url)
{
    const auto parts = model::splitUrl(url);
    if (!parts || (parts->pathAndQuery != "/" && !parts->pathAndQuery.empty()))
        return std::string{url} + (url.ends_with('/') ? "" : "/"); // https://index.docker.io/v1/, to the letter
    const std::size_t start = url.find("://") + 3;
    return std::string{url.substr(start, url.find('/', start) - start)};
}

} // namespace keystead::helpers
