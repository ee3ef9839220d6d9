// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// What every command needs: the vault's folder, the way of printing, and the agent, which is started where none runs.
#include "core/base/json.h"
#include "core/base/result.h"
#include "core/protocol/blocking_client.h"

#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <utility>

namespace keystead::cli {

class Context
{
public:
    std::string vaultOption;
    // The connection that the command is about: hints that say "C" name it.
    std::string connection;
    bool json = false;
    bool quiet = false;
    bool noStart = false;

    base::Result<std::filesystem::path> vaultFolder() const;
    base::Result<std::filesystem::path> socket() const;
    // For a caller that reads secrets: the agent has looked at this process, which is closed to others from then on.
    // Connects; starts `keystead-agent` where nobody answers (not with --no-start). VaultMissing where there is no
    // vault to serve.
    base::Result<protocol::BlockingClient*> agent();
    // Connects only: NotFound where nobody answers.
    base::Result<protocol::BlockingClient*> runningAgent();
    base::Result<std::shared_ptr<base::Json>> call(std::string_view method, const base::Json& params,
                                                   const protocol::SecretMembers& secrets = {});

    // Turns the connection into another protocol (`method` is request.stream): its descriptor, which is the caller's,
    // and what came behind the answer. This context connects anew where it is asked for more.
    base::Result<std::pair<int, base::Secret>> upgrade(std::string_view method, const base::Json& params);

    // "keystead-cli: what: why", then "hint: ..."; as JSON on stdout with --json. Gives the exit code.
    int fail(const std::string& what, const base::Error& error);
    // Prints the document with --json; true where it did.
    bool printJson(const base::Json& document) const;

private:
    using Reach = base::Result<protocol::BlockingClient*> (Context::*)();
    // Where no secret is sent: one round trip less. What comes is read by a process that has closed itself.
    base::Result<protocol::BlockingClient*> connect();
    base::Result<protocol::BlockingClient*> started(Reach reach);
    std::optional<protocol::BlockingClient> m_client;
    bool m_closedOff = false;
};

} // namespace keystead::cli
