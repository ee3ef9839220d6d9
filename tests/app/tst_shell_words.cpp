// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/shell_words.h"

#include <QTest>

using namespace keystead::cli;

namespace {

constexpr const char* breaks = " \t\n\"'><=;|&(:";

std::string joined(const std::vector<std::string>& words)
{
    std::string text;
    for (const std::string& word : words)
        text += "[" + word + "]";
    return text;
}

} // namespace

class TestShellWords : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void aLineIsSplitAsBashDoes_data()
    {
        QTest::addColumn<QByteArray>("line");
        QTest::addColumn<QByteArray>("words");
        QTest::addColumn<int>("kept");
        QTest::addColumn<char>("quote");
        const auto row = [](const char* line, const char* words, int kept = 0, char quote = '\0') {
            QTest::newRow(line) << QByteArray(line) << QByteArray(words) << kept << quote;
        };
        row("", "[]");
        row("cli", "[cli]");
        row("cli ", "[cli][]");
        row("cli  a\tb", "[cli][a][b]");
        row("cli my\\ na", "[cli][my na]");
        row("cli \"my na", "[cli][my na]", 0, '"');
        row("cli 'my na", "[cli][my na]", 0, '\'');
        row("cli it\\'s", "[cli][it's]");
        row("cli \"say \\\"hi\\\"\" x", "[cli][say \"hi\"][x]");
        row("cli \"a\\b\"", "[cli][a\\b]", 3);
        row("cli a'b c'd", "[cli][ab cd]", 4);
        row("cli --format=pd", "[cli][--format=pd]", 9);
        row("cli prod:eu", "[cli][prod:eu]", 5);
        row("cli \"prod:eu", "[cli][prod:eu]", 0, '"');
        row("cli \\", "[cli][]");
        row("cli ''", "[cli][]");
    }

    void aLineIsSplitAsBashDoes()
    {
        QFETCH(QByteArray, line);
        QFETCH(QByteArray, words);
        QFETCH(int, kept);
        QFETCH(char, quote);
        const ShellLine found = splitLine(line.toStdString(), breaks);
        QCOMPARE(joined(found.words), words.toStdString());
        QCOMPARE(static_cast<int>(found.kept), kept);
        QCOMPARE(found.quote, quote);
    }

    void whatIsQuotedIsReadBackAsItWas_data()
    {
        QTest::addColumn<QByteArray>("name");
        for (const char* name :
             {"plain", "play ground", "it's mine", "say \"hi\"", "a$b`c", "back\\slash", "a;b|c&d(e)", "*?[x]", "~root",
              "tab\there", "#no comment", "Über café", "prod:eu=1", "{a,b}", "!history", "-dash", "$'x'"})
            QTest::newRow(name) << QByteArray(name);
    }

    void whatIsQuotedIsReadBackAsItWas()
    {
        QFETCH(QByteArray, name);
        const std::string text = name.toStdString();
        QCOMPARE(unquoted(quotedFor(text, '\0')), text);
        QCOMPARE(unquoted('"' + quotedFor(text, '"') + '"'), text);
        QCOMPARE(unquoted('\'' + quotedFor(text, '\'') + '\''), text);
        QCOMPARE(joined(splitLine("cli " + quotedFor(text, '\0') + " x", breaks).words), "[cli][" + text + "][x]");
    }
};

QTEST_GUILESS_MAIN(TestShellWords)
#include "tst_shell_words.moc"
