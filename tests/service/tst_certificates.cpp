// SPDX-License-Identifier: GPL-3.0-or-later
// Certificate connections: dated by what they hold, tried without a server.
#include "core/crypto/certificate.h"
#include "tests/service/service_fixture.h"

using namespace keystead;
using namespace keystead::test;
using namespace std::chrono_literals;
using base::ErrorCode;
using Verdict = model::TestReport::Verdict;

class TstCertificates : public QObject
{
    Q_OBJECT

    static service::AddedConnection add(ServiceFixture& f, const std::string& certificate, const std::string& key)
    {
        service::AddConnection request;
        request.draft.name = "mutual";
        request.draft.providerId = "generic-certificate";
        request.draft.kind = model::AuthKind::Certificate;
        request.credential.kind = model::AuthKind::Certificate;
        request.credential.fields.emplace(std::string{model::field::certificate}, secretText(certificate));
        request.credential.fields.emplace(std::string{model::field::privateKey}, secretText(key));
        return must(await(f.core->add(std::move(request), service::person())));
    }
    static base::WallTime endOf(const std::string& pem)
    {
        return must(crypto::readCertificate(secretText(pem))).notAfter;
    }

private Q_SLOTS:
    void readsWhatACertificateSays()
    {
        const TlsIdentity identity = makeTlsIdentity();
        const auto facts = must(crypto::readCertificate(secretText(identity.certificatePem + identity.authorityPem)));
        QCOMPARE(facts.subject, std::string{"CN=test server"});
        QCOMPARE(facts.count, std::size_t{2});
        QVERIFY(facts.chained);
        QVERIFY(facts.notAfter - facts.notBefore == 9 * 24h); // the server's, which ends before its authority
        QVERIFY(crypto::checkCertificateKey(secretText(identity.certificatePem), secretText(identity.keyPem), {}));
        const TlsIdentity other = makeTlsIdentity();
        QVERIFY(!must(crypto::readCertificate(secretText(identity.certificatePem + other.authorityPem))).chained);
        QVERIFY(!crypto::checkCertificateKey(secretText(identity.certificatePem), secretText(other.keyPem), {}));
        for (const std::string& broken :
             {std::string{}, std::string{"-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n"},
              identity.certificatePem + "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n"})
            QCOMPARE(crypto::readCertificate(secretText(broken)).error().code, ErrorCode::ParseError);
    }

    void datesTheConnection()
    {
        ServiceFixture f;
        must(f.create(true, false));
        const TlsIdentity identity = makeTlsIdentity();
        const auto added = add(f, identity.certificatePem, identity.keyPem);
        QVERIFY2(added.connection, model::describe(added.problems).c_str());
        QVERIFY(added.connection->expiresAt == endOf(identity.certificatePem));
        QVERIFY(model::expiresSoon(*added.connection, endOf(identity.certificatePem) - 24h, 14 * 24h));

        const TlsIdentity newer = makeTlsIdentity(TlsKind::Expired); // another date is what matters
        service::EditConnection edit;
        edit.id = added.connection->id;
        edit.secrets.emplace(std::string{model::field::certificate},
                             std::make_shared<base::Secret>(secretText(newer.certificatePem)));
        edit.secrets.emplace(std::string{model::field::privateKey},
                             std::make_shared<base::Secret>(secretText(newer.keyPem)));
        const auto edited = must(await(f.core->edit(std::move(edit), service::person())));
        QVERIFY2(edited.connection, model::describe(edited.problems).c_str());
        QVERIFY(edited.connection->expiresAt == endOf(newer.certificatePem));
    }

    void refusesAKeyOfAnotherCertificate()
    {
        ServiceFixture f;
        must(f.create(true, false));
        const auto added = add(f, makeTlsIdentity().certificatePem, makeTlsIdentity().keyPem);
        QVERIFY(!added.connection);
        QCOMPARE(added.problems.size(), std::size_t{1});
        QCOMPARE(added.problems.front().field, std::string{"secret.private_key"});
    }

    void triesItWithoutClaimingThatAServerSaidSo()
    {
        ServiceFixture f;
        must(f.create(true, false));
        const TlsIdentity identity = makeTlsIdentity();
        const auto connection = *add(f, identity.certificatePem, identity.keyPem).connection;
        f.clock.setWall(endOf(identity.certificatePem) - 24h);
        auto report = must(await(f.core->test(connection.id, service::person())));
        QCOMPARE(report.verdict, Verdict::NotTestable);
        QVERIFY2(report.error->detail.starts_with("no server was asked"), report.error->detail.c_str());
        QVERIFY(report.error->detail.find("CN=test server") != std::string::npos);
        QVERIFY(f.get(connection).lastTestedAt.has_value());
        f.clock.setWall(endOf(identity.certificatePem) + 1s);
        report = must(await(f.core->test(connection.id, service::person())));
        QCOMPARE(report.verdict, Verdict::WrongCredential);
        QVERIFY(report.error->detail.find("expired") != std::string::npos);
        QCOMPARE(f.records(model::AuditAction::ConnectionTest), std::int64_t{2});
        QVERIFY(f.get(connection).state != model::ConnectionState::AuthError);
    }
};

QTEST_GUILESS_MAIN(TstCertificates)
#include "tst_certificates.moc"
