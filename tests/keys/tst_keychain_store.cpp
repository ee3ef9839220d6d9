// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/keys/key_file.h"
#include "core/keys/keychain_store.h"
#include "tests/support/keychain_memory.h"

#include <QTest>

using namespace keystead;
using base::ErrorCode;

class TestKeychainStore final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void itemNamesAreTheContract()
    {
        QCOMPARE(keys::slotItemName("vlt_1", "slt_2"), std::string("vault/vlt_1/slot/slt_2"));
        QCOMPARE(keys::anchorItemName("vlt_1"), std::string("vault/vlt_1/anchor"));
    }

    void aSlotGoesThroughTheKeychainAndBack()
    {
        test::MemoryKeychain keychain;
        const auto vaultKey = base::Secret::fromBytes(base::Bytes(32, 5));
        auto file = keys::KeyFile::createNew();
        auto added = file.addKeychainSlot(vaultKey, "Login keyring", base::fromMillis(0));
        QVERIFY(added);
        const std::string item = keys::slotItemName(file.vaultId().text, added->id.text);
        keychain.write(item, std::move(added->item), [](base::Status status) { QVERIFY(status); });
        int answers = 0;
        keychain.read(item, [&](base::Result<base::Secret> read) {
            ++answers;
            QVERIFY(read);
            QVERIFY(file.openWithKeychainItem(added->id, *read)->equals(vaultKey));
        });
        QCOMPARE(answers, 1);
    }

    // The double itself: what other rooms' tests rely on.
    void theMemoryKeychainFailsOnDemand()
    {
        test::MemoryKeychain keychain;
        ErrorCode code = ErrorCode::Ok;
        const auto remember = [&](base::Result<base::Secret> read) { code = read ? ErrorCode::Ok : read.error().code; };
        keychain.read("gone", remember);
        QCOMPARE(code, ErrorCode::KeychainItemMissing);
        keychain.failWith(ErrorCode::KeychainLocked);
        keychain.write("a", base::Secret::fromText("x"), [&](base::Status status) { code = status.error().code; });
        QCOMPARE(code, ErrorCode::KeychainLocked);
        QVERIFY(!keychain.has("a"));
        keychain.failWith({});
        keychain.write("a", base::Secret::fromText("x"), [](base::Status) {});
        keychain.holdAnswers();
        code = ErrorCode::Internal;
        keychain.read("a", remember);
        QCOMPARE(code, ErrorCode::Internal);
        keychain.release();
        QCOMPARE(code, ErrorCode::Ok);
        keychain.remove("a", [&](base::Status status) { QVERIFY(status); });
        QCOMPARE(keychain.size(), std::size_t{0});
    }
};

QTEST_GUILESS_MAIN(TestKeychainStore)
#include "tst_keychain_store.moc"
