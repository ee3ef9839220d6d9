// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/service/test_answer.h"

#include <QTest>

using namespace keystead;
using namespace keystead::service;
using namespace std::chrono_literals;
using base::ErrorCode;
using Verdict = model::TestReport::Verdict;

class TstTestAnswer : public QObject
{
    Q_OBJECT

private:
    const base::WallTime m_now = *base::fromRfc3339("2026-11-22T12:00:00Z");

    static net::HttpResponse answer(int status, std::string_view body,
                                    std::vector<std::pair<std::string, std::string>> headers = {})
    {
        net::HttpResponse response;
        response.status = status;
        response.headers = std::move(headers);
        response.body = base::Secret::fromText(body);
        return response;
    }
    model::TestReport read(const net::HttpResponse& response, const model::ProviderSpec& spec,
                           const model::Connection& connection = {}) const
    {
        model::TestReport report;
        readTestAnswer(report, response, spec, connection, m_now);
        return report;
    }
    static model::ProviderSpec spec()
    {
        model::ProviderSpec spec;
        spec.test.emplace();
        spec.test->okPointer = "/ok";
        spec.test->accountPointer = "/user/name";
        spec.test->scopesHeader = "X-OAuth-Scopes";
        spec.rateLimit = {"X-Limit", "X-Remaining", "X-Reset", "epoch_s", {403, 429}};
        return spec;
    }

private Q_SLOTS:
    void readsAccountAndScopes()
    {
        model::Connection connection;
        connection.scopesRequested = {"repo", "read:user"};
        const auto report =
            read(answer(200, "{\"ok\":true,\"user\":{\"name\":\"ada\"}}", {{"x-oauth-scopes", "repo, user"}}), spec(),
                 connection);
        QVERIFY(report.verdict == Verdict::Works);
        QCOMPARE(report.account, std::string{"ada"});
        QCOMPARE(report.scopesGranted, (std::vector<std::string>{"repo", "user"}));
        QVERIFY(report.scopesMissing.empty());
    }

    void namesScopesThatAreMissing()
    {
        model::Connection connection;
        connection.scopesRequested = {"repo", "gist"};
        const auto report = read(answer(200, "{\"ok\":true,\"user\":{\"name\":\"ada\"}}", {{"x-oauth-scopes", "repo"}}),
                                 spec(), connection);
        QVERIFY(report.verdict == Verdict::MissingScopes);
        QCOMPARE(report.scopesMissing, std::vector<std::string>{"gist"});
    }

    void seesARefusalInsideA200_data()
    {
        QTest::addColumn<QByteArray>("body");
        QTest::addColumn<int>("verdict");
        QTest::newRow("wrong token") << QByteArray("{\"ok\":false,\"error\":\"invalid_auth\"}")
                                     << int(Verdict::WrongCredential);
        QTest::newRow("missing scope") << QByteArray("{\"ok\":false,\"error\":\"missing_scope\"}")
                                       << int(Verdict::MissingScopes);
        QTest::newRow("rate limited") << QByteArray("{\"ok\":false,\"error\":\"ratelimited\"}")
                                      << int(Verdict::ProviderFault);
        QTest::newRow("html") << QByteArray("<html>hello</html>") << int(Verdict::ProviderFault);
        QTest::newRow("no ok at all") << QByteArray("{}") << int(Verdict::WrongCredential);
    }
    void seesARefusalInsideA200()
    {
        QFETCH(const QByteArray, body);
        QFETCH(const int, verdict);
        QCOMPARE(int(read(answer(200, body.toStdString()), spec()).verdict), verdict);
    }

    void tellsARateLimitFromAMissingRight()
    {
        const auto limited =
            read(answer(403, "{}", {{"x-limit", "60"}, {"x-remaining", "0"}, {"x-reset", "1795349100"}}), spec());
        QCOMPARE(limited.error->code, ErrorCode::TooManyRequests);
        QCOMPARE(*limited.rateLimit->limit, std::int64_t{60});
        QCOMPARE(*limited.rateLimit->resetsAt - m_now, std::chrono::milliseconds{5min});
        const auto forbidden = read(answer(403, "{}", {{"x-limit", "60"}, {"x-remaining", "59"}}), spec());
        QVERIFY(forbidden.verdict == Verdict::MissingScopes);
    }

    void stripsWhatAProviderPutsIntoAName() // SECURITY 22
    {
        const auto report = read(answer(200, "{\"ok\":true,\"user\":{\"name\":\"ada\\u202Egnp.exe\"}}"), spec());
        QVERIFY(report.account.find("\u202E") == std::string::npos);
    }

    void readsDurations_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<qint64>("expected");
        QTest::newRow("seconds") << QByteArray("60") << qint64{60'000};
        QTest::newRow("fraction") << QByteArray("2.5") << qint64{2500};
        QTest::newRow("mixed") << QByteArray("1m30s") << qint64{90'000};
        QTest::newRow("milliseconds") << QByteArray("6ms") << qint64{6};
        QTest::newRow("empty") << QByteArray("") << qint64{-1};
        QTest::newRow("negative") << QByteArray("-5") << qint64{-1};
        QTest::newRow("words") << QByteArray("soon") << qint64{-1};
        QTest::newRow("huge") << QByteArray("1e300") << qint64{-1};
    }
    void readsDurations()
    {
        QFETCH(const QByteArray, text);
        QFETCH(const qint64, expected);
        const auto duration = parseResetDuration(text.toStdString());
        QCOMPARE(duration ? qint64{duration->count()} : qint64{-1}, expected);
    }
};

QTEST_GUILESS_MAIN(TstTestAnswer)
#include "tst_test_answer.moc"
