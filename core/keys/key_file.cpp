// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/keys/key_file.h"

#include "core/base/private_files.h"
#include "core/crypto/digest.h"
#include "core/crypto/hkdf.h"
#include "core/keys/key_file_format.h"

namespace keystead::keys {

namespace {

using base::ErrorCode;

base::Result<base::Bytes> mac(const base::Secret& macKey, std::string_view text)
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
    return kind == SlotKind::Keychain ? "keychain" : "passphrase";
}

KeyFile KeyFile::createNew()
{
    KeyFile file;
    file.m_vaultId = base::VaultId::create();
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
    file.m_slots = std::move(contents.slots);
    file.m_slotsAsRead = file.m_slots;
    file.m_mac = std::move(contents.mac);
    return file;
}

base::Status KeyFile::save(const std::filesystem::path& file, const base::Secret& vaultKey)
{
    if (m_slots.empty())
        return base::fail(ErrorCode::IllegalState, "a key file needs a slot");
    KS_TRY(authenticate(vaultKey));
    KS_ASSIGN(const base::Secret macKey, macKeyFor(vaultKey));
    KeyFileContents contents{m_vaultId, m_slots, {}};
    for (Slot& slot : contents.slots) {
        KS_ASSIGN(slot.tag, mac(macKey, slotText(m_vaultId, slot)));
    }
    std::string text = authenticatedText(contents);
    KS_ASSIGN(contents.mac, mac(macKey, text));
    KS_TRY(base::replaceFile(file, formatKeyFile(contents)));
    m_authenticated = std::move(text);
    m_slots = std::move(contents.slots);
    m_slotsAsRead = m_slots;
    m_mac = std::move(contents.mac);
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

// What was read must have been written under this key. A file made in memory has nothing to prove.
base::Status KeyFile::authenticate(const base::Secret& vaultKey) const
{
    if (m_authenticated.empty())
        return base::ok();
    KS_ASSIGN(const base::Secret macKey, macKeyFor(vaultKey));
    KS_ASSIGN(const base::Bytes expected, mac(macKey, m_authenticated));
    if (same(expected, m_mac))
        return base::ok();
    std::string names;
    for (const Slot& slot : m_slotsAsRead) {
        KS_ASSIGN(const base::Bytes tag, mac(macKey, slotText(m_vaultId, slot)));
        if (!same(tag, slot.tag))
            names += " " + slot.info.id.text;
    }
    return base::fail(ErrorCode::Tampered,
                      names.empty()
                          ? std::string{"key file: slots were added, removed or reordered, or the MAC was replaced"}
                          : "key file: altered slots:" + names);
}

} // namespace keystead::keys
