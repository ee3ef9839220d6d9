// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// The two ends of an exchange on a program's connection: its body as HTTP frames it, and the answer as HTTP frames it.
// Thread: the core thread.
#include "core/access/proxy_session.h"

namespace keystead::access {

class ClientBody final : public BodyIn
{
public:
    ClientBody(std::shared_ptr<ClientStream> client, const ProxyHead& head, std::chrono::milliseconds limit);
    std::optional<net::StreamedBody> announced() const override;
    QCoro::Task<base::Status> begin() override;
    QCoro::Task<base::Result<std::size_t>> read(std::span<char> into) override;
    void stop() override { m_client->stopReading(); }
    // Nothing of it is left on the connection.
    bool whole() const { return m_chunked ? m_chunks.over() : m_left == 0; }

private:
    QCoro::Task<base::Result<std::size_t>> readChunked(std::span<char> into);

    std::shared_ptr<ClientStream> m_client;
    std::chrono::milliseconds m_limit;
    bool m_any;
    bool m_chunked;
    bool m_expects;
    std::uint64_t m_length;
    std::uint64_t m_left;
    ChunkReader m_chunks;
};

class ClientAnswer final : public AnswerOut
{
public:
    ClientAnswer(std::shared_ptr<ClientStream> client, const ProxyHead& head, std::shared_ptr<ProxyErrand> errand,
                 const ProxySessionOptions& options);
    QCoro::Task<base::Status> head(net::StreamHead head) override;
    QCoro::Task<base::Status> body(std::string_view bytes) override;
    QCoro::Task<base::Status> end() override;
    bool keepsAlive() const { return m_keepAlive; }

private:
    std::shared_ptr<ClientStream> m_client;
    std::shared_ptr<ProxyErrand> m_errand;
    std::chrono::milliseconds m_limit;
    bool m_http11;
    bool m_keepAlive;
    bool m_toHead;
    bool m_chunked = false;
    bool m_noBody = false;
};

} // namespace keystead::access
