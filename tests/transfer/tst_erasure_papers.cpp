// SPDX-License-Identifier: GPL-3.0-or-later
// The certificate of erasure and the subject-access export: JSON and PDF say the same.
#include "core/base/json.h"
#include "core/crypto/signing.h"
#include "core/transfer/erasure_certificate.h"
#include "core/transfer/subject_access.h"
#include "tests/support/temporary_vault.h"

#include <nlohmann/json.hpp>
#include <QFile>
#include <QProcess>
#include <QTemporaryDir>
#include <QtTest>

using namespace keystead;
using test::must;

namespace {

QString run(const QString& program, const QStringList& arguments)
{
    QProcess process;
    process.start(program, arguments);
    process.waitForFinished();
    return QString::fromUtf8(process.readAllStandardOutput());
}

QString squeezed(QString text)
{
    return text.remove(QRegularExpression(QStringLiteral("\\s")));
}

class Keys
{
public:
    Keys() : m_key(must(crypto::PrivateKey::generateEd25519())) {}
    std::string publicKey() const { return base::toBase64(must(m_key.publicKeyRaw())); }
    base::Result<std::string> operator()(std::string_view message) const
    {
        const std::span bytes{reinterpret_cast<const std::uint8_t*>(message.data()), message.size()};
        KS_ASSIGN(const base::Bytes signature, m_key.sign(bytes, crypto::SignatureAlgorithm::EdDSA));
        return base::toBase64(signature);
    }

private:
    crypto::PrivateKey m_key;
};

} // namespace

class TestErasurePapers : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void theCertificateIsSigned()
    {
        const std::string json = must(transfer::certificateJson(certificate(), std::cref(m_keys)));
        QCOMPARE(must(transfer::verifyCertificate(json)), m_keys.publicKey());
        for (const auto& [from, to] :
             {std::pair<std::string, std::string>{"\"connections\": 12", "\"connections\": 11"},
              {"Client X", "Client Y"},
              {"\"sequence\": 44", "\"sequence\": 45"}}) {
            std::string altered = json;
            const auto place = altered.find(from);
            QVERIFY2(place != std::string::npos, from.c_str());
            altered.replace(place, from.size(), to);
            QVERIFY(transfer::verifyCertificate(altered).error().code == base::ErrorCode::Tampered);
        }
        QVERIFY(transfer::verifyCertificate("{}").error().code == base::ErrorCode::ParseError);
    }

    void theCertificatesPdfSaysTheSame() // SECURITY 23
    {
        const QString text =
            pdf([&](transfer::ByteSink& sink) { return transfer::certificatePdf(certificate(), sink); });
        const auto document = must(base::parseJson(must(transfer::certificateJson(certificate(), std::cref(m_keys)))));
        for (const char* member : {"connections", "oauth_clients", "sealed_fields", "trail_records"}) {
            const QString number = QString::number(document.at("erased").at(member).get<int>());
            QVERIFY2(text.contains(number), member);
        }
        for (const std::string& part :
             {document.at("profile").get<std::string>(), document.at("erased_at").get<std::string>(),
              document.at("vault").get<std::string>(), document.at("trail").at("hash").get<std::string>(),
              document.at("public_key").get<std::string>(), std::string{"/media/usb/vault.ksbackup"},
              std::string{"auto-20260101T000000Z-daily.db"}})
            QVERIFY2(text.contains(squeezed(QString::fromStdString(part))), part.c_str());
    }

    void theExportHoldsEverythingButSecrets()
    {
        const transfer::SubjectAccess access = sample();
        const auto document = must(base::parseJson(transfer::subjectAccessJson(access)));
        QCOMPARE(document.at("connections").size(), std::size_t{40});
        const auto& first = document.at("connections").at(0);
        for (const char* member : {"id", "name", "provider", "kind", "state", "account", "subject", "issuer",
                                   "parameters", "scopes_requested", "scopes_granted", "tags", "notes", "created_at",
                                   "updated_at", "last_used_at", "expires_at", "secret_fields"})
            QVERIFY2(first.contains(member), member);
        QCOMPARE(first.at("notes").get<std::string>(), std::string{"a note"});
        QCOMPARE(document.at("trail").size(), std::size_t{1});
        const QString text = pdf([&](transfer::ByteSink& sink) { return transfer::subjectAccessPdf(access, sink); });
        for (const auto& connection : document.at("connections")) {
            for (const char* member : {"id", "name", "account", "notes"})
                QVERIFY2(text.contains(squeezed(QString::fromStdString(connection.at(member).get<std::string>()))),
                         member);
        }
        QVERIFY(m_info.contains(QStringLiteral("Tagged:          yes")));
        QVERIFY(!m_info.contains(QStringLiteral("Pages:           1\n"))); // it runs over pages
    }

private:
    transfer::ErasureCertificate certificate() const
    {
        transfer::ErasureCertificate c;
        c.vaultId = "vlt_0123456789abcdefghjkmnpq";
        c.profileName = "Client X";
        c.erasedAt = base::fromMillis(1'700'000'000'000);
        c.connections = 12;
        c.clients = 3;
        c.seals = 27;
        c.records = 431;
        c.pagesRewritten = true;
        c.backupsRewritten = {"auto-20260102T000000Z-daily.db"};
        c.notReached = {{"auto-20260101T000000Z-daily.db", "damaged: a page"}};
        c.exported = {{"/media/usb/vault.ksbackup", base::fromMillis(1'600'000'000'000)}};
        c.trailSequence = 44;
        c.trailHash = std::string(64, 'a');
        c.publicKey = m_keys.publicKey();
        return c;
    }
    static transfer::SubjectAccess sample()
    {
        transfer::SubjectAccess access;
        access.vaultId = "vlt_0123456789abcdefghjkmnpq";
        access.profile = {base::ProfileId::create(), "Client X", {}};
        for (int i = 0; i < 40; ++i) {
            model::Connection connection;
            connection.id = base::ConnectionId::create();
            connection.name = "Service " + std::to_string(i);
            connection.providerId = "example";
            connection.account = "person" + std::to_string(i) + "@example.org";
            connection.notes = "a note";
            connection.parameters = {{"api_base_url", "https://api.example.org"}};
            access.secretFields[connection.id.text] = {"api_key"};
            access.connections.push_back(connection);
        }
        model::AuditRecord record;
        record.sequence = 7;
        record.event.connectionName = "Service 1";
        record.event.detail = {{"field", "api_key"}};
        access.records.push_back(record);
        return access;
    }
    template <class Write> QString pdf(Write write)
    {
        transfer::StringSink sink;
        must(write(sink));
        const QString file = m_folder.filePath(QStringLiteral("paper.pdf"));
        QFile out(file);
        if (!out.open(QIODevice::WriteOnly))
            return {};
        out.write(sink.text.data(), static_cast<qint64>(sink.text.size()));
        out.close();
        m_info = run(QStringLiteral("pdfinfo"), {file});
        return squeezed(run(QStringLiteral("pdftotext"), {QStringLiteral("-raw"), file, QStringLiteral("-")}));
    }

    Keys m_keys;
    QTemporaryDir m_folder;
    QString m_info;
};

QTEST_GUILESS_MAIN(TestErasurePapers)
#include "tst_erasure_papers.moc"
