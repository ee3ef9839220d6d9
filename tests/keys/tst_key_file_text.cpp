// SPDX-License-Identifier: GPL-3.0-or-later
// The key file's text, attacked: damage, foreign hands that mend the checksum, limits, later versions.
#include "core/base/json.h"
#include "core/crypto/digest.h"
#include "core/crypto/random.h"
#include "core/keys/key_file.h"

#include <fstream>
#include <functional>
#include <iterator>
#include <nlohmann/json.hpp>
#include <QTemporaryDir>
#include <QTest>

using namespace keystead;
using base::ErrorCode;
using base::Json;
using base::Secret;
using keys::KeyFile;

namespace {

using Change = std::function<void(Json&)>;

// What somebody does who knows the format but no key.
std::string mended(Json document)
{
    document.erase("checksum");
    document["checksum"] = base::toHex(crypto::sha256(base::toJsonText(document)));
    return base::toJsonText(document) + "\n";
}

} // namespace

Q_DECLARE_METATYPE(Change)

class TestKeyFileText final : public QObject
{
    Q_OBJECT

    std::string changed(const Change& change) const
    {
        Json document = *base::parseJson(m_text);
        change(document);
        return mended(document);
    }

    static QString membersOf(const Json& object)
    {
        QStringList names;
        for (const auto& [key, value] : object.items())
            names << QString::fromStdString(key);
        return names.join(QLatin1Char(' '));
    }

private Q_SLOTS:
    // Slots 0 and 1 of the keychain, 2 a passphrase, 3 a recovery key, 4 a token, 5 keychain and passphrase together.
    void initTestCase()
    {
        const QTemporaryDir dir;
        const std::filesystem::path path = (dir.path() + QStringLiteral("/key.json")).toStdString();
        m_vaultKey = crypto::randomSecret(32);
        KeyFile file = KeyFile::createNew();
        auto one = file.addKeychainSlot(m_vaultKey, "one", base::fromMillis(0));
        auto two = file.addKeychainSlot(m_vaultKey, "two", base::fromMillis(1));
        QVERIFY(one && two);
        QVERIFY(file.addPassphraseSlot(m_vaultKey, Secret::fromText("pass"), "three", base::fromMillis(2),
                                       crypto::minArgon2));
        QVERIFY(file.addRecoverySlot(m_vaultKey, "four", base::fromMillis(3)));
        base::Bytes modulus(256, 0xC5);
        modulus.back() = 0x2F;
        QVERIFY(file.addTokenSlot(m_vaultKey, {"token", "maker", "model", "0123", "0a"},
                                  *crypto::rsaSpki(modulus, base::Bytes{1, 0, 1}), crypto::OaepHash::Sha256, "five",
                                  base::fromMillis(4)));
        QVERIFY(
            file.addCombinedSlot(m_vaultKey, Secret::fromText("both"), "six", base::fromMillis(5), crypto::minArgon2));
        QVERIFY(file.save(path, m_vaultKey));
        std::ifstream in(path, std::ios::binary);
        m_text.assign(std::istreambuf_iterator<char>{in}, {});
        m_one = std::move(*one);
        m_two = std::move(*two);
        for (const auto& info : file.slots())
            m_ids.push_back(info.id.text);
    }

    void theTextIsAsDocumented()
    {
        QVERIFY(m_text.ends_with("}\n"));
        const Json document = *base::parseJson(m_text);
        QCOMPARE(membersOf(document), QStringLiteral("checksum counter format generation mac slots vault"));
        QCOMPARE(document["format"].get<int>(), 2);
        QCOMPARE(document["counter"].get<int>(), 1);
        QCOMPARE(document["generation"].get<int>(), 1);
        const QString common = QStringLiteral("created_at id %1kind label public_key %2tag %3wrapped");
        const QString none;
        const QString kdf = common.arg(QStringLiteral("kdf "), QStringLiteral("salt "), none);
        const Json& list = document["slots"];
        QCOMPARE(membersOf(list[0]), common.arg(none, none, none));
        QCOMPARE(membersOf(list[2]), kdf);
        QCOMPARE(membersOf(list[3]), QStringLiteral("confirmed ") + common.arg(none, none, none));
        QCOMPARE(membersOf(list[4]), common.arg(none, none, QStringLiteral("token ")));
        QCOMPARE(membersOf(list[5]), kdf);
        Json derivation = list[2]["kdf"];
        QVERIFY(derivation["measured_ms"].get<int>() >= 1);
        derivation.erase("measured_ms");
        QCOMPARE(base::toJsonText(derivation),
                 std::string("{\"lanes\":1,\"memory_kib\":65536,\"name\":\"argon2id\",\"passes\":3,\"version\":19}"));
        QCOMPARE(membersOf(list[4]["token"]), QStringLiteral("key_id label manufacturer model oaep serial"));
        QCOMPARE(mended(document), m_text);
    }

