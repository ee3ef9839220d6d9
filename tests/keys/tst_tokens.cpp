// SPDX-License-Identifier: GPL-3.0-or-later
// PKCS#11 against a module of our own (PIN tries, pulling, SHA-256) and against SoftHSM through p11-kit's registry.
#include "core/crypto/random.h"
#include "core/keys/tokens.h"

#include <QFile>
#include <QProcess>
#include <QStandardPaths>
#include <QTemporaryDir>
#include <QTest>

using namespace keystead;
using base::ErrorCode;
using base::Secret;
using keys::KeyFile;
using keys::PinState;
using keys::TokenModules;

namespace {

const base::WallTime now = base::fromMillis(1'795'318'879'000);

Secret text(std::string_view value)
{
    return Secret::fromText(value);
}

template <class T> ErrorCode codeOf(const base::Result<T>& result)
{
    return result ? ErrorCode::Ok : result.error().code;
}

} // namespace

class TestTokens final : public QObject
{
    Q_OBJECT

    void put(const char* name, const QByteArray& contents)
    {
        QFile file(m_dir->filePath(QString::fromLatin1(name)));
        QVERIFY(file.open(QIODevice::WriteOnly | QIODevice::Truncate));
        file.write(contents);
    }
    QByteArray get(const char* name) const
    {
        QFile file(m_dir->filePath(QString::fromLatin1(name)));
        return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray{};
    }
    int logins() const { return static_cast<int>(get("logins").count('\n')); }
    void pull() { QVERIFY(QFile::remove(m_dir->filePath(QStringLiteral("present")))); }

    // A key file with a keychain slot and the token's, after a trip through its text.
    KeyFile sealedTo(const keys::TokenKey& key, base::SlotId& slot)
    {
        KeyFile file = KeyFile::createNew();
        [&] { QVERIFY(file.addKeychainSlot(m_vaultKey, "k", now)); }();
        const auto id = file.addTokenSlot(m_vaultKey, key.identity, key.publicKey, key.oaep, "Token", now);
        [&] { QVERIFY(id.has_value()); }();
        slot = *id;
        const std::filesystem::path path = m_dir->filePath(QStringLiteral("keys.json")).toStdString();
        [&] { QVERIFY(file.save(path, m_vaultKey)); }();
        return *KeyFile::load(path);
    }
    static base::Result<keys::OpenedVault> openBy(TokenModules& modules, const KeyFile& file, const base::SlotId& slot,
                                                  std::string_view pin, keys::PinOptions options = {})
    {
        KS_ASSIGN(const KeyFile::TokenRequest request, file.tokenRequest(slot));
        KS_ASSIGN(keys::TokenShares shares, modules.decrypt(request, text(pin), options));
        keys::SlotSecrets secrets;
        secrets.tokenSlot = slot;
        secrets.tokenShare = std::move(shares.share);
        secrets.tokenShareNext = std::move(shares.next);
        return file.open(secrets);
    }

private Q_SLOTS:
    void init()
    {
        m_dir = std::make_unique<QTemporaryDir>();
        qputenv("KEYSTEAD_MOCK_TOKEN", m_dir->path().toLocal8Bit());
        put("present", "");
        put("tries", "3");
        put("pin", "246810");
        m_vaultKey = crypto::randomSecret(32);
    }

    void aTokenOpensItsSlotWithSha256()
    {
        TokenModules modules(KEYSTEAD_MOCK_MODULE);
        const auto tokens = modules.tokens();
        QCOMPARE(tokens->size(), std::size_t{1});
        QCOMPARE(tokens->front().identity.label, std::string("mock token"));
        QCOMPARE(tokens->front().pin, PinState::Fine);
        const auto key = modules.createKey("mock token", text("246810"), "Keystead");
        QVERIFY2(key.has_value(), key ? "" : key.error().detail.c_str());
        QCOMPARE(key->oaep, crypto::OaepHash::Sha256); // measured
        base::SlotId slot;
        const KeyFile file = sealedTo(*key, slot);
        const auto opened = openBy(modules, file, slot, "246810");
        QVERIFY2(opened.has_value(), opened ? "" : opened.error().detail.c_str());
        QVERIFY(opened->vaultKey.equals(m_vaultKey));
        QCOMPARE(opened->kind, keys::SlotKind::Pkcs11);
    }

