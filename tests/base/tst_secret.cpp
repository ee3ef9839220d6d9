// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/locked_arena.h"
#include "core/base/secret.h"

#include <algorithm>
#include <fstream>
#include <QTest>
#include <sstream>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <thread>
#include <type_traits>
#include <unistd.h>
#include <vector>

using namespace keystead::base;

static_assert(!std::is_copy_constructible_v<Secret> && !std::is_copy_assignable_v<Secret>);
static_assert(std::is_nothrow_move_constructible_v<Secret> && std::is_nothrow_move_assignable_v<Secret>);

namespace {

bool allZero(const std::uint8_t* data, std::size_t size)
{
    return std::all_of(data, data + size, [](std::uint8_t b) { return b == 0; });
}

// The VmFlags line of the mapping that holds `address` (proc(5), smaps).
std::string vmFlagsOf(const void* address)
{
    std::ifstream smaps("/proc/self/smaps");
    const auto wanted = reinterpret_cast<std::uintptr_t>(address);
    bool inside = false;
    for (std::string line; std::getline(smaps, line);) {
        std::uintptr_t begin = 0;
        std::uintptr_t end = 0;
        if (std::sscanf(line.c_str(), "%lx-%lx ", &begin, &end) == 2)
            inside = wanted >= begin && wanted < end;
        else if (inside && line.rfind("VmFlags:", 0) == 0)
            return line + " ";
    }
    return {};
}

} // namespace

