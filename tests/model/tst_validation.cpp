// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/model/validation.h"

#include <QTest>

using namespace keystead;
using namespace keystead::model;

namespace {

FieldSpec secretField(std::string_view name, bool required = true)
{
    FieldSpec field;
    field.name = name;
    field.label = name;
    field.secret = true;
    field.required = required;
    return field;
}

ProviderSpec provider(AuthKind kind)
{
    ProviderSpec spec;
    spec.id = "acme";
    spec.displayName = "Acme";
    AuthMethod method;
    method.kind = kind;
    for (const std::string_view name : requiredFields(kind))
        method.fields.push_back(secretField(name));
    if (kind == AuthKind::Basic) {
        FieldSpec user;
        user.name = user.label = "username";
        method.fields.push_back(user);
    }
    spec.methods.push_back(method);
    if (kind == AuthKind::OAuth2 || kind == AuthKind::ClientCredentials) {
        spec.oauth = OAuthSpec{};
        spec.oauth->tokenUrl = "https://acme.example/token";
    }
    return spec;
}

ConnectionDraft draft(AuthKind kind)
{
    ConnectionDraft d;
    d.name = "Work";
    d.providerId = "acme";
    d.kind = kind;
    return d;
}

Credential credential(AuthKind kind, std::initializer_list<std::pair<const char*, const char*>> fields)
{
    Credential c;
    c.kind = kind;
    for (const auto& [name, value] : fields)
        c.fields.emplace(name, base::Secret::fromText(value));
    return c;
}

// The fields that have a problem, in order, with a space between them.
std::string fieldsOf(const std::vector<Problem>& problems)
{
    std::string fields;
    for (const Problem& problem : problems)
        fields += (fields.empty() ? "" : " ") + problem.field;
    return fields;
}

} // namespace

