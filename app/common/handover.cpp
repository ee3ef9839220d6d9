// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/common/handover.h"

#include "core/protocol/blocking_client.h"

#include <nlohmann/json.hpp>

namespace keystead::app {

base::Result<HandoverResult> takeOverFromAgent(const std::filesystem::path& socket, std::chrono::milliseconds limit)
{
    auto client = protocol::BlockingClient::connect(socket);
    if (!client) {
        if (client.error().code == base::ErrorCode::NotFound)
            return HandoverResult::NobodyThere;
        return client.error();
    }
    const auto answer = client->call("agent.handover", base::Json::object(), {}, limit);
    if (!answer)
        return base::fail(base::ErrorCode::VaultBusy, "another Keystead holds the vault: " + answer.error().detail);
    // The agent closes the connection when it has let go of everything.
    const auto gone = client->receive(limit);
    if (!gone && gone.error().code == base::ErrorCode::NetworkUnreachable)
        return HandoverResult::TakenOver;
    return base::fail(base::ErrorCode::VaultBusy, "the running agent does not leave");
}

} // namespace keystead::app
