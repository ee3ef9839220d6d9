// SPDX-License-Identifier: GPL-3.0-or-later
// The kinds of slot that came after keychain and passphrase, format 1 moving up, and two generations of the vault key.
#include "core/crypto/random.h"
#include "core/keys/key_anchor.h"
#include "core/keys/key_file.h"

#include <fstream>
#include <iterator>
#include <QTemporaryDir>
#include <QTest>

using namespace keystead;
using base::ErrorCode;
using base::Secret;
using keys::KeyFile;
using keys::SlotKind;
using keys::SlotSecrets;
namespace fs = std::filesystem;

namespace {

const base::WallTime now = base::fromMillis(1'795'318'879'000);
const std::string fixture = KEYSTEAD_SOURCE_DIR "/tests/data/keys/format1.json";

std::string contentsOf(const fs::path& file)
{
    std::ifstream in(file, std::ios::binary);
    return {std::istreambuf_iterator<char>{in}, {}};
}

SlotSecrets byPassphrase(std::string_view passphrase)
{
    SlotSecrets secrets;
    secrets.passphrase = Secret::fromText(passphrase);
    return secrets;
}

SlotSecrets byItem(const KeyFile::NewKeychainSlot& slot)
{
    SlotSecrets secrets;
    secrets.keychainItems.emplace(slot.id, slot.item.clone());
    return secrets;
}

SlotSecrets byRecovery(const Secret& key)
{
    SlotSecrets secrets;
    secrets.recoveryKey = key.clone();
    return secrets;
}

template <class T> ErrorCode codeOf(const base::Result<T>& result)
{
    return result ? ErrorCode::Ok : result.error().code;
}

} // namespace

