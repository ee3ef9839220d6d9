// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/oauth/retry_after.h"
#include "core/oauth/token_client.h"
#include "tests/oauth/oauth_helpers.h"

#include <QTest>

using namespace keystead;
using base::ErrorCode;

namespace {

constexpr base::WallTime now{std::chrono::seconds{1'800'000'000}};

auto parse(std::string_view body, const model::OAuthSpec& spec = {}, int status = 200,
           std::string_view type = "application/json")
{
    return oauth::parseTokenResponse(status, type, body, spec, now);
}

} // namespace

class TestTokenResponse : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    // RFC 6749 section 5.1
    void readsTheRfcExample()
    {
        const auto tokens = parse("{\"access_token\":\"2YotnFZFEjr1zCsicMWpAA\",\"token_type\":\"example\",\"expires_"
                                  "in\":3600,\"refresh_token\":\"tGzv3JOkF0XG5Qx2TlKWIA\"}",
                                  [] {
                                      model::OAuthSpec spec;
                                      spec.bearerTokenTypes = {"example"};
                                      return spec;
                                  }());
        QVERIFY(tokens);
        QCOMPARE(tokens->accessToken.exposeText(), std::string_view{"2YotnFZFEjr1zCsicMWpAA"});
        QCOMPARE(test::exposed(tokens->refreshToken), std::string{"tGzv3JOkF0XG5Qx2TlKWIA"});
        QCOMPARE(*tokens->expiresAt, now + std::chrono::hours{1});
        QVERIFY(!tokens->scopes);
    }
    // SECURITY 9
    void tokenTypes_data()
    {
        QTest::addColumn<QByteArray>("type");
        QTest::addColumn<bool>("accepted");
        QTest::newRow("Bearer") << QByteArray("Bearer") << true;
        QTest::newRow("bearer") << QByteArray("bearer") << true;
        QTest::newRow("declared") << QByteArray("User") << true;
        QTest::newRow("DPoP") << QByteArray("DPoP") << false;
        QTest::newRow("mac") << QByteArray("mac") << false;
        QTest::newRow("N_A") << QByteArray("N_A") << false;
    }
    void tokenTypes()
    {
        QFETCH(QByteArray, type);
        QFETCH(bool, accepted);
        model::OAuthSpec spec;
        spec.bearerTokenTypes = {"user"};
        const auto tokens =
            parse("{\"access_token\":\"canary-token\",\"token_type\":\"" + type.toStdString() + "\"}", spec);
        QCOMPARE(tokens.has_value(), accepted);
        if (!accepted) {
            QCOMPARE(tokens.error().error.code, ErrorCode::BadResponse);
            QVERIFY(tokens.error().error.detail.find("canary") == std::string::npos);
        }
    }
    void expiryHasManyForms_data()
    {
        QTest::addColumn<QByteArray>("json");
        QTest::addColumn<qint64>("seconds"); // -1: none
        QTest::newRow("number") << QByteArray("3600") << qint64{3600};
        QTest::newRow("text") << QByteArray("\"3600\"") << qint64{3600};
        QTest::newRow("decimal") << QByteArray("3600.0") << qint64{3600};
        QTest::newRow("zero means never") << QByteArray("0") << qint64{-1};
        QTest::newRow("negative") << QByteArray("-5") << qint64{-1};
        QTest::newRow("null falls back") << QByteArray("null") << qint64{7200};
        QTest::newRow("word falls back") << QByteArray("\"soon\"") << qint64{7200};
        QTest::newRow("too large") << QByteArray("1e300") << qint64{7200};
        QTest::newRow("beyond a century") << QByteArray("99999999999") << qint64{-1};
    }
    void expiryHasManyForms()
    {
        QFETCH(QByteArray, json);
        QFETCH(qint64, seconds);
        model::OAuthSpec spec;
        spec.accessTokenLifetime = std::chrono::seconds{7200};
        const auto tokens = parse("{\"access_token\":\"t\",\"expires_in\":" + json.toStdString() + "}", spec);
        QVERIFY(tokens);
        QCOMPARE(tokens->expiresAt.has_value(), seconds >= 0);
        if (seconds >= 0)
            QCOMPARE(*tokens->expiresAt, now + std::chrono::seconds{seconds});
    }
    void scopesHaveManyForms()
    {
        model::OAuthSpec comma;
        comma.scopeResponseSeparator = ",";
        using Scopes = std::vector<std::string>;
        QCOMPARE(*parse("{\"access_token\":\"t\",\"scope\":\"a b  c\"}")->scopes, (Scopes{"a", "b", "c"}));
        QCOMPARE(*parse("{\"access_token\":\"t\",\"scope\":\"repo,read:user\"}", comma)->scopes,
                 (Scopes{"repo", "read:user"}));
        QCOMPARE(*parse("{\"access_token\":\"t\",\"scope\":[\"a\",\"b\"]}")->scopes, (Scopes{"a", "b"}));
        QCOMPARE(*parse("{\"access_token\":\"t\",\"scope\":\"\"}")->scopes, Scopes{});
        model::OAuthSpec elsewhere;
        elsewhere.scopeResponsePointer = "/scopes";
        QCOMPARE(*parse("{\"access_token\":\"t\",\"scopes\":\"account email\"}", elsewhere)->scopes,
                 (Scopes{"account", "email"}));
    }
    // Slack's shape: nested tokens, ok flag, error with 200.
    void readsNestedTokensAndOkFlags()
    {
        model::OAuthSpec spec;
        spec.tokenErrorOn200 = true;
        spec.okPointer = "/ok";
        spec.accessTokenPaths = {"/authed_user/access_token", "/access_token"};
        spec.refreshTokenPaths = {"/authed_user/refresh_token", "/refresh_token"};
        spec.expiresInPaths = {"/authed_user/expires_in", "/expires_in"};
        spec.scopeResponsePointer = "/authed_user/scope";
        spec.scopeResponseSeparator = ",";
        spec.bearerTokenTypes = {"user", "bot"};
        spec.tokenCapture = {{"team", "/team/id"}};
        const auto tokens =
            parse("{\"ok\":true,\"token_type\":\"bot\",\"team\":{\"id\":\"T1\"},\"authed_user\":{\"access_token\":"
                  "\"xoxe\",\"token_type\":\"user\",\"refresh_token\":\"r\",\"expires_in\":43200,\"scope\":\"a,b\"}}",
                  spec);
        QVERIFY(tokens);
        QCOMPARE(tokens->accessToken.exposeText(), std::string_view{"xoxe"});
        QCOMPARE(tokens->captured.at("team"), std::string{"T1"});
        QCOMPARE(tokens->scopes->size(), std::size_t{2});
        const auto flat = parse("{\"ok\":true,\"access_token\":\"xoxb\",\"token_type\":\"bot\"}", spec);
        QVERIFY(flat);
        const auto refused = parse("{\"ok\":false,\"error\":\"invalid_code\"}", spec);
        QVERIFY(!refused);
        QCOMPARE(refused.error().error.code, ErrorCode::OAuthServerRefused);
        QVERIFY(!parse("{\"ok\":false,\"access_token\":\"t\"}", spec));
    }
    void readsForms()
    {
        const auto tokens = parse("access_token=gho_1&scope=repo%2Cgist&token_type=bearer", {}, 200,
                                  "application/x-www-form-urlencoded; charset=utf-8");
        QVERIFY(tokens);
        QCOMPARE(tokens->accessToken.exposeText(), std::string_view{"gho_1"});
        QVERIFY(parse("access_token=a&token_type=bearer", {}, 200, "text/plain"));
        QVERIFY(!parse("access_token=a&access_token=b", {}, 200, "application/x-www-form-urlencoded"));
        const auto refused = parse("error=bad_verification_code&error_description=The+code+is+wrong", {}, 200,
                                   "application/x-www-form-urlencoded");
        QCOMPARE(refused.error().error.code, ErrorCode::OAuthServerRefused);
        // JSON under a wrong content type
        QVERIFY(parse("{\"access_token\":\"t\"}", {}, 200, "text/html"));
    }
    // Errors are looked for before tokens, whatever the status.
    void errors_data()
    {
        QTest::addColumn<int>("status");
        QTest::addColumn<QByteArray>("body");
        QTest::addColumn<int>("code");
        const auto row = [](const char* name, int status, const char* body, ErrorCode code) {
            QTest::newRow(name) << status << QByteArray(body) << static_cast<int>(code);
        };
        row("invalid_grant", 400, "{\"error\":\"invalid_grant\"}", ErrorCode::OAuthInvalidGrant);
        row("invalid_grant with 401", 401, "{\"error\":\"invalid_grant\"}", ErrorCode::OAuthInvalidGrant);
        row("invalid_grant with 200", 200, "{\"error\":\"invalid_grant\",\"access_token\":\"t\"}",
            ErrorCode::OAuthInvalidGrant);
        row("an alias of it", 200, "{\"error\":\"bad_refresh_token\"}", ErrorCode::OAuthInvalidGrant);
        row("invalid_grant with 503 proves nothing", 503, "{\"error\":\"invalid_grant\"}", ErrorCode::ServerError);
        row("invalid_grant with 429 proves nothing", 429, "{\"error\":\"invalid_grant\"}", ErrorCode::TooManyRequests);
        row("invalid_client", 401, "{\"error\":\"invalid_client\"}", ErrorCode::OAuthInvalidClient);
        row("unauthorized_client", 400, "{\"error\":\"unauthorized_client\"}", ErrorCode::OAuthInvalidClient);
        row("invalid_scope", 400, "{\"error\":\"invalid_scope\"}", ErrorCode::OAuthInvalidScope);
        row("temporarily_unavailable", 400, "{\"error\":\"temporarily_unavailable\"}", ErrorCode::ServerError);
        row("unknown code", 400, "{\"error\":\"interaction_required\"}", ErrorCode::OAuthServerRefused);
        row("an object", 400, "{\"error\":{\"code\":\"190\",\"type\":\"OAuthException\"}}",
            ErrorCode::OAuthServerRefused);
        row("400 without error", 400, "{\"message\":\"no\"}", ErrorCode::OAuthServerRefused);
        row("403 without error", 403, "{\"message\":\"no\"}", ErrorCode::Forbidden);
        row("redirect", 302, "", ErrorCode::RedirectRefused);
        row("500", 500, "oops", ErrorCode::ServerError);
        row("HTML with 200", 200, "<!doctype html><html>canary</html>", ErrorCode::BadResponse);
        row("HTML with 404", 404, "<html>canary</html>", ErrorCode::BadResponse);
        row("garbage", 200, "\x01\x02 canary", ErrorCode::BadResponse);
        row("empty", 200, "", ErrorCode::BadResponse);
        row("cut JSON", 200, "{\"access_token\":\"canary", ErrorCode::BadResponse);
        row("a list", 200, "[\"canary\"]", ErrorCode::BadResponse);
        row("no token", 200, "{\"token_type\":\"bearer\"}", ErrorCode::BadResponse);
        row("empty token", 200, "{\"access_token\":\"\"}", ErrorCode::BadResponse);
        row("token of another type", 200, "{\"access_token\":12}", ErrorCode::BadResponse);
        row("token with a line end", 200, "{\"access_token\":\"a\\r\\nX: canary\"}", ErrorCode::BadResponse);
        row("duplicate key", 200, "{\"access_token\":\"canary\",\"access_token\":\"b\"}", ErrorCode::BadResponse);
    }
    void errors()
    {
        QFETCH(int, status);
        QFETCH(QByteArray, body);
        QFETCH(int, code);
        model::OAuthSpec spec;
        spec.invalidGrantErrors = {"bad_refresh_token"};
        const auto tokens = parse(body.toStdString(), spec, status);
        QVERIFY(!tokens);
        QCOMPARE(static_cast<int>(tokens.error().error.code), code);
        QVERIFY(!tokens.error().error.detail.empty());
        QVERIFY(tokens.error().error.detail.find("canary") == std::string::npos);
    }
    // SECURITY 24
    void deepJsonIsRefused()
    {
        std::string deep = "{\"access_token\":\"t\",\"x\":";
        deep += std::string(40, '[') + std::string(40, ']') + "}";
        QCOMPARE(parse(deep).error().error.code, ErrorCode::BadResponse);
    }
    // SECURITY 22
    void theServersWordsAreCleanedAndRedacted()
    {
        const auto refused = parse(
            "{\"error\":\"odd\",\"error_description\":\"\\u001b[31m\\u202etoken "
            "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxMjM0NTY3ODkwIn0.dozjgNryP4J3jVmNHl0w5N_XgL0n3I9PlFUP0THsR8U was bad\"}",
            {}, 400);
        const std::string detail = refused.error().error.detail;
        QVERIFY(detail.find("eyJ") == std::string::npos);
        QVERIFY(detail.find('\x1b') == std::string::npos);
        QVERIFY(detail.find("\xE2\x80\xAE") == std::string::npos);
    }
    void retryAfterHasManyForms_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<qint64>("milliseconds"); // -1: none
        QTest::newRow("seconds") << QByteArray("120") << qint64{120'000};
        QTest::newRow("fraction") << QByteArray("1.5") << qint64{1'500};
        QTest::newRow("zero") << QByteArray("0") << qint64{0};
        QTest::newRow("date in 30 s") << QByteArray("Sun, 06 Nov 1994 08:49:37 GMT") << qint64{30'000};
        QTest::newRow("date gone by") << QByteArray("Sun, 06 Nov 1994 08:00:00 GMT") << qint64{0};
        QTest::newRow("RFC 3339") << QByteArray("1994-11-06T08:50:07Z") << qint64{60'000};
        QTest::newRow("absurd") << QByteArray("99999999999") << qint64{86'400'000};
        QTest::newRow("negative") << QByteArray("-1") << qint64{-1};
        QTest::newRow("word") << QByteArray("soon") << qint64{-1};
        QTest::newRow("empty") << QByteArray("") << qint64{-1};
    }
    void retryAfterHasManyForms()
    {
        QFETCH(QByteArray, text);
        QFETCH(qint64, milliseconds);
        const auto wait =
            oauth::parseRetryAfter(text.toStdString(), *base::fromHttpDate("Sun, 06 Nov 1994 08:49:07 GMT"));
        QCOMPARE(wait.has_value(), milliseconds >= 0);
        if (wait)
            QCOMPARE(qint64{wait->count()}, milliseconds);
    }
};

QTEST_GUILESS_MAIN(TestTokenResponse)
#include "tst_token_response.moc"
