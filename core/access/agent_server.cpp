// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/access/agent_server.h"

#include "core/access/accept_pause.h"
#include "core/access/agent_connection.h"
#include "core/base/log.h"
#include "core/base/private_files.h"
#include "core/base/unique_fd.h"

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <optional>
#include <QSocketNotifier>
#include <sys/file.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

namespace keystead::access {

namespace fs = std::filesystem;
using base::ErrorCode;
using base::fail;

namespace {

// True where somebody accepts connections on the socket, or is slow to (EAGAIN: its queue is full).
bool answers(const sockaddr_un& address)
{
    const base::UniqueFd probe{::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0)};
    return probe.valid() && (::connect(probe.get(), reinterpret_cast<const sockaddr*>(&address), sizeof address) == 0 ||
                             errno == EAGAIN);
}

// Held while a socket's name is looked at and taken or given up: of two that start at once, one finds the other.
base::UniqueFd lockFolderOf(const fs::path& socket)
{
    base::UniqueFd folder{::open(socket.parent_path().c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC)};
    while (folder.valid() && ::flock(folder.get(), LOCK_EX) != 0 && errno == EINTR) {}
    return folder;
}

// Which file lies at the socket's name; nothing: none.
std::optional<AgentServer::SocketFile> fileAt(const fs::path& socket)
{
    struct stat info
    {
    };
    if (::lstat(socket.c_str(), &info) != 0)
        return std::nullopt;
    return AgentServer::SocketFile{info.st_dev, info.st_ino};
}

// Removes a socket of ours that nobody listens on any more (left by kill -9).
base::Status removeStale(const fs::path& socket, const sockaddr_un& address)
{
    struct stat info
    {
    };
    if (lstat(socket.c_str(), &info) != 0)
        return base::ok();
    if (!S_ISSOCK(info.st_mode) || info.st_uid != getuid())
        return fail(ErrorCode::StorageInsecure,
                    socket.string() + " is in the way and is no socket of yours; remove it");
    if (answers(address))
        return fail(ErrorCode::VaultBusy, "another Keystead listens on " + socket.string());
    ::unlink(socket.c_str());
    return base::ok();
}

// A listening socket from the service manager: it must be the one that our clients look for, and as private as our own
// (SECURITY 29).
base::Status adoptSocket(int descriptor, const fs::path& expected)
{
    sockaddr_un address{};
    socklen_t size = sizeof address;
    int listening = 0;
    socklen_t optionSize = sizeof listening;
    if (::getsockname(descriptor, reinterpret_cast<sockaddr*>(&address), &size) != 0 || address.sun_family != AF_UNIX ||
        ::getsockopt(descriptor, SOL_SOCKET, SO_ACCEPTCONN, &listening, &optionSize) != 0 || listening == 0)
        return fail(ErrorCode::InvalidArgument, "the inherited descriptor is no listening local socket");
    const std::string path(address.sun_path, ::strnlen(address.sun_path, sizeof address.sun_path));
    struct stat theirs
    {
    };
    struct stat ours
    {
    };
    if (::stat(path.c_str(), &theirs) != 0 || ::stat(expected.c_str(), &ours) != 0 || theirs.st_dev != ours.st_dev ||
        theirs.st_ino != ours.st_ino)
        return fail(ErrorCode::InvalidArgument, "the inherited socket is " + path + " and not " + expected.string());
    KS_TRY(base::ensurePrivateFolder(expected.parent_path()));
    struct stat info
    {
    };
    if (::lstat(expected.c_str(), &info) != 0 || info.st_uid != getuid() || (info.st_mode & 0077U) != 0)
        return fail(ErrorCode::StorageInsecure,
                    expected.string() + " is open to others; the socket unit wants SocketMode=0600");
    // The service manager hands it over blocking, and every child would inherit it.
    if (::fcntl(descriptor, F_SETFL, O_NONBLOCK) != 0 || ::fcntl(descriptor, F_SETFD, FD_CLOEXEC) != 0)
        return fail(ErrorCode::Internal, std::string{"fcntl: "} + std::strerror(errno));
    return base::ok();
}

} // namespace

AgentServer::AgentServer(Options options, const Policy& policy, const base::Clock& clock, QObject* parent)
    : QObject(parent), m_options(std::move(options)), m_policy(policy), m_clock(clock),
      m_programRates(m_options.ratePerProgram)
{
    m_stallTimer.setInterval(std::max(m_options.stallLimit / 4, std::chrono::milliseconds{1}));
    connect(&m_stallTimer, &QTimer::timeout, this, &AgentServer::dropStalled);
}

AgentServer::~AgentServer()
{
    close();
}

void AgentServer::add(std::string method, Wish wish, Handler handler)
{
    m_methods[std::move(method)] = Method{wish, std::move(handler)};
}

std::vector<std::string> AgentServer::methodNames() const
{
    std::vector<std::string> names;
    for (const auto& [name, method] : m_methods)
        names.push_back(name);
    return names;
}

base::Status AgentServer::listen()
{
    if (m_options.inheritedDescriptor >= 0) {
        KS_TRY(adoptSocket(m_options.inheritedDescriptor, m_options.socket));
        m_fd = m_options.inheritedDescriptor;
    } else {
        KS_TRY(bindOwnSocket());
    }
    if (m_options.acceptAtOnce)
        accept();
    return base::ok();
}

