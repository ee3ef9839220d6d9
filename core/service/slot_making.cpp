// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/service/slot_making.h"

#include "core/base/passphrase_rule.h"
#include "core/crypto/kdf_calibration.h"
#include "core/service/keychain_io.h"

namespace keystead::service {

namespace {

using base::ErrorCode;
using keys::SlotKind;

struct Calibrated
{
    base::Result<crypto::KdfCalibration> found;
};
struct MadeToken
{
    base::Result<keys::TokenKey> key;
};
struct Derived
{
    base::Status done;
};

std::string usualLabel(SlotKind kind)
{
    switch (kind) {
    case SlotKind::Keychain:
        return "Desktop keyring";
    case SlotKind::Passphrase:
        return "Passphrase";
    case SlotKind::Recovery:
        return "Recovery key";
    case SlotKind::Combined:
        return "Desktop keyring and passphrase";
    case SlotKind::Pkcs11:
        break;
    }
    return "Token";
}

std::string labelOf(const AddSlot& request)
{
    return request.label.empty() ? usualLabel(request.kind) : request.label;
}

// The item is written and read back before the file that needs it.
TaskOf<SlotDraftPtr> storeItem(ContextPtr context, SlotDraftPtr draft, std::shared_ptr<base::Secret> item)
{
    const std::string name = keys::slotItemName(draft->file.vaultId().text, draft->id.text);
    auto writing = writeItemSafely(context->parts.keychain, name, std::move(*item));
    const base::Status written = co_await writing;
    if (!written)
        co_return written.error();
    draft->keychainItem = name;
    co_return draft;
}

TaskOf<SlotDraftPtr> makeKeychain(ContextPtr context, SlotDraftPtr draft, SlotMaterialPtr material)
{
    KS_CO_ASSIGN(auto slot,
                 draft->file.addKeychainSlot(material->vaultKey, labelOf(material->request), context->now()));
    draft->id = slot.id;
    auto storing = storeItem(context, draft, std::make_shared<base::Secret>(std::move(slot.item)));
    base::Result<SlotDraftPtr> stored = co_await storing;
    co_return stored;
}

// Argon2id on a worker, on a copy of the file.
TaskOf<SlotDraftPtr> derive(ContextPtr context, SlotDraftPtr draft, SlotMaterialPtr material)
{
    auto choosing = kdfParams(context);
    const base::Result<crypto::Argon2Params> params = co_await choosing;
    if (!params)
        co_return params.error();
    const auto item = std::make_shared<base::Secret>();
    std::function<Derived()> work = [draft, material, item, params = *params, now = context->now()]() -> Derived {
        const AddSlot& request = material->request;
        if (request.kind == SlotKind::Passphrase) {
            auto id =
                draft->file.addPassphraseSlot(material->vaultKey, *request.passphrase, labelOf(request), now, params);
            if (!id)
                return {id.error()};
            draft->id = *id;
            return {base::ok()};
        }
        auto slot = draft->file.addCombinedSlot(material->vaultKey, *request.passphrase, labelOf(request), now, params);
        if (!slot)
            return {slot.error()};
        draft->id = slot->id;
        *item = std::move(slot->item);
        return {base::ok()};
    };
    auto working = context->worker.run<Derived>(std::move(work));
    const std::shared_ptr<Derived> derived = co_await working;
    if (!derived->done)
        co_return derived->done.error();
    if (item->empty())
        co_return draft;
    auto storing = storeItem(context, draft, item);
    base::Result<SlotDraftPtr> stored = co_await storing;
    co_return stored;
}

TaskOf<SlotDraftPtr> makeToken(ContextPtr context, SlotDraftPtr draft, SlotMaterialPtr material)
{
    std::function<MadeToken()> work = [modules = context->slotTools.modules, material] {
        const AddSlot& request = material->request;
        const base::Secret none;
        const base::Secret& pin = request.pin ? *request.pin : none;
        const keys::PinOptions options{request.useFinalTry};
        return request.tokenKey.empty() ? MadeToken{modules->createKey(request.token, pin, "Keystead", options)}
                                        : MadeToken{modules->useKey(request.token, request.tokenKey, pin, options)};
    };
    auto working = context->slotTools.worker.run<MadeToken>(std::move(work));
    const std::shared_ptr<MadeToken> made = co_await working;
    if (!made->key)
        co_return made->key.error();
    const AddSlot& request = material->request;
    if (request.tokenKey.empty())
        draft->made = made->key->identity;
    auto id =
        draft->file.addTokenSlot(material->vaultKey, made->key->identity, made->key->publicKey, made->key->oaep,
                                 request.label.empty() ? made->key->identity.label : request.label, context->now());
    if (!id) {
        auto undoing = undoMaking(context, draft, material);
        const base::Status ignored = co_await undoing;
        (void)ignored;
        co_return id.error();
    }
    draft->id = *id;
    co_return draft;
}

} // namespace

crypto::PassphraseStrength passphraseStrength(const base::Secret& passphrase)
{
    return crypto::passphraseStrength(passphrase, {"keystead"});
}

base::Status checkNewPassphrase(const base::Secret& passphrase, bool allowWeak)
{
    if (!base::longEnough(passphrase))
        return base::fail(ErrorCode::InvalidArgument,
                          "passphrase: needs at least " + std::to_string(base::shortestPassphrase) + " characters");
    if (allowWeak)
        return base::ok();
    const crypto::PassphraseStrength strength = passphraseStrength(passphrase);
    if (strength.score >= crypto::strongEnough)
        return base::ok();
    std::string detail = "passphrase: too weak, " + std::to_string(strength.score) + " of 4.";
    for (const crypto::StrengthHint hint : strength.hints)
        detail += " " + std::string{crypto::sentenceFor(hint)};
    return base::fail(ErrorCode::InvalidArgument, detail);
}

TaskOf<crypto::Argon2Params> kdfParams(ContextPtr context)
{
    if (context->parts.kdf)
        co_return *context->parts.kdf;
    if (!context->slotTools.kdf) {
        std::function<Calibrated()> work = [] { return Calibrated{crypto::calibrateArgon2()}; };
        auto working = context->worker.run<Calibrated>(std::move(work));
        const std::shared_ptr<Calibrated> calibrated = co_await working;
        if (!calibrated->found)
            co_return calibrated->found.error();
        context->slotTools.kdf = calibrated->found->params;
    }
    co_return *context->slotTools.kdf;
}

TaskOf<SlotDraftPtr> makeSlot(ContextPtr context, keys::KeyFile file, SlotMaterialPtr material)
{
    const auto draft = std::make_shared<SlotDraft>(SlotDraft{std::move(file), {}, {}, {}, {}});
    switch (material->request.kind) {
    case SlotKind::Keychain:
        return makeKeychain(context, draft, material);
    case SlotKind::Passphrase:
    case SlotKind::Combined:
        return derive(context, draft, material);
    case SlotKind::Pkcs11:
        return makeToken(context, draft, material);
    case SlotKind::Recovery:
        break;
    }
    return [](ContextPtr shared, SlotDraftPtr made, SlotMaterialPtr from) -> TaskOf<SlotDraftPtr> {
        KS_CO_ASSIGN(auto slot, made->file.addRecoverySlot(from->vaultKey, labelOf(from->request), shared->now()));
        made->id = slot.id;
        made->recoveryKey = std::move(slot.key);
        co_return made;
    }(context, draft, material);
}

TaskOf<void> undoMaking(ContextPtr context, SlotDraftPtr draft, SlotMaterialPtr material)
{
    if (!draft->keychainItem.empty()) {
        auto removing = removeItem(context->parts.keychain, draft->keychainItem);
        const base::Status ignored = co_await removing;
        (void)ignored;
    }
    if (draft->made) {
        // The PIN has just been accepted: this is no second try.
        std::function<Derived()> work = [modules = context->slotTools.modules, material, token = *draft->made] {
            const base::Secret none;
            return Derived{modules->destroyKey(token, material->request.pin ? *material->request.pin : none)};
        };
        auto working = context->slotTools.worker.run<Derived>(std::move(work));
        const std::shared_ptr<Derived> ignored = co_await working;
        (void)ignored;
    }
    co_return base::ok();
}

} // namespace keystead::service