    void aNewVaultKeyReachesATokenThatIsAway()
    {
        TokenModules modules(KEYSTEAD_MOCK_MODULE);
        const auto key = modules.createKey("", text("246810"), "Keystead");
        base::SlotId slot;
        KeyFile file = sealedTo(*key, slot);
        pull();
        const std::filesystem::path path = m_dir->filePath(QStringLiteral("keys.json")).toStdString();
        const Secret next = crypto::randomSecret(32);
        QVERIFY(file.beginRotation(m_vaultKey, next));
        QVERIFY(file.save(path, m_vaultKey, next));
        put("present", "");
        const auto during = openBy(modules, *KeyFile::load(path), slot, "246810");
        QVERIFY(during->vaultKey.equals(m_vaultKey) && during->nextVaultKey.equals(next));
        QVERIFY(file.finishRotation(next));
        QVERIFY(file.save(path, next));
        QVERIFY(openBy(modules, *KeyFile::load(path), slot, "246810")->vaultKey.equals(next));
    }

    void aWrongPinIsTriedOnce() // SECURITY 34
    {
        TokenModules modules(KEYSTEAD_MOCK_MODULE);
        const auto key = modules.createKey("", text("246810"), "Keystead");
        base::SlotId slot;
        const KeyFile file = sealedTo(*key, slot);
        const int before = logins();
        const auto first = openBy(modules, file, slot, "000000");
        QCOMPARE(codeOf(first), ErrorCode::WrongPin);
        QVERIFY2(first.error().detail.find("few tries are left") != std::string::npos, first.error().detail.c_str());
        QCOMPARE(logins(), before + 1);
        QCOMPARE(get("tries"), QByteArray("2"));
        QCOMPARE(modules.tokens()->front().pin, PinState::CountLow);
        const auto second = openBy(modules, file, slot, "000001");
        QVERIFY2(second.error().detail.find("one more wrong try locks it") != std::string::npos,
                 second.error().detail.c_str());
        QCOMPARE(logins(), before + 2);
        // The last try is the person's to risk, also with the right PIN.
        QCOMPARE(modules.tokens()->front().pin, PinState::FinalTry);
        QCOMPARE(codeOf(openBy(modules, file, slot, "246810")), ErrorCode::Denied);
        QCOMPARE(logins(), before + 2);
        QVERIFY(openBy(modules, file, slot, "246810", {.useFinalTry = true}));
        QCOMPARE(logins(), before + 3);
        QCOMPARE(modules.tokens()->front().pin, PinState::Fine);
    }

    void aLockedPinIsSaidAndNotTried() // SECURITY 34
    {
        TokenModules modules(KEYSTEAD_MOCK_MODULE);
        const auto key = modules.createKey("", text("246810"), "Keystead");
        base::SlotId slot;
        const KeyFile file = sealedTo(*key, slot);
        put("tries", "1");
        const int before = logins();
        QCOMPARE(codeOf(openBy(modules, file, slot, "000000", {.useFinalTry = true})), ErrorCode::PinLocked);
        QCOMPARE(logins(), before + 1);
        QCOMPARE(modules.tokens()->front().pin, PinState::Locked);
        QCOMPARE(codeOf(openBy(modules, file, slot, "246810", {.useFinalTry = true})), ErrorCode::PinLocked);
        QCOMPARE(logins(), before + 1);
    }

    void anEmptyPinIsNotTried()
    {
        TokenModules modules(KEYSTEAD_MOCK_MODULE);
        QCOMPARE(codeOf(modules.createKey("", Secret{}, "Keystead")), ErrorCode::InvalidArgument);
        QCOMPARE(logins(), 0);
    }

    void aPulledTokenIsNoticed()
    {
        TokenModules modules(KEYSTEAD_MOCK_MODULE);
        const auto key = modules.createKey("", text("246810"), "Keystead");
        base::SlotId slot;
        const KeyFile file = sealedTo(*key, slot);
        QVERIFY(modules.present(key->identity));
        pull();
        QCOMPARE(codeOf(modules.present(key->identity)), ErrorCode::TokenMissing);
        QCOMPARE(codeOf(openBy(modules, file, slot, "246810")), ErrorCode::TokenMissing);
        QCOMPARE(codeOf(modules.createKey("", text("246810"), "x")), ErrorCode::TokenMissing);
        put("present", "");
        QVERIFY(modules.present(key->identity));
        QVERIFY(openBy(modules, file, slot, "246810"));
        modules.unload();
        QVERIFY(modules.present(key->identity));
        keys::TokenIdentity other = key->identity;
        other.serial = "999";
        QCOMPARE(codeOf(modules.present(other)), ErrorCode::TokenMissing);
    }

