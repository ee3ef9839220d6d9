// SPDX-License-Identifier: GPL-3.0-or-later
// Rules of single values: names, parameters, fields and their patterns.
#include "core/model/pattern.h"
#include "core/model/text_rules.h"
#include "core/model/validation.h"

#include <QElapsedTimer>
#include <QTest>

using namespace keystead::model;

class TestValues : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void namesAreShortCleanText_data()
    {
        QTest::addColumn<QString>("name");
        QTest::addColumn<bool>("valid");
        QTest::newRow("plain") << "GitHub work" << true;
        QTest::newRow("umlaut") << QStringLiteral("B\u00fccher") << true;
        QTest::newRow("emoji") << QString::fromUtf8("\xF0\x9F\x94\x91 keys") << true;
        QTest::newRow("100 code points") << QString(100, QChar(0x00FC)) << true;
        QTest::newRow("101 code points") << QString(101, QChar(0x00FC)) << false;
        QTest::newRow("empty") << "" << false;
        QTest::newRow("slash") << "Work/GitHub" << false;
        QTest::newRow("leading space") << " a" << false;
        QTest::newRow("trailing space") << "a " << false;
        QTest::newRow("two spaces inside") << "a  b" << true;
        QTest::newRow("line break") << "a\nb" << false;
        QTest::newRow("tab") << "a\tb" << false;
        QTest::newRow("escape") << "a\x1b[31m" << false;
        QTest::newRow("bidi override") << QStringLiteral("a\u202Eb") << false; // SECURITY 22
        QTest::newRow("zero width") << QStringLiteral("a\u200Bb") << false;
    }
    void namesAreShortCleanText()
    {
        QFETCH(QString, name);
        QFETCH(bool, valid);
        const auto problem = validateName(name.toStdString());
        QCOMPARE(!problem, valid);
        if (!problem)
            return;
        QCOMPARE(problem->field, std::string{"name"});
        QVERIFY(!problem->message.empty());
        QVERIFY(!problem->fix.empty());
    }

    void invalidUtf8IsNoName() { QVERIFY(validateName("a\xC0\x80")); }

    void parameterFixSaysWhatToDo()
    {
        UrlParameter host;
        host.name = "host";
        host.label = "Server";
        host.example = "git.example.com";
        const auto empty = validateParameter(host, "");
        QVERIFY(empty);
        QCOMPARE(empty->field, std::string{"parameters.host"});
        QVERIFY(empty->fix.find("git.example.com") != std::string::npos);
        host.optional = true;
        QVERIFY(!validateParameter(host, ""));
        // SECURITY 21: punycode shown
        const auto idn = validateParameter(host, "b\xC3\xBC"
                                                 "cher.example");
        QVERIFY(idn);
        QVERIFY(idn->fix.find("xn--bcher-kva.example") != std::string::npos);
        QVERIFY(!validateParameter(host, "xn--bcher-kva.example"));
    }

    void loopbackProblemNamesTheOptIn()
    {
        UrlParameter url;
        url.name = "issuer";
        url.format = "url";
        url.allowLoopback = true;
        const auto problem = validateParameter(url, "http://127.0.0.1:3000");
        QVERIFY(problem);
        QVERIFY(problem->fix.find("allow_loopback_http") != std::string::npos);
        QVERIFY(!validateParameter(url, "http://127.0.0.1:3000", true));
        QVERIFY(validateParameter(url, "http://example.com", true));
    }

    void choicesAreClosed()
    {
        UrlParameter region;
        region.name = "region";
        region.format = "identifier";
        region.choices = {"eu", "us"};
        QVERIFY(!validateParameter(region, "eu"));
        const auto problem = validateParameter(region, "mars");
        QVERIFY(problem);
        QVERIFY(problem->fix.find("eu, us") != std::string::npos);
    }

    void fieldProblemNeverHoldsTheValue()
    {
        FieldSpec field;
        field.name = "api_key";
        field.label = "API key";
        field.secret = true;
        field.pattern = "sk-[a-z]{4}";
        QVERIFY(!validateField(field, "sk-abcd"));
        const auto problem = validateField(field, "hunter2hunter2");
        QVERIFY(problem);
        QCOMPARE(problem->field, std::string{"secret.api_key"});
        QVERIFY(describe({*problem}).find("hunter2") == std::string::npos);
        QVERIFY(validateField(field, ""));
        field.required = false;
        QVERIFY(!validateField(field, ""));
    }

    void refusesCostlyPatterns_data()
    {
        QTest::addColumn<QString>("pattern");
        const char* patterns[] = {
            "(a+)+",  "(a*)*b", "(a|aa)+", "(a|a){2,}", "((a+)b)*", "(?:a+)+",  "(a?b*)*",
            "(a)\\1", "(?=a)b", "(?!a)b",  "a*a*a*",    "a{1000}",  "a{2,999}", "[a-z",
            "(a",     "a)",     "a{",      "\\",        "a{x}",     "*a",       "([a-z]{1,9}){1,9}"};
        for (const char* pattern : patterns)
            QTest::newRow(pattern) << QString::fromLatin1(pattern);
        QTest::newRow("long") << QString(201, QLatin1Char('a'));
    }
    void refusesCostlyPatterns()
    {
        QFETCH(QString, pattern);
        QVERIFY(patternProblem(pattern.toStdString()));
        QVERIFY(!matchesPattern(pattern.toStdString(), "aaaa"));
    }

    void matchesWholeValues_data()
    {
        QTest::addColumn<QString>("pattern");
        QTest::addColumn<QString>("value");
        QTest::addColumn<bool>("matches");
        QTest::newRow("whole") << "sk-[a-z]+"
                               << "sk-abc" << true;
        QTest::newRow("tail") << "sk-[a-z]+"
                              << "sk-abc " << false;
        QTest::newRow("alternatives") << "(a|bc)[0-9]{2}"
                                      << "bc12" << true;
        QTest::newRow("optional group") << "(ab)?c"
                                        << "c" << true;
        QTest::newRow("repeated plain group") << "([0-9]{2}:)?x"
                                              << "12:x" << true;
        QTest::newRow("class with bracket") << "[\\]a]+"
                                            << "]a" << true;
    }
    void matchesWholeValues()
    {
        QFETCH(QString, pattern);
        QFETCH(QString, value);
        QFETCH(bool, matches);
        QVERIFY(!patternProblem(pattern.toStdString()));
        QCOMPARE(matchesPattern(pattern.toStdString(), value.toStdString()), matches);
    }

    // The worst that the rules still allow, on the longest value that is matched at all.
    void worstAllowedPatternIsQuick()
    {
        QElapsedTimer timer;
        timer.start();
        QVERIFY(!matchesPattern("[a-z]*[a-z]*!", std::string(maxMatchedLength, 'a')));
        QVERIFY2(timer.elapsed() < 5000, qPrintable(QString::number(timer.elapsed())));
        QVERIFY(!matchesPattern("a*", std::string(maxMatchedLength + 1, 'a')));
        QVERIFY(matchesPattern("a*", std::string(maxMatchedLength, 'a')));
    }

    void scopeTokensAreThoseOfTheRfc() // RFC 6749 section 3.3
    {
        for (const char* scope : {"read", "https://graph.example/.default", "a:b", "!", "user.read", "~"})
            QVERIFY2(isScopeToken(scope), scope);
        for (const char* scope : {"", "a b", "a\"b", "a\\b", "a\n", "\x7f", "\xC3\xBC"})
            QVERIFY2(!isScopeToken(scope), scope);
    }
};

QTEST_APPLESS_MAIN(TestValues)
#include "tst_values.moc"