class TestSecret final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void holdsWhatWasPutIn()
    {
        const Secret secret = Secret::fromText("hunter2");
        QCOMPARE(secret.exposeText(), std::string_view("hunter2"));
        QCOMPARE(secret.size(), std::size_t{7});
        QVERIFY(Secret{}.empty());
        QVERIFY(Secret::fromText("").empty());
        const Secret zeros(40);
        QVERIFY(allZero(zeros.exposeBytes().data(), 40));
    }

    void aMoveLeavesNothingBehind()
    {
        Secret first = Secret::fromText("one");
        const auto* place = first.exposeBytes().data();
        Secret second = std::move(first);
        QVERIFY(first.empty()); // NOLINT(bugprone-use-after-move): that is the point
        QCOMPARE(second.exposeBytes().data(), place);
        Secret third = Secret::fromText("third");
        const auto* overwritten = third.exposeBytes().data();
        third = std::move(second);
        QCOMPARE(third.exposeText(), std::string_view("one"));
        QVERIFY(allZero(overwritten, 5));
        Secret& self = third;
        third = std::move(self);
        QCOMPARE(third.exposeText(), std::string_view("one"));
    }

    // The arena's pages stay mapped, so that a released block can be looked at.
    void releasedBlocksAreZero_data()
    {
        QTest::addColumn<int>("size");
        for (const int size : {1, 31, 32, 33, 100, 4096, 40000, 65536})
            QTest::addRow("%d bytes", size) << size;
    }
    void releasedBlocksAreZero()
    {
        QFETCH(int, size);
        const auto length = static_cast<std::size_t>(size);
        const std::uint8_t* place = nullptr;
        {
            Secret secret(length);
            std::fill(secret.exposeMutable().begin(), secret.exposeMutable().end(), std::uint8_t{0xAB});
            place = secret.exposeBytes().data();
        }
        QVERIFY(allZero(place, length));
    }

    void shrinkAndClearWipe()
    {
        Secret secret = Secret::fromText("0123456789");
        const auto* place = secret.exposeBytes().data();
        secret.shrink(4);
        QCOMPARE(secret.exposeText(), std::string_view("0123"));
        QVERIFY(allZero(place + 4, 6));
        secret.shrink(100);
        QCOMPARE(secret.size(), std::size_t{4});
        secret.clear();
        QVERIFY(secret.empty());
        QVERIFY(allZero(place, 10));
    }

    void takeWipesItsSource()
    {
        std::string text = "a password longer than the small string buffer";
        const char* place = text.data();
        const std::size_t size = text.size();
        const Secret secret = Secret::take(text);
        QVERIFY(text.empty());
        QVERIFY(allZero(reinterpret_cast<const std::uint8_t*>(place), size));
        QCOMPARE(secret.size(), size);
    }

    void equalityLooksAtLengthAndEveryByte()
    {
        const Secret secret = Secret::fromText("abcdef");
        QVERIFY(secret.equals(Secret::fromText("abcdef")));
        QVERIFY(secret.equals(secret.clone()));
        QVERIFY(!secret.equals(Secret::fromText("abcde")));
        QVERIFY(!secret.equals(Secret::fromText("abcdefg")));
        QVERIFY(!secret.equals(Secret::fromText("Abcdef")));
        QVERIFY(!secret.equals(Secret::fromText("abcdeF")));
        QVERIFY(Secret{}.equals(Secret{}));
        QVERIFY(!Secret{}.equals(secret));
    }

    void printsItsLengthOnly() { QCOMPARE(toString(Secret::fromText("hunter2")), std::string("Secret(7 bytes)")); }

    void theBuilderGrowsInLockedMemory()
    {
        SecretBuilder builder;
        std::string expected;
        for (int i = 0; i < 2000; ++i) {
            builder.append("part ").append(Secret::fromText("s")).append('&');
            expected += "part s&";
        }
        const Secret built = std::move(builder).build();
        QCOMPARE(built.exposeText(), std::string_view(expected));
        QVERIFY(SecretBuilder{}.build().empty());
    }

    void blocksDoNotOverlap()
    {
        std::vector<Secret> secrets;
        for (std::size_t i = 1; i <= 600; ++i) {
            secrets.emplace_back((i * 7919) % 9000 + 1);
            auto bytes = secrets.back().exposeMutable();
            std::fill(bytes.begin(), bytes.end(), static_cast<std::uint8_t>(i));
        }
        for (std::size_t i = 1; i <= 600; ++i) {
            const auto bytes = secrets[i - 1].exposeBytes();
            QVERIFY(std::all_of(bytes.begin(), bytes.end(),
                                [&](std::uint8_t b) { return b == static_cast<std::uint8_t>(i); }));
        }
    }

    void theArenaGivesBackWhatItTook()
    {
        const auto before = lockedMemoryStats();
        {
            const Secret small(10);
            const Secret large(300000); // beyond a region: pages of its own
            QVERIFY(lockedMemoryStats().usedBytes >= before.usedBytes + 300000);
        }
        QCOMPARE(lockedMemoryStats().usedBytes, before.usedBytes);
    }

    void theArenaIsSafeAcrossThreads()
    {
        const auto before = lockedMemoryStats().usedBytes;
        std::vector<std::thread> threads;
        std::atomic<int> bad{0};
        for (int t = 0; t < 4; ++t) {
            threads.emplace_back([&bad, t] {
                for (std::size_t i = 1; i < 2000; ++i) {
                    Secret secret(i % 300 + 1);
                    std::fill(secret.exposeMutable().begin(), secret.exposeMutable().end(),
                              static_cast<std::uint8_t>(t + 1));
                    for (const std::uint8_t byte : secret.exposeBytes())
                        bad += byte != t + 1;
                }
            });
        }
        for (std::thread& thread : threads)
            thread.join();
        QCOMPARE(bad.load(), 0);
        QCOMPARE(lockedMemoryStats().usedBytes, before);
    }

    // SECURITY 38: "Key pages are locked and excluded from dumps."
    void pagesAreLockedAndLeftOutOfDumps()
    {
        const Secret secret = Secret::fromText("key");
        const std::string flags = vmFlagsOf(secret.exposeBytes().data());
        QVERIFY2(flags.find(" dd ") != std::string::npos, flags.c_str());
        QVERIFY2(flags.find(" wf ") != std::string::npos, flags.c_str());
#ifndef KEYSTEAD_SANITIZED // the sanitizers replace mlock by a function that does nothing
        if (lockedMemoryStats().allLocked)
            QVERIFY2(flags.find(" lo ") != std::string::npos, flags.c_str());
#endif
    }

    // Where the limit is too small secrets are kept all the same, and doctor can say so. In a child, without root's way
    // around the limit.
    void goesOnWhereNothingCanBeLocked()
    {
#ifdef KEYSTEAD_SANITIZED
        QSKIP("the sanitizers replace mlock by a function that does nothing");
#endif
        const pid_t child = fork();
        if (child == 0) {
            const rlimit none{0, 0};
            if (setrlimit(RLIMIT_MEMLOCK, &none) != 0 || (geteuid() == 0 && setresuid(65534, 65534, 65534) != 0))
                _exit(2);
            Secret large(300000); // pages of its own
            large.exposeMutable()[299999] = 7;
            const bool dumped = vmFlagsOf(large.exposeBytes().data()).find(" dd ") == std::string::npos;
            _exit(!lockedMemoryStats().allLocked && !dumped && large.exposeBytes()[299999] == 7 ? 0 : 1);
        }
        int status = 0;
        waitpid(child, &status, 0);
        QVERIFY(WIFEXITED(status));
        QCOMPARE(WEXITSTATUS(status), 0);
    }

    void aForkedChildSeesNoSecret()
    {
        const Secret secret = Secret::fromText("only the parent's");
        const pid_t child = fork();
        if (child == 0)
            _exit(allZero(secret.exposeBytes().data(), secret.size()) ? 0 : 1);
        int status = 0;
        waitpid(child, &status, 0);
        QVERIFY(WIFEXITED(status));
        QCOMPARE(WEXITSTATUS(status), 0);
    }

    // SECURITY 28, in a child: the limits cannot be taken back.
    void aHardenedProcessLeavesNoCore()
    {
        const pid_t child = fork();
        if (child == 0) {
            rlimit limit{1, 1};
            const bool good = hardenProcess() && hardenProcess() && prctl(PR_GET_DUMPABLE, 0, 0, 0, 0) == 0 &&
                              getrlimit(RLIMIT_CORE, &limit) == 0 && limit.rlim_cur == 0 && limit.rlim_max == 0;
            _exit(good ? 0 : 1);
        }
        int status = 0;
        waitpid(child, &status, 0);
        QVERIFY(WIFEXITED(status));
        QCOMPARE(WEXITSTATUS(status), 0);
    }
};

QTEST_GUILESS_MAIN(TestSecret)
#include "tst_secret.moc"
