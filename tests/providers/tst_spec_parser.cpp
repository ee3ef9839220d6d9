// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/providers/spec_parser.h"

#include <QFile>
#include <QTest>

using namespace keystead;
using namespace keystead::providers;
using base::ErrorCode;

namespace {

QByteArray readSample()
{
    QFile file(QStringLiteral(KEYSTEAD_SOURCE_DIR "/tests/data/providers/acme.json"));
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

const QByteArray sample = readSample();

std::string_view view(const QByteArray& bytes)
{
    return {bytes.constData(), static_cast<std::size_t>(bytes.size())};
}

} // namespace

class TestSpecParser : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void readsEachPart()
    {
        const auto spec = parseSpec(view(sample), SpecSource::BuiltIn);
        QVERIFY2(spec, spec ? "" : spec.error().detail.c_str());
        QCOMPARE(spec->id, std::string{"acme"});
        QCOMPARE(spec->methods.size(), 2U);
        QCOMPARE(spec->methods[1].kind, model::AuthKind::ApiKey);
        QVERIFY(spec->methods[1].fields[0].secret);
        QVERIFY(spec->urlParameters[1].optional);
        QCOMPARE(spec->oauth->supportsPkce, std::optional<bool>{false});
        QCOMPARE(spec->oauth->redirectPorts, std::vector<int>{8400});
        QCOMPARE(spec->oauth->scopeSeparator, std::string{" "});
        QCOMPARE(spec->test->accountPointer, std::string{"/name"});
        QVERIFY(!spec->jwt);
        QVERIFY(!spec->userDefined && !spec->loopbackHttpAllowed);
        const auto again = parseSpec(specToJson(*spec), SpecSource::BuiltIn);
        QVERIFY(again && *again == *spec);
    }

    // One replacement in the sample, and the field that must be named for it. SECURITY 12, 18, 22
    void refuses_data()
    {
        QTest::addColumn<QByteArray>("from");
        QTest::addColumn<QByteArray>("by");
        QTest::addColumn<QByteArray>("field");
        const auto row = [](const char* title, const char* from, const char* by, const char* field) {
            QTest::newRow(title) << QByteArray(from) << QByteArray(by) << QByteArray(field);
        };
        row("typo at the top", "\"notes\"", "\"nots\"", "nots: is not a known key");
        row("typo inside", "\"token_url\"", "\"tokn_url\"", "oauth.tokn_url: is not a known key");
        row("typo in a list", "\"pattern\"", "\"patern\"", "methods[0].fields[0].patern: is not a known key");
        row("wrong type", "\"secret\": true", "\"secret\": \"yes\"",
            "methods[1].fields[0].secret: must be true or false");
        row("number for text", "\"Acme\"", "7", "display_name: must be a string");
        row("object for list", "[\"A note.\"]", "{}", "notes: must be an array");
        row("negative port", "[8400]", "[-1]", "oauth.redirect_ports[0]: must be a whole number");
        row("low port", "[8400]", "[80]", "oauth.redirect_ports");
        row("unknown kind", "\"kind\": \"api_key\"", "\"kind\": \"magic\"", "methods[1].kind");
        row("kind twice", "\"kind\": \"api_key\"", "\"kind\": \"oauth2\"", "methods[1].kind");
        row("schema", "\"schema_version\": 1", "\"schema_version\": 2", "schema_version");
        row("bad id", "\"id\": \"acme\"", "\"id\": \"../acme\"", "id: is not a usable id");
        row("practice category", "\"developer\"", "\"practice\"", "category");
        row("script docs", "https://acme.example/docs", "javascript:alert(1)", "docs_url: must begin with https://");
        row("http docs", "https://acme.example/docs", "http://acme.example/docs", "docs_url");
        row("userinfo docs", "https://acme.example/docs", "https://a:b@acme.example/docs",
            "docs_url: must not hold a user name");
        row("escaped control", "https://acme.example/docs", "https://acme.example/\\u000adocs", "docs_url");
        row("option-like", "https://acme.example/docs", "--help", "docs_url");
        row("script setup", "https://{host}/apps\",", "javascript:{host}\",", "methods[0].setup_url");
        row("http token", "https://{host}/token", "http://{host}/token", "oauth.token_url");
        row("loopback token", "https://{host}/token", "http://127.0.0.1/token", "oauth.token_url");
        row("userinfo token", "https://{host}/token", "https://{host}@evil.test/token", "oauth.token_url");
        row("host as tail", "https://{host}/token", "https://{host}{base}/token", "oauth.token_url");
        row("text as host", "https://{host}/token", "https://{client_id}/token", "oauth.token_url");
        row("url behind a host", "https://{host}/token", "https://{host}/{base}", "oauth.token_url");
        row("url continued", "https://{host}/token", "{base}.evil.test/token", "oauth.token_url");
        row("unknown placeholder", "https://{host}/token", "https://{hots}/token", "oauth.token_url: uses {hots}");
        row("open brace", "https://{host}/token", "https://{host/token",
            "oauth.token_url: has a malformed placeholder");
        row("token in a url", "https://{host}/apps/{client_id}", "https://{host}/{access_token}",
            "oauth.revoke.url: uses {access_token}");
        row("no token url", "\"token_url\": \"https://{host}/token\",", "", "oauth.token_url: is missing");
        row("fixed state", "\"access_type\"", "\"state\"", "oauth.extra_authorization_params.state");
        row("fixed challenge", "\"access_type\"", "\"code_challenge\"",
            "oauth.extra_authorization_params.code_challenge");
        row("own host header", "{\"Accept\"", "{\"Host\"", "api_headers.Host");
        row("authorization header", "{\"Accept\"", "{\"authorization\"", "api_headers.authorization");
        row("header injection", "\"application/json\"", "\"a\\r\\nX-Evil: 1\"", "api_headers.Accept: holds a control");
        row("header name", "\"X-Key\"", "\"X Key\"", "api_auth.name: is not a header name");
        row("bidi name", "\"Acme\"", "\"Ac\\u202eme\"", "display_name: holds a control or invisible character");
        row("catastrophic pattern", "[a-z]+", "([a-z]+)+", "methods[0].fields[0].pattern");
        row("broken pattern", "[a-z]+", "[a-z", "methods[0].fields[0].pattern");
        row("missing secret field", "\"name\": \"api_key\"", "\"name\": \"other\"",
            "methods[1].fields: lack the secret field api_key");
        row("secret not marked", ", \"secret\": true", "", "methods[1].fields[0].secret: must be true");
        row("bad default", "\"default\": \"acme.example\"", "\"default\": \"https://acme.example\"",
            "url_parameters[0].default");
        row("bad format", "\"format\": \"url\"", "\"format\": \"uri\"", "url_parameters[1].format");
        row("parameter twice", "\"name\": \"base\"", "\"name\": \"host\"", "url_parameters[1].name: is used twice");
        row("no pointer", "\"/name\"", "\"name\"", "test.account_pointer");
        row("icon elsewhere", "\"docs_url\"", "\"icon\": \"../../secret\", \"docs_url\"",
            "icon: is not an icon's name");
        row("null", "[\"A note.\"]", "null", "notes: must be an array");
    }
    void refuses()
    {
        QFETCH(QByteArray, from);
        QFETCH(QByteArray, by);
        QFETCH(QByteArray, field);
        QByteArray hostile = sample;
        QVERIFY(hostile.contains(from));
        hostile.replace(from, by);
        std::vector<model::Problem> problems;
        const auto spec = parseSpec(view(hostile), SpecSource::BuiltIn, &problems);
        QVERIFY(!spec);
        QCOMPARE(spec.error().code, ErrorCode::ValidationFailed);
        QVERIFY(!problems.empty());
        const std::string text = describe(problems);
        QVERIFY2(QByteArray::fromStdString(text).contains(field), text.c_str());
        QCOMPARE(spec.error().detail, text);
    }