class TestValidation : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void completeDraftsHaveNoProblem_data()
    {
        QTest::addColumn<QString>("kind");
        for (const char* kind :
             {"api_key", "basic", "bearer", "oauth2", "client_credentials", "jwt", "certificate", "custom"})
            QTest::newRow(kind) << QString::fromLatin1(kind);
    }
    void completeDraftsHaveNoProblem()
    {
        QFETCH(QString, kind);
        const AuthKind k = *authKindFromText(kind.toStdString());
        ConnectionDraft d = draft(k);
        if (k == AuthKind::Basic)
            d.parameters["username"] = "me";
        if (k == AuthKind::OAuth2 || k == AuthKind::ClientCredentials)
            d.clientId = "client-1";
        Credential c = credential(k, {});
        const std::string pemBody = "-----\nAAAA\n-----END ";
        for (const std::string_view name : requiredFields(k)) {
            const std::string label = name == field::certificate ? "CERTIFICATE" : "PRIVATE KEY";
            const bool pem = name == field::certificate || name == field::privateKey;
            c.fields.emplace(
                name, base::Secret::fromText(pem ? "-----BEGIN " + label + pemBody + label + "-----\n" : "s3cret"));
        }
        if (k == AuthKind::OAuth2)
            c.fields.emplace("client_secret", base::Secret::fromText("x"));
        if (k == AuthKind::Custom)
            c.fields.emplace("my_field", base::Secret::fromText("x"));
        const auto problems = validate(d, provider(k), c);
        QVERIFY2(problems.empty(), describe(problems).c_str());
    }

    void tellsEveryProblemAtOnce()
    {
        ProviderSpec spec = provider(AuthKind::Basic);
        UrlParameter host;
        host.name = "host";
        spec.urlParameters.push_back(host);
        ConnectionDraft d = draft(AuthKind::Basic);
        d.name = "a/b";
        d.providerId = "other";
        d.parameters["surprise"] = "x";
        d.scopes = {"a b", "ok", "ok"};
        d.tags = {"", "x", "x"};
        d.notes = std::string(10'001, 'n');
        d.account = "a\nb";
        d.clientId = "unused";
        const auto problems = validate(d, spec, credential(AuthKind::Bearer, {{"token", "t"}}));
        QCOMPARE(fieldsOf(problems),
                 std::string{"name provider parameters.host parameters.surprise secret.password parameters.username "
                             "secret secret.token client_id scopes scopes tags tags notes account"});
        for (const Problem& problem : problems) {
            QVERIFY2(!problem.message.empty(), problem.field.c_str());
            QVERIFY2(!problem.fix.empty(), problem.field.c_str());
        }
        const QString text = QString::fromStdString(describe(problems));
        QCOMPARE(text.count(QLatin1Char('\n')), qsizetype(problems.size()) - 1);
        QVERIFY(text.startsWith(QStringLiteral("name: holds a slash; ")));
    }

    void aNameIsNoId()
    {
        for (const char* name : {"con_000000000000000000000000", "slt_a1b2c3d4a1b2c3d4a1b2c3d4"}) {
            const auto problem = model::validateName(name);
            QVERIFY(problem && problem->field == "name" && !problem->fix.empty());
        }
        for (const char* name : {"con_", "con_work", "CON_000000000000000000000000", "con_00000000000000000000000"})
            QVERIFY(!model::validateName(name));
    }

    void kindMustBeOffered()
    {
        const auto problems = validate(draft(AuthKind::Basic), provider(AuthKind::ApiKey),
                                       credential(AuthKind::Basic, {{"password", "x"}}));
        QCOMPARE(fieldsOf(problems), std::string{"kind"});
        QVERIFY(problems.front().fix.find("api_key") != std::string::npos);
    }

    void clientIsNewOrExisting()
    {
        const ProviderSpec spec = provider(AuthKind::ClientCredentials);
        ConnectionDraft d = draft(AuthKind::ClientCredentials);
        QCOMPARE(fieldsOf(validate(d, spec, credential(d.kind, {}))), std::string{"client_id secret.client_secret"});
        d.oauthClient = base::OAuthClientId::create();
        QVERIFY(validate(d, spec, credential(d.kind, {})).empty());
        d.clientId = "x";
        QCOMPARE(fieldsOf(validate(d, spec, credential(d.kind, {}))), std::string{"client_id"});
        d.oauthClient.reset();
        d.clientId = "has\nbreak";
        QCOMPARE(fieldsOf(validate(d, spec, credential(d.kind, {{"client_secret", "s"}}))), std::string{"client_id"});
    }

    // The service hands a client's id on as a parameter as well.
    void clientIdMayBeAParameterToo()
    {
        ConnectionDraft d = draft(AuthKind::OAuth2);
        d.clientId = d.parameters["client_id"] = "client-1";
        const Credential c = credential(d.kind, {{"client_secret", "s"}});
        QVERIFY(validate(d, provider(d.kind), c).empty());
        d.parameters["client_id"] = "another";
        QCOMPARE(fieldsOf(validate(d, provider(d.kind), c)), std::string{"parameters.client_id"});

        ProviderSpec signing = provider(AuthKind::Jwt);
        ConnectionDraft j = draft(AuthKind::Jwt);
        j.clientId = j.parameters["client_id"] = "service-1";
        const char* pem = "-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----\n";
        QCOMPARE(fieldsOf(validate(j, signing, credential(j.kind, {{"private_key", pem}}))),
                 std::string{"parameters.client_id client_id"});
        UrlParameter issuer;
        issuer.name = "client_id";
        issuer.format = "text";
        signing.urlParameters.push_back(issuer);
        QVERIFY(validate(j, signing, credential(j.kind, {{"private_key", pem}})).empty());
    }

    void publicClientsNeedNoSecret()
    {
        ProviderSpec spec = provider(AuthKind::OAuth2);
        ConnectionDraft d = draft(AuthKind::OAuth2);
        d.clientId = "client-1";
        QCOMPARE(fieldsOf(validate(d, spec, credential(d.kind, {}))), std::string{"secret.client_secret"});
        spec.oauth->publicClientOk = true;
        QVERIFY(validate(d, spec, credential(d.kind, {})).empty());
    }

    void encryptedKeyWantsItsPassphrase()
    {
        const char* pem = "-----BEGIN ENCRYPTED PRIVATE KEY-----\nAAAA\n-----END ENCRYPTED PRIVATE KEY-----\n";
        const ConnectionDraft d = draft(AuthKind::Jwt);
        QCOMPARE(fieldsOf(validate(d, provider(d.kind), credential(d.kind, {{"private_key", pem}}))),
                 std::string{"secret.key_passphrase"});
        QVERIFY(
            validate(d, provider(d.kind), credential(d.kind, {{"private_key", pem}, {"key_passphrase", "x"}})).empty());
    }

    void customFieldsHavePlainNames()
    {
        ConnectionDraft d = draft(AuthKind::Custom);
        d.parameters["Region!"] = "eu";
        QCOMPARE(fieldsOf(validate(d, provider(d.kind), credential(d.kind, {{"Key-1", "x"}, {"key_2", "y"}}))),
                 std::string{"parameters.Region! secret.Key-1"});
        d.parameters.clear();
        QCOMPARE(fieldsOf(validate(d, provider(d.kind), credential(d.kind, {}))), std::string{"secret"});
    }

    // SECURITY 12
    void testAddressStaysAtTheApi()
    {
        ProviderSpec spec = provider(AuthKind::Bearer);
        for (const char* name : {"api_base_url", "test_url"}) {
            UrlParameter p;
            p.name = name;
            p.format = "url";
            p.optional = true;
            spec.urlParameters.push_back(p);
        }
        ConnectionDraft d = draft(AuthKind::Bearer);
        d.parameters = {{"api_base_url", "https://api.example.com/v1"}, {"test_url", "https://api.example.com/me"}};
        const Credential c = credential(d.kind, {{"token", "t"}});
        QVERIFY(validate(d, spec, c).empty());
        d.parameters["test_url"] = "https://evil.test/me";
        QCOMPARE(fieldsOf(validate(d, spec, c)), std::string{"parameters.test_url"});
    }

    void limitsAreHeld()
    {
        ConnectionDraft d = draft(AuthKind::ApiKey);
        for (int i = 0; i < 21; ++i)
            d.tags.push_back("t" + std::to_string(i));
        for (int i = 0; i < 101; ++i)
            d.scopes.push_back("s" + std::to_string(i));
        const auto problems =
            validate(d, provider(d.kind), credential(d.kind, {{"api_key", std::string(70'000, 'k').c_str()}}));
        QCOMPARE(fieldsOf(problems), std::string{"secret.api_key scopes tags"});
        d.tags.resize(20);
        d.scopes.resize(100);
        d.tags.back() = std::string(40, 'x');
        d.notes = "two\nlines\tand a tab";
        QVERIFY(validate(d, provider(d.kind), credential(d.kind, {{"api_key", "k"}})).empty());
    }
};

QTEST_APPLESS_MAIN(TestValidation)
#include "tst_validation.moc"
