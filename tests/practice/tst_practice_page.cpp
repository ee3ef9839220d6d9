// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/practice/practice_page.h"

#include <QTest>

using namespace keystead;

class TestPracticePage : public QObject
{
    Q_OBJECT

    static bool hasHeader(const practice::Answer& answer, std::string_view name, std::string_view part)
    {
        for (const auto& [key, value] : answer.headers) {
            if (key == name && value.find(part) != std::string::npos)
                return true;
        }
        return false;
    }
private Q_SLOTS:
    void saysThatItIsPracticeAndOffersThreeChoices()
    {
        const practice::Answer page =
            practice::practicePage("tic_1", "ada@practice.example", {"openid", "read"}, std::chrono::seconds{60});
        QCOMPARE(page.status, 200);
        QVERIFY(page.body.find("Practice, on this computer only") != std::string::npos);
        QVERIFY(page.body.find("ada@practice.example") != std::string::npos);
        QVERIFY(page.body.find("60") != std::string::npos);
        for (const char* const choice : {"allow", "refuse-refresh", "deny"})
            QVERIFY2(page.body.find(std::string{"/decide?ticket=tic_1&amp;choice="} + choice + "\"") !=
                         std::string::npos,
                     choice);
    }
    // SECURITY 17, 22: whatever asks for the page cannot put markup into it.
    void escapesWhatOthersWrote_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<QByteArray>("escaped");
        QTest::newRow("markup") << QByteArray("<script>alert(1)</script>")
                                << QByteArray("&lt;script&gt;alert(1)&lt;/script&gt;");
        QTest::newRow("attribute") << QByteArray("a\" onload=\"x") << QByteArray("a&quot; onload=&quot;x");
        QTest::newRow("entity") << QByteArray("&lt;b&gt;") << QByteArray("&amp;lt;b&amp;gt;");
        QTest::newRow("apostrophe") << QByteArray("it's") << QByteArray("it&#39;s");
    }
    void escapesWhatOthersWrote()
    {
        QFETCH(QByteArray, text);
        QFETCH(QByteArray, escaped);
        const std::string body =
            practice::practicePage("tic_1", text.toStdString(), {text.toStdString()}, std::chrono::seconds{60}).body;
        QVERIFY(body.find(text.toStdString()) == std::string::npos || text == escaped);
        const std::size_t first = body.find(escaped.toStdString());
        QVERIFY(first != std::string::npos);
        QVERIFY(body.find(escaped.toStdString(), first + 1) != std::string::npos); // the account and the scope
    }
    // SECURITY 17
    void isStaticAndKeptNowhere()
    {
        const practice::Answer page = practice::practicePage("tic_1", "ada", {}, std::chrono::seconds{60});
        QVERIFY(hasHeader(page, "Content-Security-Policy", "default-src 'none'"));
        QVERIFY(!hasHeader(page, "Content-Security-Policy", "script-src"));
        QVERIFY(hasHeader(page, "Cache-Control", "no-store"));
        QVERIFY(hasHeader(page, "Referrer-Policy", "no-referrer"));
        QVERIFY(page.body.find("<script") == std::string::npos);
    }
};

QTEST_GUILESS_MAIN(TestPracticePage)
#include "tst_practice_page.moc"
