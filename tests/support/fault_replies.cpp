// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/fault_replies.h"

#include <algorithm>
#include <array>
#include <QDateTime>
#include <QLocale>
#include <QSslSocket>

namespace keystead::test {

namespace {

std::uint32_t crcOfZeros(std::size_t size)
{
    std::array<std::uint32_t, 256> table{};
    for (std::uint32_t i = 0; i < 256; ++i) {
        std::uint32_t value = i;
        for (int bit = 0; bit < 8; ++bit)
            value = (value & 1) ? 0xEDB88320U ^ (value >> 1) : value >> 1;
        table[i] = value;
    }
    std::uint32_t crc = 0xFFFFFFFFU;
    for (std::size_t i = 0; i < size; ++i)
        crc = table[crc & 0xFF] ^ (crc >> 8);
    return crc ^ 0xFFFFFFFFU;
}

void appendLittleEndian(QByteArray& out, std::uint32_t value)
{
    for (int i = 0; i < 4; ++i)
        out.append(static_cast<char>((value >> (8 * i)) & 0xFF));
}

// RFC 1952 around zlib's raw deflate stream: 64 MiB of zeros.
QByteArray makeGzipBomb()
{
    constexpr std::uint32_t size = 64 * 1024 * 1024;
    const QByteArray zlib = qCompress(QByteArray(static_cast<qsizetype>(size), '\0'), 9);
    QByteArray gzip("\x1f\x8b\x08\x00\x00\x00\x00\x00\x02\xff", 10);
    gzip.append(zlib.mid(6, zlib.size() - 6 - 4));
    appendLittleEndian(gzip, crcOfZeros(size));
    appendLittleEndian(gzip, size);
    return gzip;
}

QByteArray head(const ServerReply& reply, qint64 length, const QByteArray& extra = {})
{
    QByteArray out = "HTTP/1.1 " + QByteArray::number(reply.status) +
                     " Scripted\r\nContent-Type: " + QByteArray::fromStdString(reply.contentType) + "\r\n" + extra;
    bool dated = false;
    for (const auto& [name, value] : reply.headers) {
        dated = dated || name == "Date";
        out += QByteArray::fromStdString(name + ": " + value + "\r\n");
    }
    if (!dated)
        out += "Date: " +
               QLocale::c()
                   .toString(QDateTime::currentDateTimeUtc(), QStringLiteral("ddd, dd MMM yyyy hh:mm:ss"))
                   .toLatin1() +
               " GMT\r\n";
    if (length >= 0)
        out += "Content-Length: " + QByteArray::number(length) + "\r\n";
    return out + "Connection: close\r\n";
}

// Feeds `piece` for as long as the client takes it.
void pour(QSslSocket* socket, const QByteArray& piece)
{
    const auto feed = [socket, piece] {
        while (socket->state() == QAbstractSocket::ConnectedState &&
               socket->bytesToWrite() + socket->encryptedBytesToWrite() < 256 * 1024)
            socket->write(piece);
    };
    QObject::connect(socket, &QSslSocket::bytesWritten, socket, feed);
    feed();
}

} // namespace

void sendReply(QSslSocket* socket, const ServerReply& reply)
{
    const QByteArray body = QByteArray::fromStdString(reply.body);
    switch (reply.fault) {
    case Fault::None:
        socket->write(head(reply, body.size()) + "\r\n" + body);
        break;
    case Fault::CloseWithoutAnswer:
        break;
    case Fault::CloseMidBody:
        socket->write(head(reply, std::max<qint64>(body.size() * 2, 100)) + "\r\n" + body);
        break;
    case Fault::Garbage:
        socket->write(QByteArray("\x16\x03\x01 this is no HTTP at all\r\n\r\n\xff\xfe", 33));
        break;
    case Fault::EndlessBody:
        socket->write(head(reply, -1) + "\r\n");
        return pour(socket, QByteArray(16 * 1024, 'x'));
    case Fault::EndlessHeaders:
        socket->write(head(reply, -1));
        return pour(socket, "X-Filler: " + QByteArray(1000, 'x') + "\r\n");
    case Fault::SlowLoris:
        socket->write("H");
        return;
    case Fault::GzipBomb: {
        static const QByteArray bomb = makeGzipBomb();
        socket->write(head(reply, bomb.size(), "Content-Encoding: gzip\r\n") + "\r\n" + bomb);
        break;
    }
    }
    socket->disconnectFromHost();
}

ServerReply ServerReply::json(std::string body, int status)
{
    ServerReply reply;
    reply.status = status;
    reply.body = std::move(body);
    return reply;
}

ServerReply ServerReply::html(int status)
{
    ServerReply reply = json(
        "<!doctype html><html><head><title>Gateway</title></head><body><h1>We will be back soon</h1></body></html>",
        status);
    reply.contentType = "text/html";
    return reply;
}

ServerReply ServerReply::redirect(std::string location, int status)
{
    ServerReply reply = json("{}", status);
    reply.headers.emplace_back("Location", std::move(location));
    return reply;
}

ServerReply ServerReply::tooManyRequests(std::string retryAfter)
{
    ServerReply reply = json(R"({"error":"slow_down"})", 429);
    reply.headers.emplace_back("Retry-After", std::move(retryAfter));
    return reply;
}

ServerReply ServerReply::failing(Fault fault)
{
    ServerReply reply = json("{}");
    reply.fault = fault;
    return reply;
}

} // namespace keystead::test
