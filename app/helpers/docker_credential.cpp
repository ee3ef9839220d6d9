// SPDX-License-Identifier: GPL-3.0-or-later
// docker-credential-keystead: docker's credential helper. Errors go to standard output with exit 1, as docker reads
// them; "not found" in the very words that docker compares.
#include "app/helpers/docker_protocol.h"
#include "app/helpers/helper_client.h"
#include "core/base/encoding.h"
#include "core/protocol/error_code.h"

#include <cstdio>
#include <nlohmann/json.hpp>

namespace {

using namespace keystead;
using base::Json;

constexpr const char* program = "docker-credential-keystead";
constexpr std::size_t maxInput = 512 * 1024;

int refuse(std::string_view text)
{
    (void)helpers::writeOutput(base::cleanForDisplay(text, 1000) + "\n");
    return 1;
}

int refuse(const cli::Context& context, const base::Error& error)
{
    const bool plain = error.detail == helpers::dockerNoServer || error.detail == helpers::dockerNoUser;
    const std::string hint = plain ? std::string{} : helpers::hintFor(context, error);
    return refuse(plain ? error.detail : protocol::reasonFor(error) + (hint.empty() ? "" : ". " + hint));
}

helpers::Asked askedOf(const helpers::DockerServer& server, std::string username = {})
{
    return {"docker", server.protocol, server.host, server.path, std::move(username)};
}

int give(cli::Context& context)
{
    const auto input = helpers::readInput(maxInput, false);
    if (!input)
        return refuse(context, input.error());
    const auto servers = helpers::dockerServers(input->exposeText());
    if (!servers)
        return refuse(context, servers.error());
    std::string why{helpers::dockerNotFound};
    for (const helpers::DockerServer& server : *servers) {
        const auto served = helpers::askFor(context, askedOf(server));
        if (!served)
            return refuse(context, served.error());
        if (served->found) {
            const base::Secret answer =
                helpers::writeDockerAnswer(helpers::trimmed(input->exposeText()), served->username, served->secret);
            return helpers::writeOutput(answer.exposeText()) ? 0 : 1;
        }
        if (served->known)
            why = served->why;
    }
    return refuse(why);
}

int store(cli::Context& context)
{
    if (const auto agent = context.agent(); !agent)
        return refuse(context, agent.error());
    const auto input = helpers::readInput(maxInput, false);
    if (!input)
        return refuse(context, input.error());
    auto given = helpers::parseDockerStore(input->exposeText());
    if (!given)
        return refuse(context, given.error());
    const auto servers = helpers::dockerServers(given->server);
    if (!servers)
        return refuse(context, servers.error());
    protocol::SecretMembers secrets;
    secrets.emplace_back("password", std::move(given->secret));
    // A loopback address without a scheme is plain http to docker.
    const auto stored =
        context.call("credential.store", helpers::paramsOf(askedOf(servers->back(), given->username)), secrets);
    if (!stored)
        return refuse(context, stored.error());
    if ((*stored)->value("stored", std::string{}) != "kept")
        return 0;
    const std::string name = (*stored)->value("/connection/name"_json_pointer, std::string{});
    return refuse(name + " serves this server already; change it with `keystead-cli set` or in the Keystead window");
}

int erase(cli::Context& context)
{
    const auto input = helpers::readInput(maxInput, false);
    if (!input)
        return refuse(context, input.error());
    const auto servers = helpers::dockerServers(input->exposeText());
    if (!servers)
        return refuse(context, servers.error());
    std::string kept;
    for (const helpers::DockerServer& server : *servers) {
        const auto erased = context.call("credential.erase", helpers::paramsOf(askedOf(server)));
        if (!erased)
            return refuse(context, erased.error());
        const std::string how = (*erased)->value("erased", std::string{});
        if (how == "removed")
            return 0;
        if (how == "kept")
            kept = (*erased)->value("/connection/name"_json_pointer, std::string{});
    }
    if (kept.empty())
        return refuse(helpers::dockerNotFound);
    return refuse(kept +
                  " was not stored by docker and is kept; remove it with `keystead-cli remove` if you mean that");
}

int list(cli::Context& context)
{
    const auto served = context.call("credential.servers", {{"by", "docker"}});
    if (!served)
        return refuse(context, served.error());
    Json names = Json::object();
    const Json servers = (*served)->value("servers", Json::array());
    for (const Json& server : servers)
        names[helpers::dockerName(server.value("url", std::string{}))] = server.value("username", std::string{});
    return helpers::writeOutput(base::toJsonText(names) + "\n") ? 0 : 1;
}

} // namespace

int main(int argc, char** argv)
{
    int code = 0;
    const auto arguments = helpers::helperArguments(argc, argv, program, "get|store|erase|list|version", code);
    if (!arguments)
        return code;
    cli::Context context;
    context.vaultOption = arguments->vault;
    if (arguments->operation == "get")
        return give(context);
    if (arguments->operation == "store")
        return store(context);
    if (arguments->operation == "erase")
        return erase(context);
    if (arguments->operation == "list")
        return list(context);
    if (arguments->operation == "version") {
        std::printf("%s %s\n", program, KEYSTEAD_VERSION);
        return 0;
    }
    return refuse("unknown operation; there are get, store, erase, list and version");
}
