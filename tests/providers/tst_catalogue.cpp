// SPDX-License-Identifier: GPL-3.0-or-later
// Every descriptor that is built in, as a whole.
#include "core/providers/registry.h"
#include "core/providers/spec_parser.h"

#include <QDir>
#include <QFile>
#include <QProcess>
#include <QTemporaryDir>
#include <QTest>
#include <QXmlStreamReader>

using namespace keystead;
using namespace keystead::providers;
using model::AuthKind;

namespace {

const QString resources = QStringLiteral(KEYSTEAD_SOURCE_DIR "/resources");

void eachFile()
{
    QTest::addColumn<QString>("path");
    const QDir folder(resources + QStringLiteral("/providers"));
    const auto files = folder.entryList({QStringLiteral("*.json")});
    for (const QString& file : files)
        QTest::newRow(qPrintable(file)) << folder.filePath(file);
}

std::string content(const QString& path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll().toStdString() : std::string{};
}

// A value that each parameter accepts.
std::map<std::string, std::string> sampleParameters(const model::ProviderSpec& spec)
{
    std::map<std::string, std::string> values{{"client_id", "client-1"}, {"username", "me@example.com"}};
    for (const auto& p : spec.urlParameters)
        values[p.name] = p.choices.empty() ? p.example : p.choices.front();
    return values;
}

} // namespace