void AgentServer::accept()
{
    if (m_fd < 0 || m_notifier)
        return;
    m_notifier = std::make_unique<QSocketNotifier>(m_fd, QSocketNotifier::Read);
    connect(m_notifier.get(), &QSocketNotifier::activated, this, &AgentServer::acceptPending);
}

base::Status AgentServer::bindOwnSocket()
{
    KS_TRY(base::ensurePrivateFolder(m_options.socket.parent_path()));
    sockaddr_un address{};
    address.sun_family = AF_UNIX;
    const std::string path = m_options.socket.string();
    if (path.size() >= sizeof address.sun_path)
        return fail(ErrorCode::InvalidArgument, "the socket's path is too long: " + path);
    std::memcpy(address.sun_path, path.data(), path.size());
    const base::UniqueFd held = lockFolderOf(m_options.socket);
    KS_TRY(removeStale(m_options.socket, address));
    m_fd = ::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
    if (m_fd < 0)
        return fail(ErrorCode::Internal, std::string{"socket: "} + std::strerror(errno));
    // The folder is 0700, so that the mode is right before anybody can look.
    const bool bound = ::bind(m_fd, reinterpret_cast<const sockaddr*>(&address), sizeof address) == 0;
    if (bound)
        m_ours = fileAt(m_options.socket);
    if (!bound || ::chmod(path.c_str(), 0600) != 0 || ::listen(m_fd, 128) != 0) {
        const std::string reason = std::strerror(errno);
        giveUpSocket();
        return fail(ErrorCode::StorageIo, "cannot listen on " + path + ": " + reason);
    }
    return base::ok();
}

void AgentServer::close()
{
    m_notifier.reset();
    if (m_ours) {
        const base::UniqueFd held = lockFolderOf(m_options.socket);
        giveUpSocket();
    } else {
        giveUpSocket();
    }
    // Last: whoever waits for the end of its connection may take the socket's place at once.
    // A call that one connection's end cancels may answer on another, which then leaves the list.
    auto dying = std::exchange(m_connections, {});
    dying.clear();
}

// While it is open no other file can have its inode: what has it is ours.
void AgentServer::giveUpSocket()
{
    if (const auto ours = std::exchange(m_ours, std::nullopt); ours && fileAt(m_options.socket) == ours)
        ::unlink(m_options.socket.c_str());
    if (m_fd >= 0)
        ::close(std::exchange(m_fd, -1));
}

void AgentServer::acceptPending()
{
    for (int i = 0; i < 64; ++i) {
        const int fd = ::accept4(m_fd, nullptr, nullptr, SOCK_CLOEXEC | SOCK_NONBLOCK);
        if (fd < 0)
            return pauseWhereFull(*m_notifier, errno);
        auto peer = identifyPeer(fd, m_options.ownPrograms, m_options.uid);
        if (!peer || connectionCount() >= m_options.maxConnections) {
            m_counts.refused += peer ? 1 : 0;
            const base::Error error =
                peer ? fail(ErrorCode::LimitExceeded, "too many connections to the agent; close some") : peer.error();
            const base::Secret line = protocol::writeError("null", error);
            // A fresh socket has room for one short line; a caller that is gone needs no answer.
            if (::send(fd, line.exposeBytes().data(), line.size(), MSG_NOSIGNAL | MSG_DONTWAIT) < 0)
                base::logDebug("agent", "a refused caller was gone already");
            ::close(fd);
            if (!peer)
                Q_EMIT accessDenied({}, QStringLiteral("connect"), QString::fromStdString(peer.error().detail));
            continue;
        }
        auto connection = std::make_unique<AgentConnection>(*this, fd, std::move(*peer));
        AgentConnection* key = connection.get();
        ++m_counts.connections;
        m_connections.emplace(key, std::move(connection));
    }
}

const Method* AgentServer::find(const std::string& name) const
{
    const auto found = m_methods.find(name);
    return found == m_methods.end() ? nullptr : &found->second;
}

void AgentServer::drop(AgentConnection* connection)
{
    const auto found = m_connections.find(connection);
    if (found == m_connections.end())
        return;
    // Deleted from the event loop, since the connection is on the stack now.
    found->second.release()->deleteLater();
    m_connections.erase(found);
}

bool AgentServer::countHalfSent(std::ptrdiff_t change)
{
    m_halfSent += static_cast<std::size_t>(change); // wraps back: what shrinks was counted before
    return m_halfSent <= m_options.maxHalfSentBytes;
}

void AgentServer::watchForStalls()
{
    if (!m_stallTimer.isActive())
        m_stallTimer.start();
}

void AgentServer::dropStalled()
{
    std::vector<AgentConnection*> waiting;
    for (const auto& [key, connection] : m_connections) {
        if (connection->waitsOnCaller())
            waiting.push_back(key);
    }
    if (waiting.empty())
        m_stallTimer.stop();
    for (AgentConnection* connection : waiting)
        connection->dropIfStalled();
}

void AgentServer::refused(const AccessQuery& query, const std::string& method)
{
    Q_EMIT accessDenied(query.actor, QString::fromStdString(method), QStringLiteral("policy"));
}

} // namespace keystead::access
