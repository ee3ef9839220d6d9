// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/oauth/redirect.h"
#include "tests/oauth/oauth_helpers.h"

#include <QTest>

using namespace keystead;
using base::ErrorCode;

namespace {

oauth::RedirectExpectation expectation(bool issRequired = false, const std::string& issuer = "https://login.example")
{
    return {test::secret("right"), issuer, issRequired};
}

} // namespace

class TestRedirect : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void givesTheCode()
    {
        const auto answer = oauth::parseRedirectQuery("code=a%2Fb+c&state=right&scope=read%20write", expectation());
        QVERIFY(answer);
        QCOMPARE(answer->code.exposeText(), std::string_view{"a/b c"});
        QCOMPARE(answer->scope, std::string{"read write"});
    }
    // SECURITY 2, SECURITY 3
    void refusals_data()
    {
        QTest::addColumn<QByteArray>("query");
        QTest::addColumn<bool>("issRequired");
        QTest::addColumn<int>("code");
        const auto row = [](const char* name, const char* query, bool required, ErrorCode code) {
            QTest::newRow(name) << QByteArray(query) << required << static_cast<int>(code);
        };
        row("no state", "code=1", false, ErrorCode::OAuthStateMismatch);
        row("wrong state", "code=1&state=wrong", false, ErrorCode::OAuthStateMismatch);
        row("empty state", "code=1&state=", false, ErrorCode::OAuthStateMismatch);
        row("prefix of the state", "code=1&state=righ", false, ErrorCode::OAuthStateMismatch);
        row("state in another case", "code=1&state=Right", false, ErrorCode::OAuthStateMismatch);
        row("state twice", "code=1&state=right&state=right", false, ErrorCode::OAuthStateMismatch);
        row("error without state", "error=access_denied", false, ErrorCode::OAuthStateMismatch);
        row("another issuer", "code=1&state=right&iss=https%3A%2F%2Fevil.example", false,
            ErrorCode::OAuthIssuerMismatch);
        row("issuer with a slash more", "code=1&state=right&iss=https%3A%2F%2Flogin.example%2F", true,
            ErrorCode::OAuthIssuerMismatch);
        row("issuer missing", "code=1&state=right", true, ErrorCode::OAuthIssuerMismatch);
        row("issuer twice", "code=1&state=right&iss=https%3A%2F%2Flogin.example&iss=https%3A%2F%2Flogin.example", false,
            ErrorCode::OAuthIssuerMismatch);
        row("issuer wrong beside an error", "error=access_denied&state=right&iss=https%3A%2F%2Fevil.example", false,
            ErrorCode::OAuthIssuerMismatch);
        row("the person said no", "error=access_denied&state=right&error_description=No+thanks", false,
            ErrorCode::OAuthAccessDenied);
        row("the server's other errors", "error=server_error&state=right", false, ErrorCode::OAuthServerRefused);
        row("error and code", "error=invalid_scope&code=1&state=right", false, ErrorCode::OAuthServerRefused);
        row("no code", "state=right", false, ErrorCode::ParseError);
        row("empty code", "code=&state=right", false, ErrorCode::ParseError);
        row("code twice", "code=1&code=2&state=right", false, ErrorCode::ParseError);
        row("malformed escape", "code=%zz&state=right", false, ErrorCode::ParseError);
        row("nothing", "", false, ErrorCode::OAuthStateMismatch);
    }
    void refusals()
    {
        QFETCH(QByteArray, query);
        QFETCH(bool, issRequired);
        QFETCH(int, code);
        const auto answer = oauth::parseRedirectQuery(query.toStdString(), expectation(issRequired));
        QVERIFY(!answer);
        QCOMPARE(static_cast<int>(answer.error().code), code);
    }
    void acceptsTheRightIssuer()
    {
        QVERIFY(oauth::parseRedirectQuery("code=1&state=right&iss=https%3A%2F%2Flogin.example", expectation(true)));
        QVERIFY(oauth::parseRedirectQuery("code=1&state=right&iss=https%3A%2F%2Flogin.example%2Fabc-1%2Fv2",
                                          expectation(true, "https://login.example/{tenantid}/v2")));
        QVERIFY(!oauth::parseRedirectQuery("code=1&state=right&iss=https%3A%2F%2Flogin.example%2Fa%2Fb%2Fv2",
                                           expectation(true, "https://login.example/{tenantid}/v2")));
    }
    void neverMatchesAnEmptyState()
    {
        QVERIFY(!oauth::parseRedirectQuery("code=1&state=", {base::Secret{}, {}, false}));
    }
    // SECURITY 22
    void cleansTheServersWords()
    {
        const auto answer = oauth::parseRedirectQuery(
            "error=odd%1B[31m&error_description=%E2%80%AEevil%0A%3Cb%3E&state=right", expectation());
        QVERIFY(!answer);
        QVERIFY(answer.error().detail.find('\x1b') == std::string::npos);
        QVERIFY(answer.error().detail.find("\xE2\x80\xAE") == std::string::npos);
        QVERIFY(answer.error().detail.find('\n') == std::string::npos);
    }
    void pastedAddresses_data()
    {
        QTest::addColumn<QByteArray>("pasted");
        QTest::addColumn<QByteArray>("query");
        const auto row = [](const char* name, const char* pasted, const char* query) {
            QTest::newRow(name) << QByteArray(pasted) << QByteArray(query);
        };
        row("whole", "http://127.0.0.1:5/callback?code=1&state=s", "code=1&state=s");
        row("with space and quotes", "  \"http://127.0.0.1:5/callback?code=1&state=s\" \n", "code=1&state=s");
        row("with a tail", "http://127.0.0.1:5/callback?code=1&state=s#_=_", "code=1&state=s");
        row("the query alone", "?code=1&state=s", "code=1&state=s");
        row("the query alone, bare", "code=1&state=s&iss=https://login.example",
            "code=1&state=s&iss=https://login.example");
        row("another port", "http://127.0.0.1:6/callback?code=1&state=s", nullptr);
        row("another host", "https://evil.example/callback?code=1&state=s", nullptr);
        row("longer path", "http://127.0.0.1:5/callbackx?code=1&state=s", nullptr);
        row("a bare code", "4/0AbCdEf", nullptr);
        row("nothing", "   ", nullptr);
    }
    void pastedAddresses()
    {
        QFETCH(QByteArray, pasted);
        QFETCH(QByteArray, query);
        const auto found = oauth::queryFromPasted(pasted.toStdString(), "http://127.0.0.1:5/callback");
        QCOMPARE(found.has_value(), !query.isNull());
        if (found)
            QCOMPARE(QByteArray::fromStdString(*found), query);
        else
            QCOMPARE(found.error().code, ErrorCode::InvalidArgument);
    }
};

QTEST_GUILESS_MAIN(TestRedirect)
#include "tst_redirect.moc"
