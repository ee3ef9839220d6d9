// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/model/provider_spec.h"

#include <QTest>

using namespace keystead;
using namespace keystead::model;

namespace {

using Parameters = std::map<std::string, std::string>;

UrlParameter parameter(const char* name, const char* format, const char* value = "", bool optional = false)
{
    UrlParameter p;
    p.name = name;
    p.format = format;
    p.defaultValue = value;
    p.optional = optional;
    p.allowLoopback = p.format == "url";
    return p;
}

ProviderSpec spec()
{
    ProviderSpec s;
    s.urlParameters = {parameter("host", "host", "git.example.com"), parameter("tenant", "identifier"),
                       parameter("issuer", "url"), parameter("test_url", "url", "", true),
                       parameter("prefix", "text", "", true)};
    UrlParameter optIn = parameter("allow_loopback_http", "identifier", "no");
    optIn.choices = {"no", "yes"};
    s.urlParameters.push_back(optIn);
    return s;
}

} // namespace

class TestTemplates : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void expands_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("name");
        QTest::addColumn<QString>("value");
        QTest::addColumn<QString>("result");
        const auto row = [](const char* title, const char* text, const char* name, const char* value,
                            const char* result) { QTest::newRow(title) << text << name << value << result; };
        row("default", "https://{host}/api", "x", "", "https://git.example.com/api");
        row("given", "https://{host}/api", "host", "my.server:8443", "https://my.server:8443/api");
        row("empty means default", "https://{host}/api", "host", "", "https://git.example.com/api");
        row("twice", "https://{host}/{host}", "host", "a.b", "https://a.b/a.b");
        row("identifier", "https://login.example/{tenant}/v2", "tenant", "contoso.com",
            "https://login.example/contoso.com/v2");
        row("whole url", "{issuer}", "issuer", "https://id.example.com/realm/", "https://id.example.com/realm/");
        row("one slash", "{issuer}/.well-known/openid-configuration", "issuer", "https://id.example.com/realm/",
            "https://id.example.com/realm/.well-known/openid-configuration");
        row("optional url left out", "{test_url}", "x", "", "");
        row("optional url with a path left out", "{test_url}/me", "x", "", "");
        row("optional text left out", "{prefix}", "x", "", "");
        row("text keeps its space", "{prefix}", "prefix", "Token ", "Token ");
        row("public field is encoded in a url", "https://api.example/apps/{client_id}/token", "client_id",
            "a/../b?c#d@e", "https://api.example/apps/a%2F..%2Fb%3Fc%23d%40e/token");
        row("public field is plain elsewhere", "{client_id}", "client_id", "svc@example.com", "svc@example.com");
        row("nothing to do", "plain", "x", "", "plain");
    }
    void expands()
    {
        QFETCH(QString, text);
        QFETCH(QString, name);
        QFETCH(QString, value);
        QFETCH(QString, result);
        const auto expanded = expandTemplate(text.toStdString(), spec(), {{name.toStdString(), value.toStdString()}});
        QVERIFY2(expanded, expanded ? "" : expanded.error().detail.c_str());
        QCOMPARE(QString::fromStdString(*expanded), result);
    }

    // SECURITY 12: no value changes scheme, authority or path. SECURITY 18: no control characters.
    void refuses_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("name");
        QTest::addColumn<QString>("value");
        const auto row = [](const char* title, const char* text, const char* name, const char* value) {
            QTest::newRow(title) << text << name << value;
        };
        row("missing", "https://login.example/{tenant}", "x", "");
        row("missing public field", "https://x.example/{username}", "x", "");
        row("host with userinfo", "https://{host}/", "host", "git.example.com@evil.test");
        row("host with path", "https://{host}/", "host", "evil.test/x");
        row("host with scheme", "https://{host}/", "host", "https://evil.test");
        row("host with fragment", "https://{host}/", "host", "evil.test#");
        row("host with two ports", "https://{host}/", "host", "evil.test:1:2");
        row("idn host", "https://{host}/", "host",
            "b\xC3\xBC"
            "cher.example");
        row("path in identifier", "https://login.example/{tenant}", "tenant", "a/b");
        row("dots as identifier", "https://login.example/{tenant}/x", "tenant", "..");
        row("query in identifier", "https://login.example/{tenant}", "tenant", "a?b");
        row("http issuer", "{issuer}", "issuer", "http://id.example.com");
        row("loopback http without consent", "{issuer}", "issuer", "http://127.0.0.1:3000");
        row("script issuer", "{issuer}", "issuer", "javascript:alert(1)");
        row("issuer with fragment", "{issuer}", "issuer", "https://id.example.com/#x");
        row("issuer with query before a path", "{issuer}/token", "issuer", "https://id.example.com/?x=1");
        row("control in text", "{prefix}", "prefix", "Token\r\nX-Evil: 1");
        row("control in public field", "{client_id}", "client_id", "a\nb");
        row("dot segment", "https://api.example/{client_id}/token", "client_id", "..");
        row("not a choice", "{allow_loopback_http}", "allow_loopback_http", "maybe");
        row("unclosed", "https://{host", "host", "a.b");
        row("unopened", "https://host}", "host", "a.b");
        row("odd name", "https://{Host}", "host", "a.b");
    }
    void refuses()
    {
        QFETCH(QString, text);
        QFETCH(QString, name);
        QFETCH(QString, value);
        const auto expanded = expandTemplate(text.toStdString(), spec(), {{name.toStdString(), value.toStdString()}});
        QVERIFY2(!expanded, expanded ? expanded->c_str() : "");
        QCOMPARE(expanded.error().code, base::ErrorCode::InvalidArgument);
    }

    void missingParameterIsNamed()
    {
        const auto expanded = expandTemplate("https://login.example/{tenant}", spec(), {});
        QVERIFY(!expanded);
        QVERIFY(QString::fromStdString(expanded.error().detail).contains(QStringLiteral("parameters.tenant")));
    }

    void loopbackHttpNeedsConsentOrAUserDefinedProvider()
    {
        const Parameters plain{{"issuer", "http://127.0.0.1:3000"}};
        Parameters consenting = plain;
        consenting["allow_loopback_http"] = "yes";
        QVERIFY(!loopbackHttpAllowed(spec(), plain));
        QVERIFY(loopbackHttpAllowed(spec(), consenting));
        QVERIFY(!expandTemplate("{issuer}", spec(), plain));
        const auto expanded = expandTemplate("{issuer}/token", spec(), consenting);
        QVERIFY(expanded);
        QCOMPARE(*expanded, std::string{"http://127.0.0.1:3000/token"});

        consenting["issuer"] = "http://id.example.com";
        QVERIFY(!expandTemplate("{issuer}", spec(), consenting));

        ProviderSpec own;
        own.loopbackHttpAllowed = true;
        QVERIFY(expandTemplate("http://localhost:8080/token", own, {}));
        own.loopbackHttpAllowed = false;
        QVERIFY(!expandTemplate("http://localhost:8080/token", own, {}));
        // The opt-in counts only where the provider declares it.
        QVERIFY(!loopbackHttpAllowed(own, {{"allow_loopback_http", "yes"}}));
    }
};

QTEST_APPLESS_MAIN(TestTemplates)
#include "tst_templates.moc"
