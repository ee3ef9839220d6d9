// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/net/loopback_socket.h"

#include <arpa/inet.h>
#include <cerrno>
#include <cstring>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

namespace keystead::net {

namespace {

union Address {
    sockaddr any;
    sockaddr_in v4;
    sockaddr_in6 v6;
};

base::Error socketError(int descriptor, const char* what)
{
    const int code = errno;
    if (descriptor >= 0)
        ::close(descriptor);
    if (code == EADDRINUSE)
        return base::fail(base::ErrorCode::AlreadyExists, "the port is taken");
    if (code == EAFNOSUPPORT || code == EADDRNOTAVAIL)
        return base::fail(base::ErrorCode::Unsupported, "this machine has no such loopback address");
    return base::fail(base::ErrorCode::NetworkUnreachable, std::string{what} + ": " + std::strerror(code));
}

} // namespace

base::Result<ListeningSocket> listenOnLoopback(bool ipv6, int port)
{
    const int descriptor = ::socket(ipv6 ? AF_INET6 : AF_INET, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
    if (descriptor < 0)
        return socketError(descriptor, "socket");
    const int on = 1;
    if (port != 0)
        ::setsockopt(descriptor, SOL_SOCKET, SO_REUSEADDR, &on, sizeof on);
    Address address{};
    socklen_t size = sizeof address.v4;
    if (ipv6) {
        ::setsockopt(descriptor, IPPROTO_IPV6, IPV6_V6ONLY, &on, sizeof on);
        address.v6.sin6_family = AF_INET6;
        address.v6.sin6_addr = in6addr_loopback;
        address.v6.sin6_port = htons(static_cast<std::uint16_t>(port));
        size = sizeof address.v6;
    } else {
        address.v4.sin_family = AF_INET;
        address.v4.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
        address.v4.sin_port = htons(static_cast<std::uint16_t>(port));
    }
    if (::bind(descriptor, &address.any, size) != 0)
        return socketError(descriptor, "bind");
    if (::listen(descriptor, 16) != 0)
        return socketError(descriptor, "listen");
    if (::getsockname(descriptor, &address.any, &size) != 0)
        return socketError(descriptor, "getsockname");
    return ListeningSocket{descriptor, ntohs(ipv6 ? address.v6.sin6_port : address.v4.sin_port)};
}

} // namespace keystead::net