    void aKeyThatCanBeTakenOutIsRefused()
    {
        TokenModules modules(KEYSTEAD_MOCK_MODULE);
        const auto key = modules.createKey("", text("246810"), "Keystead");
        QVERIFY(modules.useKey("0123456789", key->identity.keyId, text("246810")));
        put("soft", "");
        QCOMPARE(codeOf(modules.useKey("", key->identity.keyId, text("246810"))), ErrorCode::Denied);
        QCOMPARE(codeOf(modules.useKey("", "00", text("246810"))), ErrorCode::WrongKey);
        QCOMPARE(codeOf(modules.useKey("", "zz", text("246810"))), ErrorCode::InvalidArgument);
        QCOMPARE(codeOf(modules.useKey("other", key->identity.keyId, text("246810"))), ErrorCode::TokenMissing);
        QVERIFY(modules.destroyKey(key->identity, text("246810")));
        QCOMPARE(codeOf(modules.useKey("", key->identity.keyId, text("246810"))), ErrorCode::WrongKey);
    }

    void anotherKeyOnTheTokenDoesNotOpen()
    {
        TokenModules modules(KEYSTEAD_MOCK_MODULE);
        const auto key = modules.createKey("", text("246810"), "Keystead");
        base::SlotId slot;
        const KeyFile file = sealedTo(*key, slot);
        const QByteArray id = get("key.id");
        QVERIFY(modules.createKey("", text("246810"), "Keystead")); // in its place
        put("key.id", id);
        const auto opened = openBy(modules, file, slot, "246810");
        QVERIFY(!opened);
        QVERIFY(opened.error().code == ErrorCode::CryptoFailure || opened.error().code == ErrorCode::Tampered);
    }

    void noModuleIsSaid()
    {
        TokenModules modules(std::filesystem::path("/nonexistent/module.so"));
        QCOMPARE(codeOf(modules.tokens()), ErrorCode::Unsupported);
    }

    void softHsmThroughTheRegistry()
    {
        if (QStandardPaths::findExecutable(QStringLiteral("softhsm2-util")).isEmpty())
            QSKIP("softhsm2 is not installed; ./dev test installs it");
        QVERIFY(QDir(m_dir->path()).mkdir(QStringLiteral("tokens")));
        put("softhsm2.conf", "directories.tokendir=" + m_dir->filePath(QStringLiteral("tokens")).toLocal8Bit() +
                                 "\nobjectstore.backend=file\nlog.level=ERROR\n");
        qputenv("SOFTHSM2_CONF", m_dir->filePath(QStringLiteral("softhsm2.conf")).toLocal8Bit());
        QProcess tool;
        tool.start(QStringLiteral("softhsm2-util"),
                   {QStringLiteral("--init-token"), QStringLiteral("--free"), QStringLiteral("--label"),
                    QStringLiteral("keystead test"), QStringLiteral("--so-pin"), QStringLiteral("12345678"),
                    QStringLiteral("--pin"), QStringLiteral("4321")});
        QVERIFY(tool.waitForFinished());
        QCOMPARE(tool.exitCode(), 0);

        TokenModules modules; // p11-kit's
        const auto key = modules.createKey("keystead test", text("4321"), "Keystead");
        QVERIFY2(key.has_value(), key ? "" : key.error().detail.c_str());
        QCOMPARE(key->oaep, crypto::OaepHash::Sha1); // SoftHSM 2.6 knows no other
        QVERIFY(key->publicKey.size() > 400);        // 3072 bits
        base::SlotId slot;
        const KeyFile file = sealedTo(*key, slot);
        QVERIFY(openBy(modules, file, slot, "4321")->vaultKey.equals(m_vaultKey));
        QCOMPARE(codeOf(openBy(modules, file, slot, "9999")), ErrorCode::WrongPin);
        QCOMPARE(modules.tokens()->front().pin, PinState::CountLow);
        QVERIFY(openBy(modules, file, slot, "4321"));
        QCOMPARE(modules.tokens()->front().pin, PinState::Fine);
        QVERIFY(modules.present(key->identity));
        QVERIFY(QDir().rename(m_dir->filePath(QStringLiteral("tokens")), m_dir->filePath(QStringLiteral("away"))));
        QCOMPARE(codeOf(modules.present(key->identity)), ErrorCode::TokenMissing);
        QVERIFY(QDir().rename(m_dir->filePath(QStringLiteral("away")), m_dir->filePath(QStringLiteral("tokens"))));
        QVERIFY(openBy(modules, file, slot, "4321")->vaultKey.equals(m_vaultKey));
    }

private:
    std::unique_ptr<QTemporaryDir> m_dir;
    Secret m_vaultKey;
};

QTEST_GUILESS_MAIN(TestTokens)
#include "tst_tokens.moc"
