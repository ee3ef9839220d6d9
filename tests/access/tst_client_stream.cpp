// SPDX-License-Identifier: GPL-3.0-or-later
// A program that hangs up is noticed whatever it left behind.
#include "core/access/client_stream.h"

#include <array>
#include <netinet/in.h>
#include <optional>
#include <QTest>
#include <sys/socket.h>
#include <unistd.h>

using namespace keystead;
using access::ClientStream;

namespace {

struct Ends
{
    int ours = -1;
    int theirs = -1;
};

Ends localPair()
{
    std::array<int, 2> ends{};
    if (::socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends.data()) != 0)
        qFatal("socketpair");
    return {ends[0], ends[1]};
}

Ends tcpPair()
{
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    socklen_t size = sizeof address;
    auto* const any = reinterpret_cast<sockaddr*>(&address);
    const int listening = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    Ends ends{-1, ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0)};
    if (::bind(listening, any, size) != 0 || ::listen(listening, 1) != 0 || ::getsockname(listening, any, &size) != 0 ||
        ::connect(ends.theirs, any, size) != 0)
        qFatal("no loopback connection");
    ends.ours = ::accept4(listening, nullptr, nullptr, SOCK_CLOEXEC);
    ::close(listening);
    return ends;
}

QCoro::Task<void> readOnce(std::shared_ptr<ClientStream> stream, std::optional<std::size_t>* got)
{
    std::array<char, 16> room{};
    auto reading = stream->read(room, std::chrono::seconds{10});
    const base::Result<std::size_t> size = co_await reading;
    *got = size ? *size : 0;
}

} // namespace

class TestClientStream : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void noticesThatTheProgramHungUp_data()
    {
        QTest::addColumn<bool>("tcp");
        QTest::addColumn<bool>("early"); // it was read with the head
        QTest::addColumn<int>("sent");
        QTest::addColumn<int>("reads");
        for (const bool tcp : {false, true}) {
            const std::string on = tcp ? "TCP: " : "local: ";
            QTest::newRow((on + "nothing waits").c_str()) << tcp << false << 0 << 0;
            QTest::newRow((on + "behind a body that nobody reads").c_str()) << tcp << false << 4 << 0;
            QTest::newRow((on + "after a body that was read").c_str()) << tcp << false << 4 << 1;
            QTest::newRow((on + "behind the rest of a body").c_str()) << tcp << false << 20 << 1;
            QTest::newRow((on + "after a body that came with the head").c_str()) << tcp << true << 0 << 1;
        }
    }
    void noticesThatTheProgramHungUp()
    {
        QFETCH(const bool, tcp);
        QFETCH(const bool, early);
        QFETCH(const int, sent);
        QFETCH(const int, reads);
        const Ends ends = tcp ? tcpPair() : localPair();
        const auto stream = std::make_shared<ClientStream>(ends.ours, early ? "body" : "");
        const std::string body(static_cast<std::size_t>(sent), 'b');
        QCOMPARE(::send(ends.theirs, body.data(), body.size(), 0), ssize_t{sent});
        bool gone = false;
        stream->watch([&gone] { gone = true; });
        QCoreApplication::processEvents(); // it is seen that something is there
        for (int i = 0; i < reads; ++i) {
            std::optional<std::size_t> got;
            readOnce(stream, &got);
            QVERIFY(got && *got > 0);
        }
        QCoreApplication::processEvents();
        QVERIFY(!gone);
        ::close(ends.theirs);
        QTRY_VERIFY(gone);
    }

    void aProgramThatStaysIsNotGone()
    {
        const Ends ends = localPair();
        const auto stream = std::make_shared<ClientStream>(ends.ours, "");
        QCOMPARE(::send(ends.theirs, "body", 4, 0), ssize_t{4});
        bool gone = false;
        stream->watch([&gone] { gone = true; });
        QVERIFY(!QTest::qWaitFor([&gone] { return gone; }, 1'200)); // it was looked at twice
        stream->watch({});
        ::close(ends.theirs);
        std::optional<std::size_t> got;
        readOnce(stream, &got);
        QCOMPARE(got.value_or(0), std::size_t{4});
        QVERIFY(!gone);
    }
};

QTEST_GUILESS_MAIN(TestClientStream)
#include "tst_client_stream.moc"
