// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// The program's end of a proxied connection: a connected socket, read and written by coroutines, each wait with a limit
// of its own. Thread: the core thread.
#include "core/base/result.h"
#include "core/net/async.h"

#include <chrono>
#include <functional>
#include <memory>
#include <optional>
#include <QObject>
#include <QTimer>
#include <span>
#include <string_view>

class QSocketNotifier;

namespace keystead::access {

// Made by std::make_shared: a call that waits keeps it alive. One read and one write at a time.
class ClientStream final : public QObject, public std::enable_shared_from_this<ClientStream>
{
public:
    // Owns the descriptor, which is made non-blocking. `early`: what was read from it before.
    ClientStream(int descriptor, std::string_view early);
    ~ClientStream() override;

    // At least one byte; 0: the program sends no more. NetworkTimeout, Cancelled (stop()).
    QCoro::Task<base::Result<std::size_t>> read(std::span<char> into, std::chrono::milliseconds limit);
    // All of it. NetworkUnreachable where the program is gone.
    QCoro::Task<base::Status> write(std::string_view bytes, std::chrono::milliseconds limit);
    // Calls `gone` once when the program hangs up while nobody reads, also behind bytes that wait; an empty function
    // stops watching.
    void watch(std::function<void()> gone);
    // Puts bytes back in front of what is read next.
    void putBack(std::string_view bytes);
    // Ends what waits for reading, now; what comes later is not affected.
    void stopReading();
    // Says that nothing follows, and takes for a moment what still comes: else the system would throw the answer away
    // with it. Then closes.
    QCoro::Task<void> part();
    void close();
    bool closed() const { return m_fd < 0; }
    int descriptor() const { return m_fd; }

private:
    void onReadable();
    void onWritable();
    void lookAgain();
    void tellGone();
    void keepWatching();

    int m_fd;
    std::string m_early;
    bool m_stopReading = false;
    std::unique_ptr<QSocketNotifier> m_readable;
    std::unique_ptr<QSocketNotifier> m_writable;
    std::optional<net::OneShot<bool>> m_readWake;
    std::optional<net::OneShot<bool>> m_writeWake;
    std::function<void()> m_gone;
    QTimer m_readTimer;
    QTimer m_writeTimer;
    QTimer m_lookTimer; // whether the program hung up behind bytes that nobody reads
};

} // namespace keystead::access
