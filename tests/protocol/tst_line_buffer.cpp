// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/protocol/line_buffer.h"

#include <QTest>

using namespace keystead;

class TestLineBuffer : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void givesWholeLinesOnly()
    {
        protocol::LineBuffer buffer;
        QVERIFY(buffer.append("{\"a\":"));
        QVERIFY(!buffer.takeLine());
        QVERIFY(buffer.append("1}\n{\"b\":2}\r\n{\"c\""));
        QCOMPARE(std::string{buffer.takeLine()->exposeText()}, std::string{"{\"a\":1}"});
        QCOMPARE(std::string{buffer.takeLine()->exposeText()}, std::string{"{\"b\":2}"});
        QVERIFY(!buffer.takeLine());
        QCOMPARE(buffer.waiting(), std::size_t{4});
    }

    void survivesByteByByte()
    {
        protocol::LineBuffer buffer;
        const std::string text = "first\nsecond\n";
        std::vector<std::string> lines;
        for (const char c : text) {
            QVERIFY(buffer.append(std::string_view{&c, 1}));
            while (const auto line = buffer.takeLine())
                lines.emplace_back(line->exposeText());
        }
        QCOMPARE(lines, (std::vector<std::string>{"first", "second"}));
    }

    void refusesALineOverOneMebibyte()
    {
        protocol::LineBuffer buffer;
        const std::string chunk(64 * 1024, 'x');
        base::Status status = base::ok();
        std::size_t sent = 0;
        while (status && sent < 4 * protocol::maxMessageBytes) {
            status = buffer.append(chunk);
            sent += chunk.size();
        }
        QVERIFY(!status);
        QCOMPARE(status.error().code, base::ErrorCode::LimitExceeded);
        QVERIFY(sent <= protocol::maxMessageBytes + chunk.size());
    }

    void takesALineOfExactlyOneMebibyte()
    {
        protocol::LineBuffer buffer;
        QVERIFY(buffer.append(std::string(protocol::maxMessageBytes, 'x') + "\n"));
        QCOMPARE(buffer.takeLine()->size(), protocol::maxMessageBytes);
    }

    void aLineThatIsTooLongIsNotHandedOutWhereItsEndCameAlong()
    {
        protocol::LineBuffer buffer;
        QVERIFY(buffer.append(std::string(protocol::maxMessageBytes, 'x')));
        QVERIFY(!buffer.append("y\n"));
        QVERIFY(!buffer.takeLine());
    }

    void manyLinesAtOnceDoNotGrowTheBuffer()
    {
        protocol::LineBuffer buffer;
        for (int round = 0; round < 1000; ++round) {
            QVERIFY(buffer.append("0123456789\n0123456789\n"));
            QVERIFY(buffer.takeLine());
            QVERIFY(buffer.takeLine());
            QCOMPARE(buffer.waiting(), std::size_t{0});
        }
    }
};

QTEST_GUILESS_MAIN(TestLineBuffer)
#include "tst_line_buffer.moc"