    // SECURITY 24
    void refusesJsonOutOfBounds_data()
    {
        QTest::addColumn<QByteArray>("json");
        QTest::addColumn<int>("code");
        const auto row = [](const char* title, const QByteArray& json, ErrorCode code) {
            QTest::newRow(title) << json << static_cast<int>(code);
        };
        row("empty", "", ErrorCode::ParseError);
        row("html", "<html>", ErrorCode::ParseError);
        row("cut off", sample.left(sample.size() / 2), ErrorCode::ParseError);
        row("trailing text", sample + "x", ErrorCode::ParseError);
        row("duplicate key", QByteArray(sample).replace("\"notes\"", "\"id\""), ErrorCode::ParseError);
        row("invalid UTF-8", QByteArray(sample).replace("A note.", "\xFF"), ErrorCode::ParseError);
        row("deep", QByteArray(5000, '[') + QByteArray(5000, ']'), ErrorCode::LimitExceeded);
        row("two MiB", QByteArray(sample).replace("A note.", QByteArray(2 * 1024 * 1024, 'a')),
            ErrorCode::LimitExceeded);
        row("array", "[]", ErrorCode::ValidationFailed);
        row("string", "\"x\"", ErrorCode::ValidationFailed);
        row("nothing in it", "{}", ErrorCode::ValidationFailed);
    }
    void refusesJsonOutOfBounds()
    {
        QFETCH(QByteArray, json);
        QFETCH(int, code);
        const auto spec = parseSpec(view(json), SpecSource::UserDefined);
        QVERIFY(!spec);
        QCOMPARE(static_cast<int>(spec.error().code), code);
        QVERIFY(spec.error().detail.size() < 20'000);
    }

    void tellsEveryProblemAtOnce()
    {
        QByteArray hostile = sample;
        hostile.replace("https://{host}/token", "http://evil.test")
            .replace("\"Acme\"", "\"\"")
            .replace("\"notes\"", "\"remarks\"");
        std::vector<model::Problem> problems;
        QVERIFY(!parseSpec(view(hostile), SpecSource::BuiltIn, &problems));
        QCOMPARE(problems.size(), 3U);
    }

    void httpIsForLoopbackOfUserDefinedOnesOnly()
    {
        QByteArray local = sample;
        local.replace("https://{host}/token", "http://127.0.0.1:8080/token");
        QVERIFY(!parseSpec(view(local), SpecSource::BuiltIn));
        const auto spec = parseSpec(view(local), SpecSource::UserDefined);
        QVERIFY2(spec, spec ? "" : spec.error().detail.c_str());
        QVERIFY(spec->userDefined && spec->loopbackHttpAllowed);
        local.replace("http://127.0.0.1:8080", "http://192.168.0.1:8080");
        QVERIFY(!parseSpec(view(local), SpecSource::UserDefined));
        local.replace("http://192.168.0.1:8080", "http://127.0.0.1.evil.test");
        QVERIFY(!parseSpec(view(local), SpecSource::UserDefined));
    }

    void manyProblemsStayReadable()
    {
        QByteArray json = "{";
        for (int i = 0; i < 3000; ++i)
            json += "\"k" + QByteArray::number(i) + "\":1,";
        json += "\"id\":\"x\"}";
        std::vector<model::Problem> problems;
        QVERIFY(!parseSpec(view(json), SpecSource::UserDefined, &problems));
        QCOMPARE(problems.size(), 100U);
    }
};

QTEST_APPLESS_MAIN(TestSpecParser)
#include "tst_spec_parser.moc"