class TestCatalogue : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void parsesAndWritesBackTheSame_data() { eachFile(); }
    void parsesAndWritesBackTheSame()
    {
        QFETCH(QString, path);
        const auto spec = parseSpec(content(path), SpecSource::BuiltIn);
        QVERIFY2(spec, spec ? "" : spec.error().detail.c_str());
        const auto again = parseSpec(specToJson(*spec), SpecSource::BuiltIn);
        QVERIFY2(again, again ? "" : again.error().detail.c_str());
        QVERIFY(*again == *spec);
    }

    void iconIsDrawnAndItsOwn_data() { eachFile(); }
    void iconIsDrawnAndItsOwn()
    {
        QFETCH(QString, path);
        const auto spec = parseSpec(content(path), SpecSource::BuiltIn);
        QVERIFY(spec);
        QVERIFY(!spec->icon.empty());
        QFile icon(resources + QStringLiteral("/icons/providers/%1.svg").arg(QString::fromStdString(spec->icon)));
        QVERIFY2(icon.open(QIODevice::ReadOnly), qPrintable(icon.fileName()));
        QXmlStreamReader xml(&icon);
        QVERIFY(xml.readNextStartElement());
        QCOMPARE(xml.name().toString(), QStringLiteral("svg"));
        while (!xml.atEnd()) {
            xml.readNext();
            QVERIFY(xml.name() != QLatin1String("script") && xml.name() != QLatin1String("image"));
        }
        QVERIFY2(!xml.hasError(), qPrintable(xml.errorString()));
    }

    void everyTemplateExpandsWithItsExamples_data() { eachFile(); }
    void everyTemplateExpandsWithItsExamples()
    {
        QFETCH(QString, path);
        const auto parsed = parseSpec(content(path), SpecSource::BuiltIn);
        QVERIFY(parsed);
        const model::ProviderSpec spec = *parsed;
        std::vector<std::string> templates{spec.apiBaseUrl};
        if (spec.test)
            templates.push_back(spec.test->url);
        if (spec.oauth) {
            const auto& o = *spec.oauth;
            templates.insert(templates.end(), {o.issuer, o.discoveryUrl, o.authorizationUrl, o.tokenUrl, o.userinfoUrl,
                                               o.deviceAuthorizationUrl, o.revoke.url, o.revoke.manageUrl});
        }
        for (const auto& method : spec.methods)
            templates.push_back(method.setupUrl);
        for (const std::string& text : templates) {
            const auto expanded = expandTemplate(text, spec, sampleParameters(spec));
            QVERIFY2(expanded, expanded ? "" : (text + ": " + expanded.error().detail).c_str());
            QVERIFY2(expanded->empty() || expanded->starts_with("https://"), expanded->c_str());
        }
    }

    // Guides a person: each way to sign in says when to choose it, each field what it is.
    void everyMethodAndFieldIsExplained_data() { eachFile(); }
    void everyMethodAndFieldIsExplained()
    {
        QFETCH(QString, path);
        const auto spec = parseSpec(content(path), SpecSource::BuiltIn);
        QVERIFY(spec);
        for (const auto& method : spec->methods) {
            QVERIFY(method.help.size() > 20 && method.help.back() == '.');
            QVERIFY(!method.fields.empty());
            for (const auto& field : method.fields)
                QVERIFY2(!field.help.empty(), field.name.c_str());
            const bool client = method.kind == AuthKind::OAuth2 || method.kind == AuthKind::ClientCredentials;
            const bool asks = std::any_of(method.fields.begin(), method.fields.end(),
                                          [](const auto& f) { return f.name == "client_id"; });
            QCOMPARE(asks, client);
        }
        for (const auto& p : spec->urlParameters)
            QVERIFY2(!p.help.empty() && !p.example.empty(), p.name.c_str());
    }

    void holdsTheProvidersOfTheCatalogue()
    {
        const auto registry = Registry::builtIn();
        QVERIFY2(registry, registry ? "" : registry.error().detail.c_str());
        for (const char* id : {"generic-oidc", "generic-oauth2", "generic-api-key", "generic-basic", "generic-bearer",
                               "generic-client-credentials", "generic-jwt-bearer", "generic-jwt-self-signed",
                               "generic-certificate", "generic-custom", "github", "github-enterprise", "gitlab",
                               "bitbucket", "google", "microsoft", "slack", "stripe", "openai"})
            QVERIFY2(registry->find(id), id);
        const QDir folder(resources + QStringLiteral("/providers"));
        QCOMPARE(qsizetype(registry->all().size()), folder.entryList({QStringLiteral("*.json")}).size());
    }

    void everyKindHasAGenericProvider()
    {
        const auto registry = Registry::builtIn();
        QVERIFY(registry);
        for (int i = 0; i < 8; ++i) {
            const auto kind = static_cast<AuthKind>(i);
            const auto specs = registry->search("generic");
            QVERIFY2(std::any_of(specs.begin(), specs.end(), [&](const auto* spec) { return spec->method(kind); }),
                     toText(kind).data());
        }
    }

    void loopbackHttpNeedsTheOptIn()
    {
        const auto registry = Registry::builtIn();
        QVERIFY(registry);
        for (const char* id : {"generic-oidc", "generic-oauth2"}) {
            const model::ProviderSpec& spec = *registry->find(id);
            std::map<std::string, std::string> parameters{{"issuer", "http://127.0.0.1:3000"},
                                                          {"authorization_endpoint", "http://127.0.0.1:3000/auth"},
                                                          {"token_endpoint", "http://127.0.0.1:3000/token"}};
            const std::string text = spec.oauth->issuer.empty() ? spec.oauth->tokenUrl : spec.oauth->issuer;
            QVERIFY(!expandTemplate(text, spec, parameters));
            parameters["allow_loopback_http"] = "yes";
            QVERIFY(expandTemplate(text, spec, parameters));
            parameters["issuer"] = parameters["token_endpoint"] = "http://192.0.2.1/";
            QVERIFY(!expandTemplate(text, spec, parameters));
        }
        QVERIFY(!loopbackHttpAllowed(*registry->find("github"), {{"allow_loopback_http", "yes"}}));
    }

    void apiKeyHeaderIsTheConnections()
    {
        const auto registry = Registry::builtIn();
        QVERIFY(registry);
        const model::ProviderSpec& spec = *registry->find("generic-api-key");
        QCOMPARE(*expandTemplate(spec.apiAuth.name, spec, {}), std::string{"X-API-Key"});
        QCOMPARE(*expandTemplate(spec.apiAuth.prefix, spec, {}), std::string{});
        QCOMPARE(*expandTemplate(spec.apiAuth.prefix, spec, {{"header_prefix", "Token "}}), std::string{"Token "});
        QVERIFY(!expandTemplate(spec.apiAuth.name, spec, {{"header_name", "X-Key\r\nHost"}}));
        QCOMPARE(*expandTemplate(spec.test->url, spec, {}), std::string{});
    }

    void buildsOwnCheckRefusesABadFile()
    {
        QTemporaryDir folder;
        QVERIFY(folder.isValid());
        QVERIFY(QDir(folder.path()).mkpath(QStringLiteral("providers")));
        const QString path = folder.filePath(QStringLiteral("providers/bad.json"));
        QFile file(path);
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(R"({"schema_version":1,"id":"bad","displayname":"Bad"})");
        file.close();
        QProcess check;
        check.start(QStringLiteral(KEYSTEAD_CHECK_PROVIDERS), {path});
        QVERIFY(check.waitForFinished());
        QCOMPARE(check.exitCode(), 1);
        const QByteArray said = check.readAllStandardError();
        QVERIFY2(said.contains("displayname: is not a known key"), said.constData());
        QVERIFY2(said.contains("display_name: is missing"), said.constData());
    }
};

QTEST_APPLESS_MAIN(TestCatalogue)
#include "tst_catalogue.moc"
