// SPDX-License-Identifier: GPL-3.0-or-later
// House rules that no compiler knows: licence lines, file sizes, provider names, the numbers of migrations. Each rule
// is a function over a list of files, proven on made-up files before it is held against the tree.
#include "source_tree.h"

#include <QDir>
#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QRegularExpression>
#include <QTest>

#include <algorithm>

using namespace keystead::arch;

namespace {

constexpr int maxLines = 400;

const QString& sourceDir()
{
    static const QString dir = QStringLiteral(KEYSTEAD_SOURCE_DIR);
    return dir;
}

// The files whose first line, or second after a "#!", is not the licence line.
QStringList withoutLicence(const QVector<SourceFile>& files)
{
    QStringList paths;
    for (const SourceFile& file : files) {
        const QStringList lines = file.text.split(QLatin1Char('\n'));
        const bool script = lines.first().startsWith(QLatin1String("#!"));
        if (!lines.value(script ? 1 : 0).contains(QLatin1String("SPDX-License-Identifier: GPL-3.0-or-later")))
            paths.append(file.path);
    }
    return paths;
}

QStringList tooLong(const QVector<SourceFile>& files)
{
    QStringList sentences;
    for (const SourceFile& file : files) {
        if (const auto lines = file.text.count(QLatin1Char('\n')); lines > maxLines)
            sentences.append(QStringLiteral("%1: %2 lines").arg(file.path).arg(lines));
    }
    return sentences;
}

struct NameRules
{
    QStringList names;         // lower case
    QStringList ordinaryWords; // lower case: these count only as a whole string literal of more than two letters
    QVector<QRegularExpression> mayName;
};

// Whole words, case-insensitive, in code and string literals; comments may name a source.
QStringList providerNames(const NameRules& rules, const QVector<SourceFile>& files)
{
    QStringList escaped;
    for (const QString& name : rules.names) {
        if (!rules.ordinaryWords.contains(name))
            escaped.append(QRegularExpression::escape(name));
    }
    const QRegularExpression words(
        QStringLiteral("(?<![A-Za-z0-9])(%1)(?![A-Za-z0-9])").arg(escaped.join(QLatin1Char('|'))),
        QRegularExpression::CaseInsensitiveOption);
    QStringList sentences;
    for (const SourceFile& file : files) {
        if (std::any_of(rules.mayName.begin(), rules.mayName.end(),
                        [&](const auto& path) { return path.match(file.path).hasMatch(); }))
            continue;
        const QString code = withoutComments(file.text);
        auto matches = words.globalMatch(code);
        while (!escaped.isEmpty() && matches.hasNext()) {
            const QRegularExpressionMatch match = matches.next();
            const auto line = QStringView(code).left(match.capturedStart()).count(QLatin1Char('\n')) + 1;
            sentences.append(QStringLiteral("%1:%2: %3").arg(file.path).arg(line).arg(match.captured()));
        }
        const QStringList literals = stringLiterals(code);
        for (const QString& literal : literals) {
            if (literal.size() > 2 && rules.ordinaryWords.contains(literal.toLower()) &&
                rules.names.contains(literal.toLower()))
                sentences.append(QStringLiteral("%1: \"%2\"").arg(file.path, literal));
        }
    }
    return sentences;
}

// What is wrong with the numbers of these file names ("0001_init.sql"): they start at 1 and have no gap and no double.
QString numberingProblem(QStringList names)
{
    static const QRegularExpression form(QStringLiteral("^(\\d{4})_[a-z0-9_]+\\.sql$"));
    std::sort(names.begin(), names.end());
    int expected = 1;
    for (const QString& name : std::as_const(names)) {
        const QRegularExpressionMatch match = form.match(name);
        if (!match.hasMatch())
            return QStringLiteral("%1 is not named NNNN_what.sql").arg(name);
        if (match.captured(1).toInt() != expected)
            return QStringLiteral("%1 stands where number %2 belongs").arg(name).arg(expected);
        ++expected;
    }
    return {};
}

QJsonObject readJson(const QString& path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? QJsonDocument::fromJson(file.readAll()).object() : QJsonObject();
}

// Ids and display names of resources/providers; the generic ones and the practice provider are no names.
QStringList namesOfProviders()
{
    QStringList names;
    const QDir folder(sourceDir() + QStringLiteral("/resources/providers"));
    const QStringList files = folder.entryList({QStringLiteral("*.json")}, QDir::Files);
    for (const QString& file : files) {
        const QJsonObject provider = readJson(folder.filePath(file));
        const QString id = provider.value(QLatin1String("id")).toString().toLower();
        if (id.isEmpty() || id.startsWith(QLatin1String("generic-")) || id == QLatin1String("practice"))
            continue;
        const QString display = provider.value(QLatin1String("display_name")).toString().toLower();
        names.append(id);
        if (!display.isEmpty() && display != id)
            names.append(display);
    }
    return names;
}

QVector<SourceFile> productSources()
{
    return readFiles(sourceDir(), {QStringLiteral("core"), QStringLiteral("ui"), QStringLiteral("app")},
                     {QStringLiteral("*.cpp"), QStringLiteral("*.h"), QStringLiteral("*.c")});
}

QString onePerLine(const QStringList& sentences)
{
    return QLatin1Char('\n') + sentences.join(QLatin1Char('\n'));
}

} // namespace

