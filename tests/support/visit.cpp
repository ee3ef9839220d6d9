// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/fault_server.h"

#include <arpa/inet.h>
#include <atomic>
#include <mutex>
#include <netinet/in.h>
#include <poll.h>
#include <QUrl>
#include <sys/socket.h>
#include <thread>
#include <unistd.h>

namespace keystead::test {

std::string rawExchange(int port, std::string_view bytes, std::chrono::milliseconds limit)
{
    const int descriptor = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    address.sin_port = htons(static_cast<std::uint16_t>(port));
    std::string answer;
    if (::connect(descriptor, reinterpret_cast<const sockaddr*>(&address), sizeof address) == 0 &&
        ::send(descriptor, bytes.data(), bytes.size(), MSG_NOSIGNAL) == static_cast<ssize_t>(bytes.size())) {
        const auto end = std::chrono::steady_clock::now() + limit;
        char chunk[4096];
        while (true) {
            const auto left =
                std::chrono::duration_cast<std::chrono::milliseconds>(end - std::chrono::steady_clock::now()).count();
            pollfd waiting{descriptor, POLLIN, 0};
            if (left <= 0 || ::poll(&waiting, 1, static_cast<int>(left)) <= 0)
                break;
            const ssize_t size = ::recv(descriptor, chunk, sizeof chunk, 0);
            if (size <= 0)
                break;
            answer.append(chunk, static_cast<std::size_t>(size));
        }
    }
    ::close(descriptor);
    return answer;
}

struct Visit::Impl
{
    std::thread thread;
    std::atomic<bool> done{false};
    std::mutex mutex;
    std::string answer;
    std::string lastUrl;

    void go(std::string url)
    {
        std::string text;
        for (int hop = 0; hop < 5; ++hop) {
            const QUrl target = QUrl::fromEncoded(QByteArray::fromStdString(url));
            const std::string path = target.path(QUrl::FullyEncoded).toStdString() +
                                     (target.hasQuery() ? "?" + target.query(QUrl::FullyEncoded).toStdString() : "");
            text = rawExchange(target.port(80), "GET " + (path.empty() ? "/" : path) + " HTTP/1.1\r\nHost: " +
                                                    target.authority().toStdString() + "\r\nConnection: close\r\n\r\n");
            const auto location = text.find("\r\nLocation: ");
            if (!text.starts_with("HTTP/1.1 30") || location == std::string::npos)
                break;
            const auto begin = location + 12;
            url = text.substr(begin, text.find("\r\n", begin) - begin);
        }
        const std::scoped_lock lock(mutex);
        answer = std::move(text);
        lastUrl = std::move(url);
        done = true;
    }
};

Visit::Visit(std::string url) : m_impl(std::make_shared<Impl>())
{
    m_impl->thread = std::thread([impl = m_impl.get(), url = std::move(url)] { impl->go(url); });
}

Visit::~Visit()
{
    if (m_impl->thread.joinable())
        m_impl->thread.join();
}

bool Visit::done() const
{
    return m_impl->done;
}

std::string Visit::answer() const
{
    if (m_impl->thread.joinable())
        m_impl->thread.join();
    return m_impl->answer;
}

std::string Visit::lastUrl() const
{
    (void)answer();
    return m_impl->lastUrl;
}

} // namespace keystead::test
