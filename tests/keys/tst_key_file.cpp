// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/encoding.h"
#include "core/crypto/random.h"
#include "core/keys/key_file.h"

#include <fstream>
#include <iterator>
#include <QTemporaryDir>
#include <QTest>
#include <sys/stat.h>

using namespace keystead;
using base::ErrorCode;
using base::Secret;
using keys::KeyFile;
namespace fs = std::filesystem;

namespace {

const base::WallTime now = base::fromMillis(1'795'318'879'000);

std::string contentsOf(const fs::path& file)
{
    std::ifstream in(file, std::ios::binary);
    return {std::istreambuf_iterator<char>{in}, {}};
}

} // namespace

// Argon2id at its smallest legal parameters costs about a tenth of a second: passphrase slots are used where they
// matter.
class TestKeyFile final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        m_dir = std::make_unique<QTemporaryDir>();
        m_path = (m_dir->path() + QStringLiteral("/key.json")).toStdString();
        m_vaultKey = crypto::randomSecret(32);
    }

    void opensWithPassphraseAndKeychainAfterALoad()
    {
        KeyFile file = KeyFile::createNew();
        QVERIFY(base::VaultId::valid(file.vaultId().text));
        const auto passphrase = file.addPassphraseSlot(m_vaultKey, Secret::fromText("correct horse"), "My passphrase",
                                                       now, crypto::minArgon2);
        const auto keychain = file.addKeychainSlot(m_vaultKey, "Login keyring", now);
        QVERIFY(passphrase && keychain);
        QVERIFY(file.save(m_path, m_vaultKey));
        struct stat info
        {
        };
        QCOMPARE(::stat(m_path.c_str(), &info), 0);
        QCOMPARE(info.st_mode & 07777U, mode_t{0600});

        const auto loaded = KeyFile::load(m_path);
        QVERIFY(loaded);
        QCOMPARE(loaded->vaultId().text, file.vaultId().text);
        const auto slots_ = loaded->slots();
        QCOMPARE(slots_.size(), std::size_t{2});
        QCOMPARE(slots_[0].id.text, passphrase->text);
        QCOMPARE(slots_[0].kind, keys::SlotKind::Passphrase);
        QCOMPARE(slots_[0].label, std::string("My passphrase"));
        QCOMPARE(slots_[0].createdAt, now);
        QVERIFY(slots_[0].kdf == crypto::minArgon2);
        QCOMPARE(slots_[1].kind, keys::SlotKind::Keychain);
        QVERIFY(loaded->openWithPassphrase(Secret::fromText("correct horse"))->equals(m_vaultKey));
        QVERIFY(loaded->openWithKeychainItem(keychain->id, keychain->item)->equals(m_vaultKey));
    }

    void aWrongPassphraseSaysSoAndChangesNothing()
    {
        KeyFile file = KeyFile::createNew();
        QVERIFY(file.addPassphraseSlot(m_vaultKey, Secret::fromText("right"), "p", now, crypto::minArgon2));
        QVERIFY(file.save(m_path, m_vaultKey));
        const std::string before = contentsOf(m_path);
        const auto loaded = *KeyFile::load(m_path);
        QCOMPARE(loaded.openWithPassphrase(Secret::fromText("wrong")).error().code, ErrorCode::WrongPassphrase);
        QCOMPARE(loaded.openWithPassphrase(Secret{}).error().code, ErrorCode::WrongPassphrase);
        QCOMPARE(contentsOf(m_path), before);
    }

    void everyPassphraseSlotIsTried()
    {
        KeyFile file = KeyFile::createNew();
        QVERIFY(file.addPassphraseSlot(m_vaultKey, Secret::fromText("first"), "1", now, crypto::minArgon2));
        QVERIFY(file.addPassphraseSlot(m_vaultKey, Secret::fromText("second"), "2", now, crypto::minArgon2));
        QVERIFY(file.openWithPassphrase(Secret::fromText("second"))->equals(m_vaultKey));
        QCOMPARE(file.openWithPassphrase(Secret::fromText("third")).error().code, ErrorCode::WrongPassphrase);
    }

    void aKeychainItemBelongsToItsSlot()
    {
        KeyFile file = KeyFile::createNew();
        const auto one = file.addKeychainSlot(m_vaultKey, "1", now);
        const auto two = file.addKeychainSlot(m_vaultKey, "2", now);
        QCOMPARE(file.openWithKeychainItem(one->id, two->item).error().code, ErrorCode::WrongKey);
        QCOMPARE(file.openWithKeychainItem(one->id, Secret::fromText("garbage")).error().code, ErrorCode::WrongKey);
        QCOMPARE(file.openWithKeychainItem(one->id, Secret{}).error().code, ErrorCode::WrongKey);
        QCOMPARE(file.openWithKeychainItem(base::SlotId::create(), one->item).error().code, ErrorCode::NotFound);
        QCOMPARE(file.openWithPassphrase(Secret::fromText("x")).error().code, ErrorCode::NotFound);
    }

    void inputIsChecked()
    {
        KeyFile file = KeyFile::createNew();
        QCOMPARE(file.addPassphraseSlot(m_vaultKey, Secret{}, "x", now, crypto::minArgon2).error().code,
                 ErrorCode::InvalidArgument);
        QCOMPARE(file.addPassphraseSlot(crypto::randomSecret(16), Secret::fromText("p"), "x", now, crypto::minArgon2)
                     .error()
                     .code,
                 ErrorCode::InvalidArgument);
        QCOMPARE(file.addPassphraseSlot(m_vaultKey, Secret::fromText("p"), "x", now, {1024, 1, 1}).error().code,
                 ErrorCode::LimitExceeded);
        QCOMPARE(file.addKeychainSlot(crypto::randomSecret(31), "x", now).error().code, ErrorCode::InvalidArgument);
        QCOMPARE(file.save(m_path, m_vaultKey).error().code, ErrorCode::IllegalState);
        for (int i = 0; i < 16; ++i)
            QVERIFY(file.addKeychainSlot(m_vaultKey, "slot", now));
        QCOMPARE(file.addKeychainSlot(m_vaultKey, "17th", now).error().code, ErrorCode::LimitExceeded);
        QVERIFY(file.save(m_path, m_vaultKey));
        QCOMPARE(KeyFile::load(m_path)->slots().size(), std::size_t{16});
    }

    void theLastSlotStays()
    {
        KeyFile file = KeyFile::createNew();
        const auto one = file.addKeychainSlot(m_vaultKey, "1", now);
        const auto two = file.addKeychainSlot(m_vaultKey, "2", now);
        QCOMPARE(file.removeSlot(base::SlotId::create()).error().code, ErrorCode::NotFound);
        QVERIFY(file.removeSlot(one->id));
        QCOMPARE(file.removeSlot(two->id).error().code, ErrorCode::IllegalState);
        QCOMPARE(file.openWithKeychainItem(one->id, one->item).error().code, ErrorCode::NotFound);
        QVERIFY(file.openWithKeychainItem(two->id, two->item));
    }

    void labelsAreMadeSafeToShow()
    {
        KeyFile file = KeyFile::createNew();
        QVERIFY(file.addKeychainSlot(m_vaultKey, "evil\xE2\x80\xAE\x1B[31m\xFF", now));
        QVERIFY(file.save(m_path, m_vaultKey));
        const std::string label = KeyFile::load(m_path)->slots().front().label;
        QCOMPARE(label, std::string("evil [31m\xEF\xBF\xBD"));
    }

    void slotsChangeAndTheFileStaysWhole()
    {
        KeyFile file = KeyFile::createNew();
        const auto one = file.addKeychainSlot(m_vaultKey, "1", now);
        QVERIFY(file.save(m_path, m_vaultKey));
        auto loaded = *KeyFile::load(m_path);
        const auto two = loaded.addKeychainSlot(m_vaultKey, "2", now);
        QVERIFY(loaded.openWithKeychainItem(two->id, two->item)); // before it is saved
        QVERIFY(loaded.save(m_path, m_vaultKey));
        QVERIFY(loaded.removeSlot(one->id));
        QVERIFY(loaded.save(m_path, m_vaultKey));
        const auto again = *KeyFile::load(m_path);
        QCOMPARE(again.slots().size(), std::size_t{1});
        QVERIFY(again.openWithKeychainItem(two->id, two->item)->equals(m_vaultKey));
    }

    void aFileIsSavedOnlyUnderItsOwnKey()
    {
        KeyFile file = KeyFile::createNew();
        QVERIFY(file.addKeychainSlot(m_vaultKey, "1", now));
        QVERIFY(file.save(m_path, m_vaultKey));
        const std::string before = contentsOf(m_path);
        auto loaded = *KeyFile::load(m_path);
        QCOMPARE(loaded.save(m_path, crypto::randomSecret(32)).error().code, ErrorCode::Tampered);
        QCOMPARE(contentsOf(m_path), before);
    }

    void missingAndInsecureFilesAreNamed()
    {
        QCOMPARE(KeyFile::load(m_path).error().code, ErrorCode::VaultMissing);
        KeyFile file = KeyFile::createNew();
        QVERIFY(file.addKeychainSlot(m_vaultKey, "1", now));
        QVERIFY(file.save(m_path, m_vaultKey));
        ::chmod(m_path.c_str(), 0644);
        QCOMPARE(KeyFile::load(m_path).error().code, ErrorCode::StorageInsecure); // SECURITY 31
        ::chmod(m_path.c_str(), 0600);
        const fs::path link = m_path.string() + ".link";
        fs::create_symlink(m_path, link);
        QCOMPARE(KeyFile::load(link).error().code, ErrorCode::StorageInsecure); // SECURITY 31
        std::ofstream(m_path, std::ios::trunc) << "";
        QCOMPARE(KeyFile::load(m_path).error().code, ErrorCode::Damaged);
        std::ofstream(m_path, std::ios::trunc) << std::string(64 * 1024 + 1, ' ');
        QCOMPARE(KeyFile::load(m_path).error().code, ErrorCode::LimitExceeded);
    }

    void theVaultKeyIsNotInTheFile()
    {
        KeyFile file = KeyFile::createNew();
        const auto slot = file.addKeychainSlot(m_vaultKey, "1", now);
        QVERIFY(file.save(m_path, m_vaultKey));
        const std::string text = contentsOf(m_path);
        QVERIFY(text.find(base::toBase64(m_vaultKey.exposeBytes())) == std::string::npos);
        QVERIFY(text.find(std::string(slot->item.exposeText())) == std::string::npos);
    }

    void databaseKeysDependOnVaultKeyAndId()
    {
        const base::VaultId vault{"vlt_0123456789abcdefghjkmnpq"};
        const auto key = keys::databaseKey(Secret::fromBytes(base::Bytes(32, 1)), vault);
        QCOMPARE(key->size(), std::size_t{32});
        QVERIFY(key->equals(*keys::databaseKey(Secret::fromBytes(base::Bytes(32, 1)), vault)));
        QVERIFY(!key->equals(*keys::databaseKey(Secret::fromBytes(base::Bytes(32, 2)), vault)));
        QVERIFY(!key->equals(
            *keys::databaseKey(Secret::fromBytes(base::Bytes(32, 1)), base::VaultId{"vlt_0123456789abcdefghjkmnpr"})));
    }

private:
    std::unique_ptr<QTemporaryDir> m_dir;
    fs::path m_path;
    Secret m_vaultKey;
};

QTEST_GUILESS_MAIN(TestKeyFile)
#include "tst_key_file.moc"
