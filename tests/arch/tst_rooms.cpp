// SPDX-License-Identifier: GPL-3.0-or-later
// The way between the rooms, held against every #include of core/, ui/ and app/. The first slots prove on made-up trees
// that the check can fail.
#include "rooms.h"

#include <QRegularExpression>
#include <QTest>

using namespace keystead::arch;

namespace {

const QString& sourceDir()
{
    static const QString dir = QStringLiteral(KEYSTEAD_SOURCE_DIR);
    return dir;
}

SourceFile file(const char* path, const char* text)
{
    return {QString::fromLatin1(path), QString::fromLatin1(text)};
}

} // namespace

class TestRooms : public QObject
{
    Q_OBJECT

    RoomTable m_table;
    QVector<SourceFile> m_sources;

private Q_SLOTS:
    void initTestCase();
    void forbidsAnInclude_data();
    void forbidsAnInclude();
    void permitsWhatTheTableAllows();
    void seesACycle();
    void ignoresWhatStandsInAComment();
    void theHouseKeepsToTheTable();
    void theHouseHasNoCycle();
    void cmakeListsNameOnlyAllowedRooms();
};

void TestRooms::initTestCase()
{
    QString problem;
    const auto table = readRoomTable(sourceDir() + QStringLiteral("/tests/arch/rooms.json"), &problem);
    QVERIFY2(table, qPrintable(problem));
    m_table = *table;
    m_sources = readFiles(sourceDir(), {QStringLiteral("core"), QStringLiteral("ui"), QStringLiteral("app")},
                          {QStringLiteral("*.cpp"), QStringLiteral("*.h"), QStringLiteral("*.c")});
    QVERIFY(!m_sources.isEmpty());
}

void TestRooms::forbidsAnInclude_data()
{
    QTest::addColumn<QString>("path");
    QTest::addColumn<QString>("line");
    QTest::addColumn<QString>("complaint");
    QTest::newRow("an edge that is not in the table") << "core/oauth/a.cpp"
                                                      << "#include \"core/vault/vault.h\""
                                                      << "core/oauth may not include core/vault";
    QTest::newRow("upwards") << "core/base/a.h"
                             << "#include \"core/model/kinds.h\""
                             << "core/base may not include core/model";
    QTest::newRow("with angle brackets") << "core/db/a.h"
                                         << "# include <core/net/x.h>"
                                         << "core/db may not include core/net";
    QTest::newRow("by way of a parent folder") << "core/db/a.h"
                                               << "#include \"../net/x.h\""
                                               << "core/db may not include core/net";
    QTest::newRow("a widget that reaches into the vault") << "ui/audit/a.cpp"
                                                          << "#include \"core/vault/vault.h\""
                                                          << "ui may not include core/vault";
    QTest::newRow("the core above itself") << "core/service/a.cpp"
                                           << "#include \"ui/main_window.h\""
                                           << "core/service may not include ui";
    QTest::newRow("an unknown room") << "core/misc/a.cpp"
                                     << "#include <vector>"
                                     << "'core/misc' is no room";
    QTest::newRow("Qt below the line") << "core/crypto/a.cpp"
                                       << "#include <QByteArray>"
                                       << "core/crypto holds no Qt";
    QTest::newRow("coroutines below the line") << "core/db/a.h"
                                               << "#include <qcoro/qcorotask.h>"
                                               << "core/db holds no Qt";
    QTest::newRow("OpenSSL outside its room") << "core/net/a.cpp"
                                              << "#include <openssl/evp.h>"
                                              << "private to core/crypto";
    QTest::newRow("a header that brings OpenSSL") << "core/keys/a.cpp"
                                                  << "#include \"core/crypto/outer.h\""
                                                  << "for core/crypto alone";
}

void TestRooms::forbidsAnInclude()
{
    QFETCH(QString, path);
    QFETCH(QString, line);
    QFETCH(QString, complaint);
    const QVector<SourceFile> tree{{path, QStringLiteral("// a file\n") + line + QLatin1Char('\n')},
                                   file("core/net/x.h", ""),
                                   file("core/crypto/inner.h", "#include <openssl/evp.h>\n"),
                                   file("core/crypto/outer.h", "#include \"core/crypto/inner.h\"\n")};
    const QStringList sentences = forbiddenIncludes(m_table, includesOf(tree));
    QCOMPARE(sentences.size(), 1);
    QVERIFY2(sentences.first().contains(complaint), qPrintable(sentences.first()));
    QVERIFY2(sentences.first().startsWith(path + QStringLiteral(":2: ")), qPrintable(sentences.first()));
}

