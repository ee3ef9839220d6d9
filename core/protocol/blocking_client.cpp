// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/protocol/blocking_client.h"

#include <array>
#include <cerrno>
#include <cstring>
#include <poll.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

namespace keystead::protocol {

using base::ErrorCode;
using base::fail;

namespace {

base::Status checkOwned(const std::filesystem::path& path, bool folder)
{
    struct stat info
    {
    };
    if (lstat(path.c_str(), &info) != 0)
        return fail(ErrorCode::NotFound, "no agent listens at " + path.string());
    const bool kind = folder ? S_ISDIR(info.st_mode) : S_ISSOCK(info.st_mode);
    if (!kind || info.st_uid != getuid() || (info.st_mode & 0077) != 0)
        return fail(ErrorCode::StorageInsecure, path.string() + " is not yours alone");
    return base::ok();
}

} // namespace

base::Result<BlockingClient> BlockingClient::connect(const std::filesystem::path& socketPath)
{
    KS_TRY(checkOwned(socketPath.parent_path(), true));
    KS_TRY(checkOwned(socketPath, false));
    sockaddr_un address{};
    address.sun_family = AF_UNIX;
    const std::string text = socketPath.string();
    if (text.size() >= sizeof address.sun_path)
        return fail(ErrorCode::InvalidArgument, "the socket's path is too long: " + text);
    std::memcpy(address.sun_path, text.data(), text.size());
    const int fd = ::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
    if (fd < 0)
        return fail(ErrorCode::Internal, std::string{"socket: "} + std::strerror(errno));
    BlockingClient client(fd);
    if (::connect(fd, reinterpret_cast<const sockaddr*>(&address), sizeof address) != 0)
        return fail(ErrorCode::NotFound, "no agent listens at " + text);
    return client;
}

BlockingClient::BlockingClient(BlockingClient&& other) noexcept
    : m_fd(std::exchange(other.m_fd, -1)), m_nextId(other.m_nextId), m_buffer(std::move(other.m_buffer)),
      m_hint(std::move(other.m_hint)), m_beforeReading(std::move(other.m_beforeReading))
{
}

BlockingClient::~BlockingClient()
{
    if (m_fd >= 0)
        ::close(m_fd);
}

base::Result<std::int64_t> BlockingClient::send(std::string_view method, const base::Json& params,
                                                const SecretMembers& secrets)
{
    const std::int64_t id = m_nextId++;
    const base::Secret line = writeRequest(id, method, params, secrets);
    std::string_view left = line.exposeText();
    if (left.size() > maxMessageBytes)
        return fail(ErrorCode::LimitExceeded, "the request is longer than 1 MiB");
    while (!left.empty()) {
        const ssize_t sent = ::send(m_fd, left.data(), left.size(), MSG_NOSIGNAL);
        if (sent < 0 && errno == EINTR)
            continue;
        if (sent < 0)
            return fail(ErrorCode::NetworkUnreachable, "the agent went away");
        left.remove_prefix(static_cast<std::size_t>(sent));
    }
    return id;
}

base::Result<Response> BlockingClient::receive(std::chrono::milliseconds timeout)
{
    std::array<char, 16 * 1024> chunk{};
    const auto deadline = std::chrono::steady_clock::now() + timeout;
    for (;;) {
        if (const auto line = m_buffer.takeLine()) {
            base::wipe(chunk.data(), chunk.size());
            return parseResponse(line->exposeText());
        }
        const auto left =
            std::chrono::duration_cast<std::chrono::milliseconds>(deadline - std::chrono::steady_clock::now());
        if (left.count() <= 0)
            return fail(ErrorCode::TimedOut, "the agent did not answer");
        pollfd ready{m_fd, POLLIN, 0};
        const int polled = ::poll(&ready, 1, static_cast<int>(left.count()));
        if (polled < 0 && errno != EINTR)
            return fail(ErrorCode::Internal, std::string{"poll: "} + std::strerror(errno));
        if (polled <= 0)
            continue;
        if (m_beforeReading)
            KS_TRY(std::exchange(m_beforeReading, {})());
        const ssize_t received = ::recv(m_fd, chunk.data(), chunk.size(), 0);
        if (received < 0 && errno == EINTR)
            continue;
        if (received <= 0)
            return fail(ErrorCode::NetworkUnreachable, "the agent went away");
        KS_TRY(m_buffer.append(std::string_view(chunk.data(), static_cast<std::size_t>(received))));
    }
}

std::pair<int, base::Secret> BlockingClient::leave()
{
    return {std::exchange(m_fd, -1), m_buffer.takeRest()};
}

base::Result<std::shared_ptr<base::Json>> BlockingClient::call(std::string_view method, const base::Json& params,
                                                               const SecretMembers& secrets,
                                                               std::chrono::milliseconds timeout)
{
    KS_TRY(send(method, params, secrets));
    KS_ASSIGN(Response response, receive(timeout));
    m_hint = response.hint;
    if (!response.result)
        return response.error;
    return response.result;
}

} // namespace keystead::protocol