    void everyFlippedByteIsDamage()
    {
        for (std::size_t i = 0; i < m_text.size(); ++i) {
            std::string text = m_text;
            text[i] = static_cast<char>(text[i] ^ 1);
            const auto file = KeyFile::parse(text);
            QVERIFY2(!file, QByteArray::number(static_cast<qulonglong>(i)).constData());
            // A flipped digit of the format looks like a later one.
            QVERIFY(file.error().code == ErrorCode::Damaged || file.error().code == ErrorCode::TooNew);
        }
    }

    void everyTruncationIsDamage()
    {
        for (std::size_t size = 0; size < m_text.size(); ++size)
            QCOMPARE(KeyFile::parse(m_text.substr(0, size)).error().code, ErrorCode::Damaged);
        QCOMPARE(KeyFile::parse(m_text + m_text).error().code, ErrorCode::Damaged);
        QCOMPARE(KeyFile::parse(m_text + "\n").error().code, ErrorCode::Damaged);
        QCOMPARE(KeyFile::parse(std::string(m_text.size(), '\0')).error().code, ErrorCode::Damaged);
    }

    void otherSpellingsAreDamage()
    {
        const Json document = *base::parseJson(m_text);
        QCOMPARE(KeyFile::parse(document.dump(2)).error().code, ErrorCode::Damaged);
        QCOMPARE(KeyFile::parse(changed([](Json& d) { d["extra"] = 1; })).error().code, ErrorCode::Damaged);
        QCOMPARE(KeyFile::parse(changed([](Json& d) { d["slots"][0]["extra"] = 1; })).error().code, ErrorCode::Damaged);
        QCOMPARE(KeyFile::parse(changed([](Json& d) { d["slots"][0]["created_at"] = "1970-01-01T01:00:00+01:00"; }))
                     .error()
                     .code,
                 ErrorCode::Damaged);
    }

