// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/access/client_stream.h"

#include "core/base/secret.h"

#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <poll.h>
#include <QSocketNotifier>
#include <sys/socket.h>
#include <unistd.h>

namespace keystead::access {

using base::ErrorCode;
using base::fail;
using Wake = net::OneShot<bool>;

namespace {

constexpr std::chrono::milliseconds lookAgainAfter{500};

void wake(std::optional<Wake>& waiting, bool value)
{
    if (auto one = std::exchange(waiting, std::nullopt))
        one->set(value);
}

} // namespace

ClientStream::ClientStream(int descriptor, std::string_view early)
    : m_fd(descriptor), m_early(early),
      m_readable(std::make_unique<QSocketNotifier>(descriptor, QSocketNotifier::Read)),
      m_writable(std::make_unique<QSocketNotifier>(descriptor, QSocketNotifier::Write))
{
    ::fcntl(m_fd, F_SETFL, ::fcntl(m_fd, F_GETFL) | O_NONBLOCK);
    m_readable->setEnabled(false);
    m_writable->setEnabled(false);
    connect(m_readable.get(), &QSocketNotifier::activated, this, &ClientStream::onReadable);
    connect(m_writable.get(), &QSocketNotifier::activated, this, &ClientStream::onWritable);
    m_readTimer.setSingleShot(true);
    m_writeTimer.setSingleShot(true);
    m_lookTimer.setSingleShot(true);
    connect(&m_readTimer, &QTimer::timeout, this, [this] { wake(m_readWake, false); });
    connect(&m_lookTimer, &QTimer::timeout, this, &ClientStream::lookAgain);
    connect(&m_writeTimer, &QTimer::timeout, this, [this] { wake(m_writeWake, false); });
}

ClientStream::~ClientStream()
{
    close();
    base::wipe(m_early);
}

void ClientStream::close()
{
    if (m_fd < 0)
        return;
    // This may run inside a notifier's own signal, so they go with the event loop.
    m_readable->setEnabled(false);
    m_writable->setEnabled(false);
    m_readable.release()->deleteLater();
    m_writable.release()->deleteLater();
    ::close(std::exchange(m_fd, -1));
    m_lookTimer.stop();
    m_gone = nullptr;
    const auto self = weak_from_this().lock();
    wake(m_readWake, false);
    wake(m_writeWake, false);
}

void ClientStream::onReadable()
{
    m_readable->setEnabled(false);
    const auto self = weak_from_this().lock();
    if (m_readWake)
        return wake(m_readWake, true);
    char byte = 0;
    const ssize_t seen = ::recv(m_fd, &byte, 1, MSG_PEEK | MSG_DONTWAIT);
    const bool gone = seen == 0 || (seen < 0 && errno != EAGAIN && errno != EINTR);
    if (gone)
        tellGone();
    else if (m_gone)
        m_lookTimer.start(lookAgainAfter); // a body, or the next request: its end cannot be seen behind it
}

void ClientStream::lookAgain()
{
    if (m_fd < 0 || !m_gone || m_readWake)
        return;
    const auto self = weak_from_this().lock();
    pollfd seen{m_fd, POLLRDHUP, 0};
    if (::poll(&seen, 1, 0) > 0)
        tellGone();
    else
        m_readable->setEnabled(true);
}

void ClientStream::tellGone()
{
    if (const auto tell = std::exchange(m_gone, nullptr))
        tell();
}

void ClientStream::onWritable()
{
    m_writable->setEnabled(false);
    const auto self = weak_from_this().lock();
    wake(m_writeWake, true);
}

void ClientStream::watch(std::function<void()> gone)
{
    m_gone = std::move(gone);
    m_lookTimer.stop();
    if (m_readable && !m_readWake)
        m_readable->setEnabled(m_gone != nullptr);
}

void ClientStream::putBack(std::string_view bytes)
{
    m_early.insert(0, bytes);
}

void ClientStream::stopReading()
{
    m_stopReading = true;
    const auto self = weak_from_this().lock();
    wake(m_readWake, false);
}

// What was read may have been all that hid the end.
void ClientStream::keepWatching()
{
    if (m_readable && m_gone)
        m_readable->setEnabled(true);
}

QCoro::Task<base::Result<std::size_t>> ClientStream::read(std::span<char> into, std::chrono::milliseconds limit)
{
    const auto self = shared_from_this();
    m_stopReading = false;
    if (!m_early.empty()) {
        const std::size_t size = std::min(into.size(), m_early.size());
        std::memcpy(into.data(), m_early.data(), size);
        m_early.erase(0, size);
        keepWatching();
        co_return size;
    }
    while (m_fd >= 0) {
        const ssize_t received = ::recv(m_fd, into.data(), into.size(), MSG_DONTWAIT);
        if (received >= 0) {
            keepWatching();
            co_return static_cast<std::size_t>(received);
        }
        if (errno == EINTR)
            continue;
        if (errno != EAGAIN && errno != EWOULDBLOCK)
            co_return fail(ErrorCode::NetworkUnreachable, "the program is gone");
        const Wake waiting = m_readWake.emplace();
        m_readTimer.start(limit);
        m_readable->setEnabled(true);
        const bool ready = *co_await waiting;
        m_readTimer.stop();
        if (m_readable)
            m_readable->setEnabled(m_gone != nullptr);
        if (m_stopReading || m_fd < 0)
            break;
        if (!ready)
            co_return fail(ErrorCode::NetworkTimeout, "the program sends too slowly");
    }
    co_return fail(ErrorCode::Cancelled);
}

QCoro::Task<base::Status> ClientStream::write(std::string_view bytes, std::chrono::milliseconds limit)
{
    const auto self = shared_from_this();
    while (!bytes.empty() && m_fd >= 0) {
        const ssize_t sent = ::send(m_fd, bytes.data(), bytes.size(), MSG_NOSIGNAL | MSG_DONTWAIT);
        if (sent > 0) {
            bytes.remove_prefix(static_cast<std::size_t>(sent));
            continue;
        }
        if (sent < 0 && errno == EINTR)
            continue;
        if (sent < 0 && errno != EAGAIN && errno != EWOULDBLOCK)
            co_return fail(ErrorCode::NetworkUnreachable, "the program is gone");
        const Wake waiting = m_writeWake.emplace();
        m_writeTimer.start(limit);
        m_writable->setEnabled(true);
        const bool ready = *co_await waiting;
        m_writeTimer.stop();
        if (m_fd < 0)
            break;
        if (!ready)
            co_return fail(ErrorCode::NetworkTimeout, "the program does not take its answer");
    }
    if (m_fd < 0)
        co_return fail(ErrorCode::NetworkUnreachable, "the program is gone");
    co_return base::ok();
}

QCoro::Task<void> ClientStream::part()
{
    const auto self = shared_from_this();
    if (m_fd < 0)
        co_return;
    ::shutdown(m_fd, SHUT_WR);
    base::Secret buffer{16 * 1024};
    const std::span<char> room{reinterpret_cast<char*>(buffer.exposeMutable().data()), buffer.size()};
    constexpr std::chrono::milliseconds moment{500};
    for (std::size_t taken = 0; taken < 1024 * 1024;) {
        auto reading = read(room, moment);
        const base::Result<std::size_t> got = co_await reading;
        if (!got || *got == 0)
            break;
        taken += *got;
    }
    close();
}

} // namespace keystead::access