class TestHouse : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void noticesAMissingLicence();
    void noticesALongFile();
    void noticesAProviderName_data();
    void noticesAProviderName();
    void noticesAGapInTheNumbers_data();
    void noticesAGapInTheNumbers();
    void everySourceBeginsWithTheLicence();
    void noFileOutgrowsItsReason();
    void providerNamesStandInData();
    void migrationsAreNumberedWithoutGaps();
};

void TestHouse::noticesAMissingLicence()
{
    const QString licence = QStringLiteral("SPDX-License-Identifier: GPL-3.0-or-later");
    const QVector<SourceFile> files{
        {QStringLiteral("good.cpp"), QStringLiteral("// ") + licence + QStringLiteral("\nint a;\n")},
        {QStringLiteral("good.sh"), QStringLiteral("#!/bin/sh\n# ") + licence + QLatin1Char('\n')},
        {QStringLiteral("late.cpp"), QStringLiteral("int a;\n// ") + licence + QLatin1Char('\n')},
        {QStringLiteral("empty.h"), QString()}};
    QCOMPARE(withoutLicence(files), QStringList({QStringLiteral("late.cpp"), QStringLiteral("empty.h")}));
}

void TestHouse::noticesALongFile()
{
    const QVector<SourceFile> files{{QStringLiteral("fits.cpp"), QString(maxLines, QLatin1Char('\n'))},
                                    {QStringLiteral("long.cpp"), QString(maxLines + 1, QLatin1Char('\n'))}};
    QCOMPARE(tooLong(files), QStringList({QStringLiteral("long.cpp: 401 lines")}));
}

void TestHouse::noticesAProviderName_data()
{
    QTest::addColumn<QString>("path");
    QTest::addColumn<QString>("text");
    QTest::addColumn<bool>("noticed");
    QTest::newRow("in a string") << "core/oauth/a.cpp"
                                 << "if (id == \"ACMEHub\") {}" << true;
    QTest::newRow("in an identifier") << "ui/a.cpp"
                                      << "void acmehub_login();" << true;
    QTest::newRow("a display name of two words") << "app/a.cpp"
                                                 << "tr(\"Sign in to Acme Hub\")" << true;
    QTest::newRow("after a string that looks like a comment") << "ui/a.cpp"
                                                              << "f(\"https://x\", \"acmehub\");" << true;
    QTest::newRow("in a comment") << "core/oauth/a.cpp"
                                  << "// acmehub answers 200\n/* acmehub */ int a;" << false;
    QTest::newRow("part of a longer word") << "core/oauth/a.cpp"
                                           << "int acmehubs;" << false;
    QTest::newRow("in a connector") << "core/connectors/acmehub.cpp"
                                    << "f(\"acmehub\");" << false;
    QTest::newRow("an ordinary word in code") << "ui/a.cpp"
                                              << "QRect square; f(\"a square box\");" << false;
    QTest::newRow("an ordinary word as a whole string") << "ui/a.cpp"
                                                        << "if (id == \"square\") {}" << true;
}

