// SPDX-License-Identifier: GPL-3.0-or-later
// git-credential-keystead: git's credential helper (gitcredentials(7)). It answers `get` with what the policy lets git
// have, and says nothing where in doubt: git then asks its next helper or the person. A refresh token never leaves.
#include "app/helpers/git_protocol.h"
#include "app/helpers/helper_client.h"
#include "core/base/clock.h"

#include <algorithm>
#include <cstdio>
#include <nlohmann/json.hpp>

namespace {

using namespace keystead;
using helpers::Asked;
using helpers::GitRequest;

constexpr const char* program = "git-credential-keystead";

Asked askedBy(const GitRequest& request)
{
    return {"git", request.protocol, request.host, request.path, request.username};
}

base::Result<GitRequest> readRequest()
{
    KS_ASSIGN(const base::Secret input, helpers::readInput(helpers::maxGitInput, true));
    return helpers::parseGitRequest(input.exposeText());
}

int give(cli::Context& context)
{
    const auto request = readRequest();
    if (!request) {
        helpers::explain(program, "no answer: " + request.error().detail);
        return 1;
    }
    auto served = helpers::askFor(context, askedBy(*request));
    if (!served) {
        helpers::explain(program, context, served.error());
        return base::exitCodeFor(served.error().code);
    }
    if (!served->found) {
        if (served->known)
            helpers::explain(program, served->why);
        return 0;
    }
    const helpers::GitAnswer answer{served->username, std::move(served->secret), served->authType, served->expires,
                                    served->connection};
    const auto text = helpers::writeGitAnswer(*request, answer);
    if (!text) {
        helpers::explain(program, text.error().detail);
        return 1;
    }
    return helpers::writeOutput(text->exposeText()) ? 0 : 1;
}

// store and erase: a password comes in, so the agent looks at this process and it closes itself before reading.
int tell(cli::Context& context, const char* method)
{
    if (const auto agent = context.agent(); !agent) {
        helpers::explain(program, context, agent.error());
        return base::exitCodeFor(agent.error().code);
    }
    auto request = readRequest();
    if (!request) {
        helpers::explain(program, "nothing was done: " + request.error().detail);
        return 1;
    }
    const bool storing = std::string_view{method} == "credential.store";
    if (request->password.empty() || (storing && request->username.empty()))
        return 0; // what came without both was not a sign-in by user name and password
    base::Json params = helpers::paramsOf(askedBy(*request));
    if (!storing && !request->servedBy.empty())
        params["connection"] = request->servedBy;
    if (storing && request->expires)
        params["expires_at"] =
            base::toRfc3339(base::fromMillis(std::min(*request->expires, std::int64_t{253'402'300'799}) * 1000));
    protocol::SecretMembers secrets;
    secrets.emplace_back("password", std::move(request->password));
    if (const auto done = context.call(method, params, secrets); !done) {
        helpers::explain(program, context, done.error());
        return base::exitCodeFor(done.error().code);
    }
    return 0;
}

} // namespace

int main(int argc, char** argv)
{
    int code = 0;
    const auto arguments = helpers::helperArguments(argc, argv, program, "get|store|erase|capability", code);
    if (!arguments)
        return code;
    cli::Context context;
    context.vaultOption = arguments->vault;
    if (arguments->operation == "get")
        return give(context);
    if (arguments->operation == "store")
        return tell(context, "credential.store");
    if (arguments->operation == "erase")
        return tell(context, "credential.erase");
    if (arguments->operation == "capability")
        return helpers::writeOutput(helpers::gitCapabilities()) ? 0 : 1;
    return 0; // git's own rule: operations that are not known are passed over
}
