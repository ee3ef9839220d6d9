// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/service/keys_at_hand.h"

#include "core/db/connection.h"
#include "core/service/keychain_io.h"

namespace keystead::service {

namespace {

struct OpenedSlots
{
    base::Result<keys::OpenedVault> vault;
};

// While a rotation is under way there are two keys, and the database has one of them.
base::Result<KeysAtHandPtr> choose(const Context& context, keys::KeyFile keyFile, keys::OpenedVault opened)
{
    auto hand = std::make_shared<KeysAtHand>(KeysAtHand{std::move(keyFile), std::move(opened.vaultKey), {}});
    const base::VaultId& id = hand->keyFile.vaultId();
    KS_ASSIGN(hand->databaseKey, keys::databaseKey(hand->vaultKey, id));
    if (opened.nextVaultKey.empty())
        return hand;
    if (db::Connection::open(context.databasePath(), hand->databaseKey, db::OpenMode::ReadOnly))
        return hand;
    KS_ASSIGN(base::Secret next, keys::databaseKey(opened.nextVaultKey, id));
    if (db::Connection::open(context.databasePath(), next, db::OpenMode::ReadOnly)) {
        hand->vaultKey = std::move(opened.nextVaultKey);
        hand->databaseKey = std::move(next);
    }
    return hand;
}

TaskOf<keys::OpenedVault> tryOpen(ContextPtr context, keys::KeyFile keyFile, std::shared_ptr<keys::SlotSecrets> secrets,
                                  bool mustFit)
{
    std::function<OpenedSlots()> work = [keyFile = std::move(keyFile), secrets, mustFit] {
        if (mustFit || secrets->passphrase.empty())
            return OpenedSlots{keyFile.open(*secrets)};
        base::Secret passphrase = std::move(secrets->passphrase);
        secrets->passphrase.clear();
        OpenedSlots opened{keyFile.open(*secrets)};
        if (opened.vault)
            return opened;
        secrets->passphrase = std::move(passphrase);
        return OpenedSlots{keyFile.open(*secrets)};
    };
    auto working = context->worker.run<OpenedSlots>(std::move(work));
    const std::shared_ptr<OpenedSlots> opened = co_await working;
    co_return std::move(opened->vault);
}

} // namespace

TaskOf<KeysAtHandPtr> keysAtHand(ContextPtr context, std::shared_ptr<SecretsAtHand> secrets)
{
    if (const auto session = context->open()) {
        auto hand = std::make_shared<KeysAtHand>(KeysAtHand{(*session)->keyFile, (*session)->vaultKey.clone(), {}});
        KS_CO_ASSIGN(hand->databaseKey, (*session)->databaseKey());
        co_return hand;
    }
    KS_CO_ASSIGN(keys::KeyFile keyFile, keys::KeyFile::load(context->keyFilePath()));
    const auto all = std::make_shared<keys::SlotSecrets>();
    all->passphrase = secrets->passphrase.clone();
    all->recoveryKey = secrets->recoveryKey.clone();
    base::Error keychain = base::fail(base::ErrorCode::KeychainItemMissing, "the vault has no keychain slot");
    for (const keys::SlotInfo& slot : keyFile.slots()) {
        if (!slot.wantsKeychain())
            continue;
        auto reading = readItem(context->parts.keychain, keys::slotItemName(keyFile.vaultId().text, slot.id.text));
        base::Result<base::Secret> item = co_await reading;
        if (item)
            all->keychainItems.emplace(slot.id, std::move(*item));
        else
            keychain = item.error();
    }
    auto opening = tryOpen(context, keyFile, all, secrets->mustFit);
    base::Result<keys::OpenedVault> opened = co_await opening;
    if (!opened && opened.error().code == base::ErrorCode::NotFound) // nothing was there that could be tried
        co_return keychain;
    if (!opened)
        co_return opened.error();
    co_return choose(*context, std::move(keyFile), std::move(*opened));
}

} // namespace keystead::service
