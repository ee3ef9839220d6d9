// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/keys/key_file.h"

#include "core/base/private_files.h"
#include "core/crypto/digest.h"
#include "core/crypto/hkdf.h"
#include "core/keys/key_file_format.h"

namespace keystead::keys {

namespace {

using base::ErrorCode;

base::Result<base::Bytes> macOf(const base::Secret& macKey, std::string_view text)
{
    KS_ASSIGN(const crypto::Sha256Digest digest,
              crypto::hmacSha256(macKey, {reinterpret_cast<const std::uint8_t*>(text.data()), text.size()}));
    return base::Bytes(digest.begin(), digest.end());
}

base::Result<base::Secret> macKeyFor(const base::Secret& vaultKey)
{
    return crypto::hkdfSha256(vaultKey, {}, "keystead key file mac v1", 32);
}

// In constant time.
bool same(const base::Bytes& a, const base::Bytes& b)
{
    return base::Secret::fromBytes(a).equals(b);
}

} // namespace

std::string_view toText(SlotKind kind)
{
    switch (kind) {
    case SlotKind::Keychain:
        return "keychain";
    case SlotKind::Passphrase:
        return "passphrase";
    case SlotKind::Recovery:
        return "recovery";
    case SlotKind::Pkcs11:
        return "pkcs11";
    case SlotKind::Combined:
        return "combined";
    }
    return "passphrase";
}

std::optional<SlotKind> slotKindFromText(std::string_view text)
{
    for (const SlotKind kind :
         {SlotKind::Keychain, SlotKind::Passphrase, SlotKind::Recovery, SlotKind::Pkcs11, SlotKind::Combined}) {
        if (toText(kind) == text)
            return kind;
    }
    return std::nullopt;
}

KeyFile KeyFile::createNew()
{
    return createFor(base::VaultId::create());
}

KeyFile KeyFile::createFor(const base::VaultId& vault)
{
    KeyFile file;
    file.m_vaultId = vault;
    return file;
}

base::Result<KeyFile> KeyFile::load(const std::filesystem::path& file)
{
    const auto text = base::readPrivateFile(file, maxKeyFileSize);
    if (!text && text.error().code == ErrorCode::NotFound)
        return base::fail(ErrorCode::VaultMissing, file.string());
    if (!text)
        return text.error();
    return parse(*text);
}

base::Result<KeyFile> KeyFile::parse(std::string_view text)
{
    KS_ASSIGN(KeyFileContents contents, parseKeyFile(text));
    KeyFile file;
    file.m_authenticated = authenticatedText(contents);
    file.m_vaultId = contents.vaultId;
    file.m_format = contents.format;
    file.m_counter = contents.counter;
    file.m_generation = contents.generation;
    file.m_rotating = contents.rotating;
    file.m_slots = std::move(contents.slots);
    file.m_slotsAsRead = file.m_slots;
    file.m_mac = std::move(contents.mac);
    file.m_macNext = std::move(contents.macNext);
    return file;
}

base::Status KeyFile::save(const std::filesystem::path& file, const base::Secret& vaultKey)
{
    if (m_rotating)
        return base::fail(ErrorCode::IllegalState, "a rotation is under way: the next key is needed as well");
    return saveUnder(file, vaultKey, nullptr);
}

base::Status KeyFile::save(const std::filesystem::path& file, const base::Secret& vaultKey,
                           const base::Secret& nextVaultKey)
{
    if (!m_rotating)
        return base::fail(ErrorCode::IllegalState, "no rotation is under way");
    return saveUnder(file, vaultKey, &nextVaultKey);
}

base::Status KeyFile::saveUnder(const std::filesystem::path& file, const base::Secret& vaultKey,
                                const base::Secret* nextVaultKey)
{
    if (m_slots.empty())
        return base::fail(ErrorCode::IllegalState, "a key file needs a slot");
    KS_TRY(authenticate(vaultKey));
    KS_ASSIGN(const base::Secret macKey, macKeyFor(vaultKey));
    KeyFileContents contents{keyFileFormat, m_vaultId, m_counter + 1, m_generation, m_rotating, m_slots, {}, {}};
    for (Slot& slot : contents.slots) {
        KS_ASSIGN(slot.tag, macOf(macKey, slotText(m_vaultId, slot)));
    }
    std::string text = authenticatedText(contents);
    KS_ASSIGN(contents.mac, macOf(macKey, text));
    if (nextVaultKey) {
        KS_ASSIGN(const base::Secret nextMacKey, macKeyFor(*nextVaultKey));
        KS_ASSIGN(contents.macNext, macOf(nextMacKey, text));
    }
    KS_TRY(base::replaceFile(file, formatKeyFile(contents)));
    m_authenticated = std::move(text);
    m_format = contents.format;
    m_counter = contents.counter;
    m_slots = std::move(contents.slots);
    m_slotsAsRead = m_slots;
    m_mac = std::move(contents.mac);
    m_macNext = std::move(contents.macNext);
    return base::ok();
}

std::vector<SlotInfo> KeyFile::slots() const
{
    std::vector<SlotInfo> infos;
    for (const Slot& slot : m_slots) {
        infos.push_back(slot.info);
        // Shown before anything is authenticated.
        infos.back().label = base::cleanForDisplay(slot.info.label);
    }
    return infos;
}

std::optional<SlotInfo> KeyFile::find(const base::SlotId& id) const
{
    for (SlotInfo& info : slots()) {
        if (info.id == id)
            return std::move(info);
    }
    return std::nullopt;
}

const KeyFile::Slot* KeyFile::slotOf(const base::SlotId& id) const
{
    for (const Slot& slot : m_slots) {
        if (slot.info.id == id)
            return &slot;
    }
    return nullptr;
}

base::Result<std::string> KeyFile::alteredSlots(const base::Secret& macKey) const
{
    std::string names;
    for (const Slot& slot : m_slotsAsRead) {
        KS_ASSIGN(const base::Bytes tag, macOf(macKey, slotText(m_vaultId, slot)));
        if (!same(tag, slot.tag))
            names += " " + slot.info.id.text;
    }
    return names;
}

// What was read must have been written under this key: the current one, or the next of a rotation. A file made in
// memory has nothing to prove.
base::Status KeyFile::authenticate(const base::Secret& vaultKey) const
{
    if (m_authenticated.empty())
        return base::ok();
    KS_ASSIGN(const base::Secret macKey, macKeyFor(vaultKey));
    KS_ASSIGN(const base::Bytes expected, macOf(macKey, m_authenticated));
    if (same(expected, m_mac) || (!m_macNext.empty() && same(expected, m_macNext)))
        return base::ok();
    KS_ASSIGN(const std::string names, alteredSlots(macKey));
    return base::fail(ErrorCode::Tampered,
                      names.empty()
                          ? std::string{"key file: slots were added, removed or reordered, or the MAC was replaced"}
                          : "key file: altered slots:" + names);
}

} // namespace keystead::keys