class TestSlots final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        m_dir = std::make_unique<QTemporaryDir>();
        m_path = (m_dir->path() + QStringLiteral("/keys.json")).toStdString();
        m_vaultKey = crypto::randomSecret(32);
    }

    void aRecoveryKeyOpensAndCountsOnceItWasTypedBack()
    {
        KeyFile file = KeyFile::createNew();
        const auto keychain = file.addKeychainSlot(m_vaultKey, "k", now);
        const auto recovery = file.addRecoverySlot(m_vaultKey, "Recovery key", now);
        QVERIFY(recovery);
        QCOMPARE(recovery->key.size(), std::size_t{32});
        QVERIFY(file.save(m_path, m_vaultKey));
        KeyFile loaded = *KeyFile::load(m_path);
        QCOMPARE(loaded.find(recovery->id)->kind, SlotKind::Recovery);
        QVERIFY(!loaded.find(recovery->id)->confirmed);
        QVERIFY(!loaded.find(recovery->id)->usable());
        const auto opened = loaded.open(byRecovery(recovery->key));
        QVERIFY(opened->vaultKey.equals(m_vaultKey));
        QVERIFY(opened->nextVaultKey.empty());
        QCOMPARE(opened->slot.text, recovery->id.text);
        QCOMPARE(codeOf(loaded.open(byRecovery(crypto::randomSecret(32)))), ErrorCode::WrongKey);
        QCOMPARE(codeOf(loaded.open(byRecovery(crypto::randomSecret(31)))), ErrorCode::WrongKey);
        // Not confirmed: it does not keep the last slot from being the last.
        QCOMPARE(codeOf(loaded.removeSlot(keychain->id)), ErrorCode::IllegalState);
        QCOMPARE(codeOf(loaded.confirmRecoverySlot(keychain->id, recovery->key)), ErrorCode::NotFound);
        QCOMPARE(codeOf(loaded.confirmRecoverySlot(recovery->id, crypto::randomSecret(32))), ErrorCode::WrongKey);
        QVERIFY(!loaded.find(recovery->id)->confirmed);
        QVERIFY(loaded.confirmRecoverySlot(recovery->id, recovery->key));
        QVERIFY(loaded.removeSlot(keychain->id));
        QVERIFY(loaded.save(m_path, m_vaultKey));
        const KeyFile again = *KeyFile::load(m_path);
        QVERIFY(again.find(recovery->id)->confirmed);
        QVERIFY(again.open(byRecovery(recovery->key))->vaultKey.equals(m_vaultKey));
    }

    void aRecoveryKeyThatWasBroughtIsConfirmed()
    {
        const base::VaultId vault = base::VaultId::create();
        KeyFile file = KeyFile::createFor(vault);
        const Secret key = crypto::randomSecret(32);
        QCOMPARE(codeOf(file.addRecoverySlotFor(m_vaultKey, Secret(31), "r", now)), ErrorCode::InvalidArgument);
        const auto id = file.addRecoverySlotFor(m_vaultKey, key, "r", now);
        QVERIFY(file.find(*id)->confirmed);
        QVERIFY(file.save(m_path, m_vaultKey));
        const KeyFile loaded = *KeyFile::load(m_path);
        QCOMPARE(loaded.vaultId().text, vault.text);
        QVERIFY(loaded.open(byRecovery(key))->vaultKey.equals(m_vaultKey));
    }

    void anUnconfirmedRecoverySlotCanAlwaysGo()
    {
        KeyFile file = KeyFile::createNew();
        QVERIFY(file.addKeychainSlot(m_vaultKey, "k", now));
        const auto recovery = file.addRecoverySlot(m_vaultKey, "r", now);
        QVERIFY(file.removeSlot(recovery->id));
    }

    void aCombinedSlotWantsBothShares()
    {
        KeyFile file = KeyFile::createNew();
        const auto slot = file.addCombinedSlot(m_vaultKey, Secret::fromText("right"), "Both", now, crypto::minArgon2);
        QVERIFY(slot && file.save(m_path, m_vaultKey));
        const KeyFile loaded = *KeyFile::load(m_path);
        const auto info = loaded.find(slot->id);
        QCOMPARE(info->kind, SlotKind::Combined);
        QVERIFY(info->kdf == crypto::minArgon2);
        QVERIFY(info->kdfTime.count() >= 1);
        SlotSecrets both = byItem(*slot);
        QCOMPARE(codeOf(loaded.open(both)), ErrorCode::NotFound);                  // the keychain alone
        QCOMPARE(codeOf(loaded.open(byPassphrase("right"))), ErrorCode::NotFound); // the passphrase alone
        both.passphrase = Secret::fromText("right");
        QVERIFY(loaded.open(both)->vaultKey.equals(m_vaultKey));
        both.passphrase = Secret::fromText("wrong");
        QCOMPARE(codeOf(loaded.open(both)), ErrorCode::WrongPassphrase);
        SlotSecrets foreign = byPassphrase("right");
        foreign.keychainItems.emplace(slot->id, base::toBase64Secret(crypto::randomSecret(32)));
        QCOMPARE(codeOf(loaded.open(foreign)), ErrorCode::WrongPassphrase);
        foreign.keychainItems.begin()->second = Secret::fromText("garbage");
        QCOMPARE(codeOf(loaded.open(foreign)), ErrorCode::WrongKey);
        QCOMPARE(codeOf(loaded.openWithPassphrase(Secret::fromText("right"))), ErrorCode::NotFound);
        // One combined slot is one slot.
        KeyFile last = loaded;
        QCOMPARE(codeOf(last.removeSlot(slot->id)), ErrorCode::IllegalState);
    }

    void eachSecretOpensTheSlotItFits()
    {
        KeyFile file = KeyFile::createNew();
        const auto keychain = file.addKeychainSlot(m_vaultKey, "k", now);
        const auto recovery = file.addRecoverySlot(m_vaultKey, "r", now);
        const auto phrase = file.addPassphraseSlot(m_vaultKey, Secret::fromText("one"), "p", now, crypto::minArgon2);
        const auto both = file.addCombinedSlot(m_vaultKey, Secret::fromText("two"), "b", now, crypto::minArgon2);
        QCOMPARE(file.open(byItem(*keychain))->kind, SlotKind::Keychain);
        QCOMPARE(file.open(byRecovery(recovery->key))->kind, SlotKind::Recovery);
        QCOMPARE(file.open(byPassphrase("one"))->slot.text, phrase->text);
        SlotSecrets two = byPassphrase("two");
        two.keychainItems.emplace(both->id, both->item.clone());
        two.keychainItems.emplace(keychain->id, keychain->item.clone());
        QCOMPARE(file.open(two)->kind, SlotKind::Combined);
        two.passphrase = Secret::fromText("three"); // the keychain's own slot does not answer for a wrong passphrase
        QCOMPARE(codeOf(file.open(two)), ErrorCode::WrongPassphrase);
        QCOMPARE(codeOf(file.open(SlotSecrets{})), ErrorCode::NotFound);
    }

    void aTokenSlotIsSealedToItsPublicKey()
    {
        const base::Bytes spki = testSpki();
        KeyFile file = KeyFile::createNew();
        const keys::TokenIdentity token{"label", "maker", "model", "0123", "0a0b"};
        QVERIFY(file.addKeychainSlot(m_vaultKey, "k", now));
        const auto id = file.addTokenSlot(m_vaultKey, token, spki, crypto::OaepHash::Sha1, "Token", now);
        QVERIFY2(id.has_value(), id ? "" : id.error().detail.c_str());
        QVERIFY(file.save(m_path, m_vaultKey));
        KeyFile loaded = *KeyFile::load(m_path);
        const auto info = loaded.find(*id);
        QVERIFY(info->token == token);
        QCOMPARE(info->oaep, crypto::OaepHash::Sha1);
        const auto request = loaded.tokenRequest(*id);
        QVERIFY(request->token == token);
        QCOMPARE(request->encrypted.size(), std::size_t{256});
        QVERIFY(request->encryptedNext.empty());
        SlotSecrets wrong;
        wrong.tokenSlot = *id;
        wrong.tokenShare = crypto::randomSecret(32);
        QCOMPARE(codeOf(loaded.open(wrong)), ErrorCode::Tampered);
        QCOMPARE(codeOf(loaded.tokenRequest(base::SlotId::create())), ErrorCode::NotFound);
        QCOMPARE(codeOf(loaded.addTokenSlot(m_vaultKey, {"l", "m", "m", "s", "xyz"}, spki, crypto::OaepHash::Sha1, "t",
                                            now)),
                 ErrorCode::InvalidArgument);
        QCOMPARE(codeOf(loaded.addTokenSlot(m_vaultKey, token, base::Bytes(300, 7), crypto::OaepHash::Sha1, "t", now)),
                 ErrorCode::InvalidArgument);
    }

    void formatOneOpensAndMovesUpAtTheNextSave()
    {
        KeyFile file = *KeyFile::parse(contentsOf(fixture));
        QCOMPARE(file.format(), 1);
        QCOMPARE(file.counter(), std::uint64_t{0});
        QCOMPARE(file.generation(), 1U);
        QVERIFY(file.slots().front().kdfTime.count() == 0);
        const Secret key = *file.openWithPassphrase(Secret::fromText("a long enough passphrase"));
        const auto recovery = file.addRecoverySlot(key, "r", now);
        QVERIFY(file.save(m_path, key));
        const KeyFile loaded = *KeyFile::load(m_path);
        QCOMPARE(loaded.format(), 2);
        QCOMPARE(loaded.counter(), std::uint64_t{1});
        QVERIFY(loaded.openWithPassphrase(Secret::fromText("a long enough passphrase"))->equals(key));
        QVERIFY(loaded.open(byRecovery(recovery->key))->vaultKey.equals(key));
    }

    void anOldKeyFilePutBackIsNoticed()
    {
        KeyFile file = KeyFile::createNew();
        const auto gone = file.addKeychainSlot(m_vaultKey, "gone", now);
        QVERIFY(file.addKeychainSlot(m_vaultKey, "stays", now));
        QVERIFY(file.save(m_path, m_vaultKey));
        const std::string old = contentsOf(m_path);
        const std::string first = *keys::keyAnchorText(file, m_vaultKey);
        QVERIFY(file.removeSlot(gone->id));
        QVERIFY(file.save(m_path, m_vaultKey));
        const std::string second = *keys::keyAnchorText(file, m_vaultKey);
        QVERIFY(keys::compareKeyAnchor(file, m_vaultKey, second));
        QVERIFY(keys::compareKeyAnchor(file, m_vaultKey, first)); // the database did not hear of the last change
        QVERIFY(keys::compareKeyAnchor(file, m_vaultKey, ""));
        const KeyFile back = *KeyFile::parse(old);
        const base::Status refused = keys::compareKeyAnchor(back, m_vaultKey, second);
        QCOMPARE(codeOf(refused), ErrorCode::Tampered);
        QVERIFY2(refused.error().detail.find("older key file") != std::string::npos, refused.error().detail.c_str());
        const KeyFile formatOne = *KeyFile::parse(contentsOf(fixture));
        QCOMPARE(codeOf(keys::compareKeyAnchor(formatOne, m_vaultKey, first)), ErrorCode::Tampered);
        // Another file of the same count.
        KeyFile other = *KeyFile::parse(old);
        QVERIFY(other.addKeychainSlot(m_vaultKey, "other", now));
        QVERIFY(other.save(m_path, m_vaultKey));
        QCOMPARE(other.counter(), file.counter());
        QCOMPARE(codeOf(keys::compareKeyAnchor(other, m_vaultKey, second)), ErrorCode::Tampered);
        for (const char* text : {"nonsense", "3", "3 abc", "x 00 00"})
            QCOMPARE(codeOf(keys::compareKeyAnchor(file, m_vaultKey, text)), ErrorCode::Damaged);
        // A database that was moved to another vault key since has nothing to compare.
        QVERIFY(keys::compareKeyAnchor(back, crypto::randomSecret(32), second));
    }

    void bothKeysOpenWhileRotatingAlsoForAbsentSlots()
    {
        KeyFile file = KeyFile::createNew();
        const auto keychain = file.addKeychainSlot(m_vaultKey, "k", now);
        const auto recovery = file.addRecoverySlot(m_vaultKey, "r", now);
        QVERIFY(file.addPassphraseSlot(m_vaultKey, Secret::fromText("p"), "p", now, crypto::minArgon2));
        QVERIFY(
            file.addTokenSlot(m_vaultKey, {"l", "m", "m", "s", "01"}, testSpki(), crypto::OaepHash::Sha256, "t", now));
        QVERIFY(file.save(m_path, m_vaultKey));
        KeyFile rotated = *KeyFile::load(m_path); // no slot's secret is at hand
        const Secret next = crypto::randomSecret(32);
        QCOMPARE(codeOf(rotated.finishRotation(next)), ErrorCode::IllegalState);
        QCOMPARE(codeOf(rotated.abandonRotation()), ErrorCode::IllegalState);
        QCOMPARE(codeOf(rotated.beginRotation(m_vaultKey, m_vaultKey)), ErrorCode::InvalidArgument);
        QCOMPARE(codeOf(rotated.beginRotation(next, crypto::randomSecret(32))), ErrorCode::Tampered);
        QVERIFY(rotated.beginRotation(m_vaultKey, next));
        QCOMPARE(codeOf(rotated.save(m_path, m_vaultKey)), ErrorCode::IllegalState);
        QVERIFY(rotated.save(m_path, m_vaultKey, next));

        KeyFile during = *KeyFile::load(m_path);
        QVERIFY(during.rotating());
        QCOMPARE(during.generation(), 1U);
        for (const SlotSecrets& secrets :
             {std::cref(static_cast<const SlotSecrets&>(m_scratch[0] = byItem(*keychain))),
              std::cref(static_cast<const SlotSecrets&>(m_scratch[1] = byRecovery(recovery->key))),
              std::cref(static_cast<const SlotSecrets&>(m_scratch[2] = byPassphrase("p")))}) {
            const auto opened = during.open(secrets);
            QVERIFY(opened->vaultKey.equals(m_vaultKey));
            QVERIFY(opened->nextVaultKey.equals(next));
        }
        QCOMPARE(codeOf(during.addKeychainSlot(m_vaultKey, "x", now)), ErrorCode::IllegalState);
        QCOMPARE(codeOf(during.removeSlot(keychain->id)), ErrorCode::IllegalState);
        QVERIFY(!during.tokenRequest(during.slots().back().id)->encryptedNext.empty());

        KeyFile abandoned = during;
        QVERIFY(abandoned.abandonRotation());
        QVERIFY(abandoned.save(m_path, m_vaultKey));
        QVERIFY(KeyFile::load(m_path)->open(m_scratch[0])->vaultKey.equals(m_vaultKey));

        QCOMPARE(codeOf(during.finishRotation(crypto::randomSecret(32))), ErrorCode::Tampered);
        QVERIFY(during.finishRotation(next));
        QCOMPARE(codeOf(during.save(m_path, crypto::randomSecret(32))), ErrorCode::Tampered);
        QVERIFY(during.save(m_path, next));
        const KeyFile after = *KeyFile::load(m_path);
        QVERIFY(!after.rotating());
        QCOMPARE(after.generation(), 2U);
        for (const SlotSecrets& secrets : m_scratch) {
            const auto opened = after.open(secrets);
            QVERIFY(opened->vaultKey.equals(next));
            QVERIFY(opened->nextVaultKey.empty());
        }
        // And once more, from the second generation.
        KeyFile third = after;
        const Secret last = crypto::randomSecret(32);
        QVERIFY(third.beginRotation(next, last));
        QCOMPARE(codeOf(third.finishRotation(last)), ErrorCode::IllegalState); // nobody could open it after a crash
        QVERIFY(third.save(m_path, next, last));
        QVERIFY(third.finishRotation(last));
        QVERIFY(third.save(m_path, last));
        QVERIFY(KeyFile::load(m_path)->open(m_scratch[1])->vaultKey.equals(last));
    }

    void boxesOfAnotherGenerationAreRefused()
    {
        KeyFile file = KeyFile::createNew();
        const auto keychain = file.addKeychainSlot(m_vaultKey, "k", now);
        const Secret next = crypto::randomSecret(32);
        QVERIFY(file.beginRotation(m_vaultKey, next));
        QVERIFY(file.save(m_path, m_vaultKey, next));
        std::string text = contentsOf(m_path);
        // mac_next of a stranger: the old key's MAC alone does not vouch for the new key's boxes.
        const auto at = text.find("\"mac_next\":\"") + 12;
        text[at] = text[at] == 'A' ? 'B' : 'A';
        QCOMPARE(codeOf(KeyFile::parse(text)), ErrorCode::Damaged); // the checksum
    }

private:
    // The public half of an RSA-2048 key that nobody holds.
    static base::Bytes testSpki()
    {
        base::Bytes modulus(256, 0xC5);
        modulus.back() = 0x2F;
        return *crypto::rsaSpki(modulus, base::Bytes{1, 0, 1});
    }

    std::unique_ptr<QTemporaryDir> m_dir;
    fs::path m_path;
    Secret m_vaultKey;
    std::array<SlotSecrets, 3> m_scratch;
};

QTEST_GUILESS_MAIN(TestSlots)
#include "tst_slots.moc"
