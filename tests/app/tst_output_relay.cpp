// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/output_relay.h"

#include <array>
#include <cerrno>
#include <csignal>
#include <cstdlib>
#include <fcntl.h>
#include <QTest>
#include <unistd.h>

using namespace keystead;
using namespace keystead::cli;

namespace {

const std::string secret = "hunter2/HUNTER+2=long";

struct Ends
{
    base::UniqueFd read;
    base::UniqueFd write;
};

Ends makePipe()
{
    std::array<int, 2> ends{-1, -1};
    if (::pipe2(ends.data(), O_CLOEXEC) != 0)
        qFatal("no pipe");
    return {base::UniqueFd{ends[0]}, base::UniqueFd{ends[1]}};
}

OutputMask maskOfSecret()
{
    OutputMask mask;
    mask.add(base::Secret::fromText(secret));
    return mask;
}

void put(const base::UniqueFd& to, const std::string& text)
{
    QCOMPARE(::write(to.get(), text.data(), text.size()), static_cast<ssize_t>(text.size()));
}

// What can be read now.
std::string taken(const base::UniqueFd& from)
{
    ::fcntl(from.get(), F_SETFL, O_NONBLOCK);
    std::string text;
    std::array<char, 4096> chunk{};
    ssize_t got = 0;
    while ((got = ::read(from.get(), chunk.data(), chunk.size())) > 0)
        text.append(chunk.data(), static_cast<std::size_t>(got));
    return text;
}

} // namespace

class TstOutputRelay : public QObject
{
    Q_OBJECT

    Ends m_program; // what it writes to
    Ends m_ours;    // what we write to

private Q_SLOTS:
    void initTestCase() { ::signal(SIGPIPE, SIG_IGN); }
    void init()
    {
        m_program = makePipe();
        m_ours = makePipe();
    }

    void masksUpToTheEnd()
    {
        OutputRelay relay(std::move(m_program.read), m_ours.write.get(), maskOfSecret());
        put(m_program.write, "a " + secret + " b hunt");
        m_program.write.reset();
        while (!relay.done())
            QVERIFY(relay.proceed());
        QCOMPARE(taken(m_ours.read), std::string{"a ******** b hunt"});
    }

    void aFullPipeHoldsNobody()
    {
        OutputRelay relay(std::move(m_program.read), m_ours.write.get(), maskOfSecret());
        const std::string much(16 * 1024, 'x');
        std::size_t given = 0;
        while (true) {
            pollfd ready = relay.waitsFor();
            if (relay.writesNext() && ::poll(&ready, 1, 0) == 0)
                break; // nobody reads
            if (!relay.writesNext()) {
                put(m_program.write, much);
                given += much.size();
            }
            QVERIFY(relay.proceed());
        }
        QVERIFY(relay.proceed()); // returns, and keeps what it has
        QVERIFY(relay.writesNext());
        // The pipe's own flags are everybody's.
        QVERIFY((::fcntl(m_ours.write.get(), F_GETFL) & O_NONBLOCK) == 0);
        m_program.write.reset();
        std::size_t got = 0;
        while (!relay.done()) {
            QVERIFY(relay.proceed());
            got += taken(m_ours.read).size();
        }
        QCOMPARE(got + taken(m_ours.read).size(), given);
    }

    void aTerminalThatHasRoomForLessHoldsNobody()
    {
        const base::UniqueFd master{::posix_openpt(O_RDWR | O_NOCTTY | O_CLOEXEC)};
        QVERIFY(::grantpt(master.get()) == 0 && ::unlockpt(master.get()) == 0);
        const base::UniqueFd slave{::open(::ptsname(master.get()), O_RDWR | O_NOCTTY | O_CLOEXEC)};
        QVERIFY(slave.valid());
        OutputRelay relay(std::move(m_program.read), slave.get(), maskOfSecret());
        const std::string much(16 * 1024, 'x');
        pollfd ready{-1, 0, 0};
        do {
            if (!relay.writesNext())
                put(m_program.write, much);
            QVERIFY(relay.proceed());
            ready = relay.waitsFor();
        } while (!relay.writesNext() || ::poll(&ready, 1, 0) != 0);
        QVERIFY(relay.writesNext());
    }

    void takesNoMoreThanWasThereAtTheEnd()
    {
        OutputRelay relay(std::move(m_program.read), m_ours.write.get(), maskOfSecret());
        put(m_program.write, "before " + secret.substr(0, 4));
        QCOMPARE(relay.readable(), std::size_t{11});
        relay.endAfter(relay.readable());
        put(m_program.write, " behind"); // of one that it left running
        while (!relay.done())
            QVERIFY(relay.proceed());
        QCOMPARE(taken(m_ours.read), std::string{"before hunt"});
    }

    void waitsForNothingAtTheEnd()
    {
        OutputRelay relay(std::move(m_program.read), m_ours.write.get(), maskOfSecret());
        relay.endAfter(100); // as of a terminal, which does not tell
        QVERIFY(relay.proceed());
        QVERIFY(relay.done());
    }

    void tellsThatNobodyReads()
    {
        OutputRelay relay(std::move(m_program.read), m_ours.write.get(), maskOfSecret());
        put(m_program.write, "text");
        QVERIFY(relay.proceed());
        m_ours.read.reset();
        QVERIFY(!relay.proceed());
        QVERIFY(relay.done());
        QCOMPARE(::write(m_program.write.get(), "x", 1), ssize_t{-1});
        QCOMPARE(errno, EPIPE);
    }
};

QTEST_GUILESS_MAIN(TstOutputRelay)
#include "tst_output_relay.moc"