void TestRooms::permitsWhatTheTableAllows()
{
    const QVector<SourceFile> tree{
        file("core/vault/vault.cpp", "#include \"vault.h\"\n#include \"core/vault/vault.h\"\n#include "
                                     "\"core/db/connection.h\"\n#include <vector>\n"),
        file("core/vault/vault.h", "#include \"core/base/result.h\"\n"),
        file("core/db/statement.cpp", "#include <sqlite3.h>\n"),
        file("core/service/host.cpp", "#include \"core/practice/server.h\"\n#include <QThread>\n"),
        file("app/main.cpp", "#include \"ui/main_window.h\"\n#include \"core/keys/slots.h\"\n#include \"main.moc\"\n"),
    };
    QCOMPARE(forbiddenIncludes(m_table, includesOf(tree)), QStringList());
    QCOMPARE(findCycle(roomEdges(includesOf(tree))), QStringList());
}

void TestRooms::seesACycle()
{
    const QVector<SourceFile> tree{
        file("core/vault/a.h", "#include \"core/audit/b.h\"\n"),
        file("core/audit/b.h", "#include \"core/db/c.h\"\n"),
        file("core/db/c.h", "#include \"core/vault/a.h\"\n"),
    };
    const QStringList cycle = findCycle(roomEdges(includesOf(tree)));
    QCOMPARE(cycle.size(), 4);
    QCOMPARE(cycle.first(), cycle.last());
}

void TestRooms::ignoresWhatStandsInAComment()
{
    const QVector<SourceFile> tree{
        file("core/base/a.cpp",
             "// #include \"core/vault/a.h\"\n/*\n#include \"ui/b.h\"\n*/\n#include \"core/base/c.h\" // x\n")};
    const QVector<Include> includes = includesOf(tree);
    QCOMPARE(includes.size(), 1);
    QCOMPARE(includes.first().line, 5);
}

void TestRooms::theHouseKeepsToTheTable()
{
    const QStringList sentences = forbiddenIncludes(m_table, includesOf(m_sources));
    QVERIFY2(sentences.isEmpty(), qPrintable(QLatin1Char('\n') + sentences.join(QLatin1Char('\n'))));
}

void TestRooms::theHouseHasNoCycle()
{
    const QStringList cycle = findCycle(roomEdges(includesOf(m_sources)));
    QVERIFY2(cycle.isEmpty(), qPrintable(cycle.join(QStringLiteral(" -> "))));
}

// keystead_add_room(NAME ... ROOMS a b ...) must not open a door that the table keeps shut. A folder may hold more than
// one target; they may use each other.
void TestRooms::cmakeListsNameOnlyAllowedRooms()
{
    static const QRegularExpression call(QStringLiteral("keystead_add_room\\s*\\(\\s*(\\w+)([^)]*)\\)"));
    static const QRegularExpression rooms(QStringLiteral("\\bROOMS\\b([a-z0-9_\\s]*)"));
    const auto lists = readFiles(sourceDir(), {QStringLiteral("core")}, {QStringLiteral("CMakeLists.txt")});
    QStringList sentences;
    int seen = 0;
    for (const SourceFile& list : lists) {
        const QString room = roomOf(list.path);
        QSet<QString> allowed = m_table.mayInclude.value(room);
        for (const QRegularExpressionMatch& match : call.globalMatch(list.text))
            allowed.insert(QStringLiteral("core/") + match.captured(1));
        for (const QRegularExpressionMatch& match : call.globalMatch(list.text)) {
            const QString names = rooms.match(match.captured(2)).captured(1).simplified();
            for (const QString& other : names.split(QLatin1Char(' '), Qt::SkipEmptyParts)) {
                if (!allowed.contains(QStringLiteral("core/") + other))
                    sentences.append(QStringLiteral("%1: %2 may not use %3").arg(list.path, match.captured(1), other));
            }
            ++seen;
        }
    }
    QVERIFY(seen > 0);
    QVERIFY2(sentences.isEmpty(), qPrintable(QLatin1Char('\n') + sentences.join(QLatin1Char('\n'))));
}

QTEST_APPLESS_MAIN(TestRooms)
#include "tst_rooms.moc"
