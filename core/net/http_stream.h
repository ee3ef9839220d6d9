// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// One request and its answer, of any size, over a connection of its own: the body goes out as the caller has it, the
// answer comes as the caller takes it, and neither is ever held in whole. Nothing is repeated, no redirect followed, no
// cookie kept. What is secret of the head leaves memory as it is sent (http_socket.h). Waits are limited one by one,
// not the exchange in whole. Thread: the one that made it.
#include "core/net/answer_reader.h"
#include "core/net/async.h"
#include "core/net/http_wire.h"

#include <chrono>
#include <memory>
#include <QAbstractSocket>
#include <QElapsedTimer>
#include <QObject>
#include <QTimer>
#include <span>

class QTcpSocket;

namespace keystead::net {

struct StreamHead
{
    int status = 0;
    std::vector<std::pair<std::string, std::string>> headers; // names in lower case
    std::optional<std::uint64_t> length;                      // as announced; absent: not known before its end
};

// Made by std::make_shared: a call that waits keeps it alive. One call of each direction at a time.
class HttpStream final : public QObject, public std::enable_shared_from_this<HttpStream>
{
public:
    struct Limits
    {
        std::chrono::milliseconds connect{30'000}; // until the connection stands, TLS included
        std::chrono::milliseconds idle{120'000};   // while a call waits for the server and nothing moves
    };
    HttpStream();
    explicit HttpStream(Limits limits);
    ~HttpStream() override;

    // Connects and sends the head; `body` absent: there is none. Errors as HttpClient::send.
    QCoro::Task<base::Status> open(HttpRequest request, std::optional<StreamedBody> body);
    // Waits until the connection has room again. NetworkUnreachable where the server takes no more: its answer may be
    // there all the same. More than was announced, or less at finish(), is the caller's mistake to avoid.
    QCoro::Task<base::Status> write(std::string_view bytes);
    QCoro::Task<base::Status> finish();
    QCoro::Task<base::Result<StreamHead>> head();
    // At least one byte, at most into.size(); 0: the answer is over.
    QCoro::Task<base::Result<std::size_t>> read(std::span<char> into);
    // Every call that waits, and each that comes, ends with this error. The first one wins.
    void stop(base::Error error);

private:
    using Wake = OneShot<bool>;

    void wireUp(bool encrypted);
    void onReady();
    void onTimer();
    void wakeAll();
    std::size_t waitingToLeave() const;
    // Feeds what the socket has, at most `most` bytes; nothing: none is here.
    base::Result<std::size_t> feedSome(std::size_t most);
    base::Status put(std::string_view bytes);
    QCoro::Task<base::Status> drained();
    QCoro::Task<base::Status> moreToRead();

    Limits m_limits;
    std::unique_ptr<QTcpSocket> m_socket;
    std::unique_ptr<AnswerReader> m_reader;
    base::Secret m_unsent; // the head
    std::size_t m_secretFrom = 0;
    base::Secret m_chunk;
    base::SecretBuilder m_early; // of the body, came with the head
    base::Secret m_earlyRest;
    std::size_t m_earlyTaken = 0;
    bool m_headGiven = false;
    std::span<char> m_into;
    std::size_t m_filled = 0;
    bool m_ready = false;
    bool m_closed = false;
    bool m_chunked = false;
    std::optional<base::Error> m_error;
    std::string m_tlsProblem;
    std::optional<Wake> m_readWake;
    std::optional<Wake> m_writeWake;
    QTimer m_timer;
    QElapsedTimer m_moved;
};

} // namespace keystead::net
