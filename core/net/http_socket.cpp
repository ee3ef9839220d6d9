// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/net/http_socket.h"

#include <algorithm>
#include <QNetworkProxy>
#include <QSslSocket>
#include <QTcpSocket>

namespace keystead::net {

namespace {

// Of what is secret a socket gets no more at once.
constexpr std::size_t pieceSize = 12;

} // namespace

// A certificate that is out of date or for another host says more than the authority that is unknown besides.
std::string describeTls(const QList<QSslError>& errors)
{
    const auto has = [&](std::initializer_list<QSslError::SslError> kinds) {
        return std::any_of(errors.begin(), errors.end(), [&](const QSslError& error) {
            return std::find(kinds.begin(), kinds.end(), error.error()) != kinds.end();
        });
    };
    if (has({QSslError::CertificateExpired}))
        return "certificate expired";
    if (has({QSslError::CertificateNotYetValid}))
        return "certificate is not valid yet";
    if (has({QSslError::HostNameMismatch}))
        return "host name does not match";
    if (has({QSslError::CertificateRevoked, QSslError::CertificateBlacklisted}))
        return "certificate is revoked";
    if (has({QSslError::UnableToGetIssuerCertificate, QSslError::UnableToGetLocalIssuerCertificate,
             QSslError::UnableToVerifyFirstCertificate, QSslError::SelfSignedCertificate,
             QSslError::SelfSignedCertificateInChain, QSslError::CertificateUntrusted,
             QSslError::CertificateSignatureFailed, QSslError::InvalidCaCertificate}))
        return "unknown authority";
    return "certificate is not acceptable";
}

std::unique_ptr<QTcpSocket> makeSocket(const WireRequest& wire)
{
    if (wire.encrypted) {
        auto socket = std::make_unique<QSslSocket>();
        socket->setSslConfiguration(wire.tls);
        return socket;
    }
    auto socket = std::make_unique<QTcpSocket>();
    socket->setProxy(QNetworkProxy::NoProxy); // loopback
    return socket;
}

void openSocket(QTcpSocket& socket, const WireRequest& wire)
{
    if (wire.encrypted)
        static_cast<QSslSocket&>(socket).connectToHostEncrypted(wire.host, wire.port);
    else
        socket.connectToHost(wire.host, wire.port);
}

// Texts of our own: Qt's may name what was sent.
base::Error socketError(QAbstractSocket::SocketError error, const std::string& tlsProblem)
{
    using base::ErrorCode;
    switch (error) {
    case QAbstractSocket::SslHandshakeFailedError:
    case QAbstractSocket::SslInternalError:
    case QAbstractSocket::SslInvalidUserDataError:
        return base::fail(ErrorCode::TlsFailure,
                          tlsProblem.empty() ? "no agreement on a secure connection" : tlsProblem);
    case QAbstractSocket::SocketTimeoutError:
        return base::fail(ErrorCode::NetworkTimeout, "the server did not answer");
    case QAbstractSocket::ConnectionRefusedError:
        return base::fail(ErrorCode::NetworkUnreachable, "connection refused");
    case QAbstractSocket::HostNotFoundError:
        return base::fail(ErrorCode::NetworkUnreachable, "host name not found");
    case QAbstractSocket::ProxyAuthenticationRequiredError:
        return base::fail(ErrorCode::NetworkUnreachable, "the proxy wants a sign-in");
    case QAbstractSocket::ProxyConnectionRefusedError:
    case QAbstractSocket::ProxyConnectionClosedError:
    case QAbstractSocket::ProxyConnectionTimeoutError:
    case QAbstractSocket::ProxyNotFoundError:
    case QAbstractSocket::ProxyProtocolError:
        return base::fail(ErrorCode::NetworkUnreachable, "the proxy cannot be reached");
    default:
        return base::fail(ErrorCode::NetworkUnreachable, "network error " + std::to_string(static_cast<int>(error)));
    }
}

void writeInPieces(QTcpSocket& socket, std::string_view text, std::size_t secretFrom)
{
    std::size_t size = secretFrom;
    while (!text.empty()) {
        const std::string_view piece = text.substr(0, size);
        socket.write(piece.data(), static_cast<qint64>(piece.size()));
        socket.flush();
        text.remove_prefix(piece.size());
        size = pieceSize;
    }
}

} // namespace keystead::net