    void malformedContentsAreNamed_data()
    {
        QTest::addColumn<Change>("change");
        QTest::addColumn<int>("code");
        const auto row = [](const char* name, ErrorCode code, Change change) {
            QTest::newRow(name) << change << static_cast<int>(code);
        };
        row("later format", ErrorCode::TooNew, [](Json& d) { d["format"] = 3; });
        row("new kinds in format 1", ErrorCode::TooNew, [](Json& d) { d["format"] = 1; });
        row("format 0", ErrorCode::Damaged, [](Json& d) { d["format"] = 0; });
        row("format as text", ErrorCode::Damaged, [](Json& d) { d["format"] = "1"; });
        row("unknown kind", ErrorCode::TooNew, [](Json& d) { d["slots"][0]["kind"] = "thumb"; });
        row("unknown derivation", ErrorCode::TooNew, [](Json& d) { d["slots"][2]["kdf"]["name"] = "scrypt"; });
        row("no slots", ErrorCode::Damaged, [](Json& d) { d["slots"] = Json::array(); });
        row("slots as object", ErrorCode::Damaged, [](Json& d) { d["slots"] = Json::object(); });
        row("same id twice", ErrorCode::Damaged, [](Json& d) { d["slots"][1]["id"] = d["slots"][0]["id"]; });
        row("17 slots", ErrorCode::LimitExceeded, [](Json& d) {
            while (d["slots"].size() < 17)
                d["slots"].push_back(d["slots"][0]);
        });
        row("id of another kind", ErrorCode::Damaged, [](Json& d) { d["slots"][0]["id"] = base::newIdText("con"); });
        row("vault id", ErrorCode::Damaged, [](Json& d) { d["vault"] = "../x"; });
        row("short key", ErrorCode::Damaged, [](Json& d) { d["slots"][0]["public_key"] = "AAAA"; });
        row("short box", ErrorCode::Damaged, [](Json& d) { d["slots"][0]["wrapped"] = "AAAA"; });
        row("short salt", ErrorCode::Damaged, [](Json& d) { d["slots"][2]["salt"] = "AAAA"; });
        row("short MAC", ErrorCode::Damaged, [](Json& d) { d["mac"] = ""; });
        row("long label", ErrorCode::Damaged, [](Json& d) { d["slots"][0]["label"] = std::string(2000, 'x'); });
        row("no count", ErrorCode::Damaged, [](Json& d) { d.erase("counter"); });
        row("count 0", ErrorCode::Damaged, [](Json& d) { d["counter"] = 0; });
        row("endless count", ErrorCode::Damaged, [](Json& d) { d["counter"] = 9'000'000'000'000'000'000LL; });
        row("generation 0", ErrorCode::Damaged, [](Json& d) { d["generation"] = 0; });
        row("half a rotation", ErrorCode::Damaged, [](Json& d) { d["mac_next"] = d["mac"]; });
        row("another half", ErrorCode::Damaged,
            [](Json& d) { d["slots"][0]["wrapped_next"] = d["slots"][0]["wrapped"]; });
        row("confirmed, perhaps", ErrorCode::Damaged, [](Json& d) { d["slots"][3]["confirmed"] = "yes"; });
        row("confirmed or not", ErrorCode::Damaged, [](Json& d) { d["slots"][3].erase("confirmed"); });
        row("no token", ErrorCode::Damaged, [](Json& d) { d["slots"][4].erase("token"); });
        row("token without serial", ErrorCode::Damaged, [](Json& d) { d["slots"][4]["token"].erase("serial"); });
        row("long serial", ErrorCode::Damaged,
            [](Json& d) { d["slots"][4]["token"]["serial"] = std::string(300, '1'); });
        row("key id", ErrorCode::Damaged, [](Json& d) { d["slots"][4]["token"]["key_id"] = "0A"; });
        row("no key id", ErrorCode::Damaged, [](Json& d) { d["slots"][4]["token"]["key_id"] = ""; });
        row("unknown padding", ErrorCode::TooNew, [](Json& d) { d["slots"][4]["token"]["oaep"] = "md5"; });
        row("huge RSA key", ErrorCode::Damaged,
            [](Json& d) { d["slots"][4]["public_key"] = base::toBase64(base::Bytes(2000, 1)); });
        row("both, without salt", ErrorCode::Damaged, [](Json& d) { d["slots"][5].erase("salt"); });
        // SECURITY 33
        row("no memory for both", ErrorCode::LimitExceeded, [](Json& d) { d["slots"][5]["kdf"]["memory_kib"] = 0; });
        row("never measured", ErrorCode::LimitExceeded, [](Json& d) { d["slots"][2]["kdf"]["measured_ms"] = 0; });
        row("measured for a year", ErrorCode::LimitExceeded,
            [](Json& d) { d["slots"][2]["kdf"]["measured_ms"] = 31'536'000'000LL; });
        row("little memory", ErrorCode::LimitExceeded, [](Json& d) { d["slots"][2]["kdf"]["memory_kib"] = 8; });
        row("4 TiB of memory", ErrorCode::LimitExceeded,
            [](Json& d) { d["slots"][2]["kdf"]["memory_kib"] = 4294967295U; });
        row("negative memory", ErrorCode::LimitExceeded, [](Json& d) { d["slots"][2]["kdf"]["memory_kib"] = -1; });
        row("wrapping memory", ErrorCode::LimitExceeded,
            [](Json& d) { d["slots"][2]["kdf"]["memory_kib"] = 4294967296LL + 65536; });
        row("endless passes", ErrorCode::LimitExceeded, [](Json& d) { d["slots"][2]["kdf"]["passes"] = 1000000; });
        row("one pass", ErrorCode::LimitExceeded, [](Json& d) { d["slots"][2]["kdf"]["passes"] = 1; });
        row("many lanes", ErrorCode::LimitExceeded, [](Json& d) { d["slots"][2]["kdf"]["lanes"] = 1000; });
    }
    void malformedContentsAreNamed()
    {
        QFETCH(Change, change);
        QFETCH(int, code);
        const auto file = KeyFile::parse(changed(change));
        QVERIFY(!file);
        QCOMPARE(static_cast<int>(file.error().code), code);
        QVERIFY(file.error().detail.starts_with("key file: ") || file.error().detail.starts_with("Argon2id"));
    }

    // The checksum is mended, so that only the MACs are left to find it; slot 1 opens the vault.
    void tamperingIsFoundAndTheSlotNamed_data()
    {
        QTest::addColumn<Change>("change");
        QTest::addColumn<QList<int>>("named");
        const auto row = [](const char* name, QList<int> named, Change change) {
            QTest::newRow(name) << change << named;
        };
        row("downgraded parameters", {2}, [](Json& d) { d["slots"][2]["kdf"]["passes"] = 4; });
        row("another salt", {2}, [](Json& d) { d["slots"][2]["salt"] = base::toBase64(base::Bytes(32, 1)); });
        row("another public key", {2}, [](Json& d) { d["slots"][2]["public_key"] = d["slots"][0]["public_key"]; });
        row("swapped boxes", {0, 2}, [](Json& d) { std::swap(d["slots"][0]["wrapped"], d["slots"][2]["wrapped"]); });
        row("another label", {0}, [](Json& d) { d["slots"][0]["label"] = "trusted"; });
        row("another time", {0}, [](Json& d) { d["slots"][0]["created_at"] = "2020-01-01T00:00:00Z"; });
        row("another tag", {0}, [](Json& d) { d["slots"][0]["tag"] = d["slots"][2]["tag"]; });
        row("confirmed by another hand", {3}, [](Json& d) { d["slots"][3]["confirmed"] = true; });
        row("another token", {4}, [](Json& d) { d["slots"][4]["token"]["serial"] = "0124"; });
        row("another padding", {4}, [](Json& d) { d["slots"][4]["token"]["oaep"] = "sha1"; });
        row("one key instead of two", {5}, [](Json& d) { d["slots"][5]["kind"] = "passphrase"; });
        row("another count", {}, [](Json& d) { d["counter"] = 7; });
        row("another generation", {1}, [](Json& d) { d["generation"] = 2; });
        row("put down to format 1", {}, [](Json& d) {
            d["format"] = 1;
            d.erase("counter");
            d.erase("generation");
            while (d["slots"].size() > 2)
                d["slots"].erase(2);
        });
        row("removed", {}, [](Json& d) { d["slots"].erase(2); });
        row("reordered", {}, [](Json& d) { std::swap(d["slots"][0], d["slots"][2]); });
        row("another MAC", {}, [](Json& d) { d["mac"] = base::toBase64(base::Bytes(32, 1)); });
        row("added", {6}, [](Json& d) {
            Json slot = d["slots"][0];
            slot["id"] = base::newIdText("slt");
            d["slots"].push_back(slot);
        });
    }
    void tamperingIsFoundAndTheSlotNamed()
    {
        QFETCH(Change, change);
        QFETCH(QList<int>, named);
        const std::string text = changed(change);
        const auto file = KeyFile::parse(text);
        QVERIFY(file);
        const auto opened = file->openWithKeychainItem(m_two.id, m_two.item);
        QVERIFY(!opened);
        QCOMPARE(opened.error().code, ErrorCode::Tampered);
        const Json slots_ = (*base::parseJson(text))["slots"];
        for (int i = 0; i < static_cast<int>(slots_.size()); ++i) {
            const std::string id = slots_[static_cast<std::size_t>(i)]["id"].get<std::string>();
            QCOMPARE(opened.error().detail.find(id) != std::string::npos, named.contains(i));
        }
        // Nobody saves over it, so that the evidence stays and nothing of it is blessed.
        QTemporaryDir dir;
        auto copy = *file;
        QCOMPARE(copy.save((dir.path() + QStringLiteral("/k")).toStdString(), m_vaultKey).error().code,
                 ErrorCode::Tampered);
    }

    void aSlotOpensNothingAtAnotherPlace()
    {
        // The right key and another slot's box, or another slot's or vault's name: the box is bound to its place.
        const auto boxes =
            KeyFile::parse(changed([](Json& d) { std::swap(d["slots"][0]["wrapped"], d["slots"][1]["wrapped"]); }));
        QCOMPARE(boxes->openWithKeychainItem(m_one.id, m_one.item).error().code, ErrorCode::Tampered);
        QVERIFY(boxes->openWithKeychainItem(m_one.id, m_one.item).error().detail.find(m_one.id.text) !=
                std::string::npos);
        const base::SlotId other = base::SlotId::create();
        const auto renamed = KeyFile::parse(changed([&](Json& d) { d["slots"][0]["id"] = other.text; }));
        QCOMPARE(renamed->openWithKeychainItem(other, m_one.item).error().code, ErrorCode::Tampered);
        const auto moved = KeyFile::parse(changed([](Json& d) { d["vault"] = base::newIdText("vlt"); }));
        QCOMPARE(moved->openWithKeychainItem(m_one.id, m_one.item).error().code, ErrorCode::Tampered);
    }

    void anAlteredPassphraseSlotIsToldFromAWrongPassphrase()
    {
        const auto file = KeyFile::parse(changed([](Json& d) { d["slots"][2]["wrapped"] = d["slots"][0]["wrapped"]; }));
        const auto opened = file->openWithPassphrase(Secret::fromText("pass"));
        QCOMPARE(opened.error().code, ErrorCode::Tampered);
        QVERIFY(opened.error().detail.find(m_ids[2]) != std::string::npos);
    }

    void theUntouchedTextOpens()
    {
        const auto file = KeyFile::parse(m_text);
        QVERIFY(file->openWithKeychainItem(m_one.id, m_one.item)->equals(m_vaultKey));
        QVERIFY(file->openWithPassphrase(Secret::fromText("pass"))->equals(m_vaultKey));
    }

private:
    Secret m_vaultKey;
    std::string m_text;
    KeyFile::NewKeychainSlot m_one;
    KeyFile::NewKeychainSlot m_two;
    std::vector<std::string> m_ids;
};

QTEST_GUILESS_MAIN(TestKeyFileText)
#include "tst_key_file_text.moc"
