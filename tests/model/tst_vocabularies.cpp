// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/model/audit_event.h"
#include "core/model/audit_titles.h"
#include "core/model/credential.h"
#include "core/model/kinds.h"
#include "core/model/provider_spec.h"
#include "core/model/report.h"

#include <QTest>
#include <set>

using namespace keystead::model;

namespace {

QString text(std::string_view view)
{
    return QString::fromUtf8(view.data(), static_cast<qsizetype>(view.size()));
}

constexpr AuthKind kinds[] = {
    AuthKind::ApiKey, AuthKind::Basic,       AuthKind::Bearer, AuthKind::OAuth2, AuthKind::ClientCredentials,
    AuthKind::Jwt,    AuthKind::Certificate, AuthKind::Custom};

} // namespace

class TestVocabularies : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void everyActionHasWordsThatSayHowItEnded()
    {
        std::set<std::string_view> names;
        for (const AuditAction action : allAuditActions()) {
            QVERIFY2(names.insert(actionName(action)).second, actionName(action).data());
            for (const auto outcome : {AuditOutcome::Success, AuditOutcome::Failure, AuditOutcome::Denied})
                QVERIFY(!actionTitle(action, outcome).empty());
        }
        QCOMPARE(text(actionTitle(AuditAction::TokenRefresh, AuditOutcome::Success)),
                 QStringLiteral("Token refreshed"));
        QCOMPARE(text(actionTitle(AuditAction::TokenRefresh, AuditOutcome::Failure)),
                 QStringLiteral("Token refresh failed"));
        QCOMPARE(text(actionTitle(AuditAction::CredentialAccess, AuditOutcome::Denied)),
                 QStringLiteral("Reading a secret denied"));
    }

    void kindsReadBackFromTheirText()
    {
        const char* texts[] = {"api_key", "basic",       "bearer", "oauth2", "client_credentials",
                               "jwt",     "certificate", "custom"};
        for (std::size_t i = 0; i < std::size(kinds); ++i) {
            QCOMPARE(text(toText(kinds[i])), QString::fromLatin1(texts[i]));
            QCOMPARE(authKindFromText(texts[i]), std::optional{kinds[i]});
        }
        QVERIFY(!authKindFromText("API_KEY"));
        QVERIFY(!authKindFromText(""));
    }

    void statesReadBackFromTheirText()
    {
        const char* texts[] = {"created", "active",     "refreshing", "updated", "syncing",
                               "expired", "auth_error", "paused",     "revoked"};
        for (int i = 0; i < 9; ++i) {
            const auto state = static_cast<ConnectionState>(i);
            QCOMPARE(text(toText(state)), QString::fromLatin1(texts[i]));
            QCOMPARE(connectionStateFromText(texts[i]), std::optional{state});
        }
        QVERIFY(!connectionStateFromText("deleted"));
    }

    // The texts are part of the signed record: this list is the contract, word for word.
    void auditActionsKeepTheirTexts()
    {
        const std::vector<std::string> contract{
            "connect",           "disconnect",        "token_exchange", "token_refresh",     "credential_store",
            "credential_access", "credential_delete", "account_list",   "transaction_fetch", "sync",
            "security_alert",    "vault_unlock",      "unlock_failed",  "vault_lock",        "sign_in_failed",
            "connection_test",   "grant_added",       "grant_removed",  "access_denied",     "settings_changed",
            "report_exported",   "key_rotated",       "backup_made",    "vault_restored",    "import_done"};
        QCOMPARE(allAuditActions().size(), contract.size());
        for (std::size_t i = 0; i < contract.size(); ++i) {
            QCOMPARE(text(toText(allAuditActions()[i])), text(contract[i]));
            QCOMPARE(auditActionFromText(contract[i]), std::optional{allAuditActions()[i]});
        }
        QVERIFY(!auditActionFromText("connect "));
    }

    void outcomesActorsAndReportsHaveDistinctTexts()
    {
        for (const auto outcome : {AuditOutcome::Success, AuditOutcome::Failure, AuditOutcome::Denied})
            QCOMPARE(auditOutcomeFromText(toText(outcome)), std::optional{outcome});
        for (const auto kind : {Actor::Kind::Person, Actor::Kind::Program, Actor::Kind::Keystead})
            QCOMPARE(actorKindFromText(toText(kind)), std::optional{kind});
        std::set<std::string_view> verdicts;
        for (int i = 0; i < 7; ++i)
            verdicts.insert(toText(static_cast<TestReport::Verdict>(i)));
        QCOMPARE(verdicts.size(), 7U);
        QVERIFY(!verdicts.contains(""));
        std::set<std::string_view> findings;
        for (int i = 0; i < 8; ++i)
            findings.insert(toText(static_cast<ChainReport::Finding::Kind>(i)));
        QCOMPARE(findings.size(), 8U);
        QVERIFY(!findings.contains(""));
    }

    void providerVocabulariesReadBack()
    {
        for (const auto auth : {ClientAuth::None, ClientAuth::SecretPost, ClientAuth::SecretBasic})
            QCOMPARE(clientAuthFromText(toText(auth)), std::optional{auth});
        for (int i = 0; i < 5; ++i) {
            const auto rule = static_cast<LoopbackRule>(i);
            QCOMPARE(loopbackRuleFromText(toText(rule)), std::optional{rule});
        }
        for (const auto rotation : {Rotation::No, Rotation::Yes, Rotation::Rotates})
            QCOMPARE(rotationFromText(toText(rotation)), std::optional{rotation});
    }

    void mainFieldIsAFieldOfItsKind()
    {
        for (const AuthKind kind : kinds) {
            if (kind == AuthKind::Custom)
                continue;
            auto fields = requiredFields(kind);
            const auto more = optionalFields(kind);
            fields.insert(fields.end(), more.begin(), more.end());
            QVERIFY2(std::find(fields.begin(), fields.end(), mainField(kind)) != fields.end(), toText(kind).data());
        }
        QCOMPARE(text(mainField(AuthKind::OAuth2)), QStringLiteral("access_token"));
        QCOMPARE(text(mainField(AuthKind::Basic)), QStringLiteral("password"));
    }

    void credentialClonesDeeply()
    {
        Credential credential;
        credential.kind = AuthKind::Bearer;
        credential.fields.emplace("token", keystead::base::Secret::fromText("abc"));
        const Credential copy = credential.clone();
        credential.fields.clear();
        QVERIFY(copy.find("token"));
        QVERIFY(copy.find("token")->exposeText() == "abc");
        QVERIFY(!copy.find("password"));
        QCOMPARE(copy.kind, AuthKind::Bearer);
    }
};

QTEST_APPLESS_MAIN(TestVocabularies)
#include "tst_vocabularies.moc"