void TestHouse::noticesAProviderName()
{
    QFETCH(QString, path);
    QFETCH(QString, text);
    QFETCH(bool, noticed);
    const NameRules rules{{QStringLiteral("acmehub"), QStringLiteral("acme hub"), QStringLiteral("square")},
                          {QStringLiteral("square")},
                          {QRegularExpression(QStringLiteral("^core/connectors/"))}};
    QCOMPARE(providerNames(rules, {{path, text}}).size(), noticed ? 1 : 0);
}

void TestHouse::noticesAGapInTheNumbers_data()
{
    QTest::addColumn<QStringList>("names");
    QTest::addColumn<bool>("good");
    QTest::newRow("in order") << QStringList{QStringLiteral("0002_b.sql"), QStringLiteral("0001_a.sql")} << true;
    QTest::newRow("a gap") << QStringList{QStringLiteral("0001_a.sql"), QStringLiteral("0003_c.sql")} << false;
    QTest::newRow("a double") << QStringList{QStringLiteral("0001_a.sql"), QStringLiteral("0001_b.sql")} << false;
    QTest::newRow("not from one") << QStringList{QStringLiteral("0000_a.sql")} << false;
    QTest::newRow("another form") << QStringList{QStringLiteral("1_a.sql")} << false;
}

void TestHouse::noticesAGapInTheNumbers()
{
    QFETCH(QStringList, names);
    QFETCH(bool, good);
    QCOMPARE(numberingProblem(names).isEmpty(), good);
}

void TestHouse::everySourceBeginsWithTheLicence()
{
    const QStringList folders =
        QStringLiteral("core ui app tests packaging resources translations").split(QLatin1Char(' '));
    const QStringList kinds =
        QStringLiteral("*.cpp *.h *.c *.cmake CMakeLists.txt *.sh *.py *.sql *.js *.mjs").split(QLatin1Char(' '));
    QVector<SourceFile> files = readFiles(sourceDir(), folders, kinds);
    for (const QString& name : {QStringLiteral("dev"), QStringLiteral("CMakeLists.txt")}) {
        QFile file(sourceDir() + QLatin1Char('/') + name);
        QVERIFY(file.open(QIODevice::ReadOnly));
        files.append({name, QString::fromUtf8(file.readAll())});
    }
    QVERIFY(files.size() > 2);
    const QStringList paths = withoutLicence(files);
    QVERIFY2(paths.isEmpty(), qPrintable(onePerLine(paths)));
}

void TestHouse::noFileOutgrowsItsReason()
{
    const QStringList sentences = tooLong(productSources());
    QVERIFY2(sentences.isEmpty(), qPrintable(onePerLine(sentences)));
}

void TestHouse::providerNamesStandInData()
{
    const QJsonObject data = readJson(sourceDir() + QStringLiteral("/tests/arch/names.json"));
    NameRules rules;
    rules.names = namesOfProviders();
    const QJsonArray words = data.value(QLatin1String("ordinary_words")).toArray();
    for (const QJsonValue& word : words)
        rules.ordinaryWords.append(word.toString());
    const QJsonArray paths = data.value(QLatin1String("may_name")).toArray();
    for (const QJsonValue& path : paths)
        rules.mayName.append(QRegularExpression(path.toString()));
    QVERIFY(!rules.names.isEmpty());
    QVERIFY(!rules.mayName.isEmpty());
    const QStringList sentences = providerNames(rules, productSources());
    QVERIFY2(sentences.isEmpty(), qPrintable(onePerLine(sentences)));
}

void TestHouse::migrationsAreNumberedWithoutGaps()
{
    const QStringList names =
        QDir(sourceDir() + QStringLiteral("/resources/sql")).entryList({QStringLiteral("*.sql")}, QDir::Files);
    QVERIFY(!names.isEmpty());
    QCOMPARE(numberingProblem(names), QString());
}

QTEST_APPLESS_MAIN(TestHouse)
#include "tst_house.moc"
