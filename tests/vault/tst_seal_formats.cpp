// SPDX-License-Identifier: GPL-3.0-or-later
// A vault of the first schema, with seals of the first format, opens and moves up.
#include "core/crypto/aead.h"
#include "core/crypto/random.h"
#include "core/db/migrator.h"
#include "core/vault/profile_rotation.h"
#include "core/vault/seal_keys.h"
#include "core/vault/vault_key.h"
#include "tests/vault/vault_test.h"

using namespace keystead;
using namespace keystead::test;
using namespace std::chrono_literals;
using base::ErrorCode;

namespace {

const std::string profileId = "pro_0123456789abcdefghjkmnpq";
const std::string connectionId = "con_0123456789abcdefghjkmnpq";
const std::string goneId = "con_qpnmkjhgfedcba9876543210";

base::Secret pattern(std::uint8_t first)
{
    base::Secret key(32);
    for (std::uint8_t& byte : key.exposeMutable())
        byte = first++;
    return key;
}

vault::VaultKeys keys()
{
    return {base::VaultId{"vlt_0123456789abcdefghjkmnpq"}, pattern(1), pattern(101)};
}

base::Bytes place(std::initializer_list<std::string_view> parts)
{
    return crypto::joinAssociated(parts);
}

// The rows as the first version of Keystead wrote them (docs/keys.md, "Seals", format 1).
void writeFirstVault(const std::filesystem::path& file)
{
    const vault::VaultKeys with = keys();
    auto database = must(db::Connection::open(file, with.rawDatabaseKey, db::OpenMode::Create));
    must(db::migrate(*database, db::builtInMigrations().first(1)));
    const base::Secret profileKey = pattern(51);
    const auto wrapped = must(crypto::seal(must(vault::profileWrapKey(with.vaultKey, with.id)), profileKey,
                                           place({with.id.text, profileId, "profile_key", "1", "1"})));
    const auto sealed = must(crypto::seal(profileKey, base::Secret::fromText("from the first version"),
                                          place({with.id.text, profileId, connectionId, "api_key", "7", "1", "1"})));
    const auto secret = must(crypto::seal(must(vault::vaultSealKey(with.vaultKey, with.id)), pattern(9),
                                          place({with.id.text, "sealed_secret", "audit.signing_key", "3", "1"})));
    must(database->execute("INSERT INTO meta VALUES (1, '" + with.id.text +
                           "', 1000);"
                           "INSERT INTO profile VALUES ('" +
                           profileId +
                           "', 'Personal', 1000);"
                           "INSERT INTO connection (id, profile, name, provider_id, kind, state, created_at, "
                           "updated_at, version) VALUES ('" +
                           connectionId + "', '" + profileId +
                           "', 'old', 'example', 'api_key', 'active', 1000, 1000, 1);"
                           "INSERT INTO audit_record (sequence, time, actor_kind, action, connection_id, outcome, "
                           "previous_hash, hash, signature) VALUES (1, 1, 'person', 'connect', '" +
                           goneId + "', 'success', '', '', '')"));
    must(must(database->prepare("INSERT INTO profile_key VALUES (?, 1, 1, 7, ?)"))
             .bind(profileId)
             .bindBlob(wrapped)
             .run());
    must(must(database->prepare("INSERT INTO credential VALUES (?, 'api_key', ?, 7, 1, 1, ?)"))
             .bind(connectionId)
             .bind(profileId)
             .bindBlob(sealed)
             .run());
    must(must(database->prepare("INSERT INTO sealed_secret VALUES ('audit.signing_key', 3, 1, ?)"))
             .bindBlob(secret)
             .run());
    must(database->checkpoint());
}

std::int64_t number(vault::Vault& vault, const std::string& sql)
{
    db::Statement query = must(vault.database().prepare(sql));
    return must(query.step()) ? query.integer(0) : -1;
}

} // namespace

class TestSealFormats : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        m_folder = std::make_unique<QTemporaryDir>();
        m_file = std::filesystem::path{m_folder->path().toStdString()} / "vault.db";
        writeFirstVault(m_file);
    }

    void opensTheFirstFormat()
    {
        auto vault = must(vault::Vault::open(m_file, keys(), m_clock));
        QCOMPARE(must(vault->credentials().get(connectionId, "api_key")).exposeText(),
                 std::string_view{"from the first version"});
        QVERIFY(must(vault->sealed().get("audit.signing_key")).equals(pattern(9)));
        KS_VERIFY(vault->checkSeals());
        const auto state = must(vault->profiles().keyState(base::ProfileId{profileId}));
        QCOMPARE(state.seals, 7);
        QCOMPARE(state.reason, std::string{"first"});
        QVERIFY(state.createdAt == base::fromMillis(1000));
        QCOMPARE(must(vault::vaultKeyState(vault->database())).seals, 4);
        QCOMPARE(number(*vault, "SELECT count(*) FROM departed_connection WHERE id = '" + goneId + "'"), 1);
    }

    void movesUpWhereAValueIsStoredAgain()
    {
        auto vault = must(vault::Vault::open(m_file, keys(), m_clock));
        KS_VERIFY(inTransaction(*vault, [&](db::Transaction& t) -> base::Status {
            KS_TRY(vault->credentials().put(t, base::ProfileId{profileId}, connectionId, "api_key",
                                            base::Secret::fromText("again")));
            return vault->sealed().put(t, "audit.signing_key", pattern(9));
        }));
        QCOMPARE(number(*vault, "SELECT min(format_version) FROM credential"), 2);
        QCOMPARE(number(*vault, "SELECT format_version FROM sealed_secret"), 2);
        QCOMPARE(number(*vault, "SELECT record_version FROM sealed_secret"), 4);
        KS_VERIFY(vault->checkSeals());
    }

    void movesUpInARotation()
    {
        auto vault = must(vault::Vault::open(m_file, keys(), m_clock));
        vault::ProfileRotation rotation(*vault, base::ProfileId{profileId});
        KS_VERIFY(inTransaction(*vault, [&](db::Transaction& t) -> base::Status {
            KS_TRY(rotation.begin(t, vault::key_reason::request, m_clock.now()));
            KS_TRY(rotation.step(t, 10, 1s));
            return rotation.finish(t);
        }));
        QCOMPARE(number(*vault, "SELECT format_version * 10 + key_version FROM credential"), 22);
        QCOMPARE(number(*vault, "SELECT format_version * 10 + version FROM profile_key"), 22);
        QCOMPARE(must(vault->credentials().get(connectionId, "api_key")).exposeText(),
                 std::string_view{"from the first version"});
    }

    void anOldFormatIsNoWayBack()
    {
        // A seal of the current format does not open as one of the first, nor the other way round.
        auto vault = must(vault::Vault::open(m_file, keys(), m_clock));
        KS_VERIFY(vault->database().execute("UPDATE credential SET format_version = 2"));
        KS_FAILS(vault->credentials().get(connectionId, "api_key"), ErrorCode::Tampered);
        KS_VERIFY(vault->database().execute("UPDATE sealed_secret SET format_version = 2"));
        KS_FAILS(vault->sealed().get("audit.signing_key"), ErrorCode::Tampered);
    }

private:
    std::unique_ptr<QTemporaryDir> m_folder;
    std::filesystem::path m_file;
    FakeClock m_clock;
};

QTEST_APPLESS_MAIN(TestSealFormats)
#include "tst_seal_formats.moc"
