// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// The thin clients' end of the socket: connect, ask, wait. No Qt, no threads.
#include "core/base/json.h"
#include "core/base/result.h"
#include "core/protocol/line_buffer.h"
#include "core/protocol/message.h"

#include <chrono>
#include <filesystem>
#include <functional>
#include <utility>

namespace keystead::protocol {

class BlockingClient
{
public:
    // NotFound where no agent listens; StorageInsecure where the socket or its folder is not ours or open to others.
    static base::Result<BlockingClient> connect(const std::filesystem::path& socket);
    BlockingClient(BlockingClient&& other) noexcept;
    BlockingClient& operator=(BlockingClient&&) = delete;
    ~BlockingClient();

    // Sends and waits. The error is the agent's, or TimedOut, or NetworkUnreachable where the agent went away. On
    // success the result document.
    base::Result<std::shared_ptr<base::Json>> call(std::string_view method, const base::Json& params,
                                                   const SecretMembers& secrets = {},
                                                   std::chrono::milliseconds timeout = std::chrono::seconds{90});
    // The same in two steps, for a caller that also watches its terminal.
    base::Result<std::int64_t> send(std::string_view method, const base::Json& params,
                                    const SecretMembers& secrets = {});
    base::Result<Response> receive(std::chrono::milliseconds timeout);
    // Runs once, when an answer has come and before a byte of it is read. The agent has looked at the caller by then,
    // so that a process may close itself to other readers here without a round trip of its own.
    void beforeReading(std::function<base::Status()> step) { m_beforeReading = std::move(step); }
    int descriptor() const { return m_fd; }
    // The connection goes on in another protocol: the descriptor is the caller's from now on, with what came behind the
    // last answer.
    std::pair<int, base::Secret> leave();
    const std::string& lastHint() const { return m_hint; }

private:
    explicit BlockingClient(int fd) : m_fd(fd) {}
    int m_fd = -1;
    std::int64_t m_nextId = 1;
    LineBuffer m_buffer;
    std::string m_hint;
    std::function<base::Status()> m_beforeReading;
};

} // namespace keystead::protocol
