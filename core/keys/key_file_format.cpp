// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/keys/key_file_format.h"

#include "core/base/json.h"
#include "core/crypto/digest.h"

#include <algorithm>
#include <nlohmann/json.hpp>

namespace keystead::keys {

namespace {

using base::ErrorCode;
using base::Json;

constexpr std::size_t wrappedSize = 32 + 12 + vaultKeySize + 16; // ephemeral key, nonce, vault key, tag
constexpr std::size_t maxLabel = 1024;

base::Error damaged(std::string_view why)
{
    return base::fail(ErrorCode::Damaged, "key file: " + std::string{why});
}

std::string checksumOf(const Json& document)
{
    return base::toHex(crypto::sha256(base::toJsonText(document)));
}

Json slotJson(const KeyFile::Slot& slot)
{
    Json json{{"id", slot.info.id.text},
              {"kind", toText(slot.info.kind)},
              {"label", slot.info.label},
              {"created_at", base::toRfc3339(slot.info.createdAt)},
              {"public_key", base::toBase64(slot.publicKey)},
              {"wrapped", base::toBase64(slot.wrapped)}};
    if (slot.info.kind == SlotKind::Passphrase) {
        json["kdf"] = {{"name", "argon2id"},
                       {"version", 19},
                       {"memory_kib", slot.info.kdf.memoryKiB},
                       {"passes", slot.info.kdf.passes},
                       {"lanes", slot.info.kdf.lanes}};
        json["salt"] = base::toBase64(slot.salt);
    }
    return json;
}

Json documentJson(const KeyFileContents& contents)
{
    Json list = Json::array();
    for (const KeyFile::Slot& slot : contents.slots) {
        Json json = slotJson(slot);
        json["tag"] = base::toBase64(slot.tag);
        list.push_back(std::move(json));
    }
    return {{"format", keyFileFormat}, {"vault", contents.vaultId.text}, {"slots", std::move(list)}};
}

base::Result<base::Bytes> readBytes(const Json& object, std::string_view key, std::size_t low, std::size_t high)
{
    const auto text = base::requireString(object, key, "slot");
    const auto bytes = text ? base::fromBase64(*text) : base::Result<base::Bytes>{text.error()};
    if (!bytes || bytes->size() < low || bytes->size() > high)
        return damaged("slot." + std::string{key} + " is missing or malformed");
    return *bytes;
}

base::Result<std::uint32_t> readNumber(const Json& object, std::string_view key)
{
    const auto value = base::requireInt(object, key, "kdf");
    if (!value || *value < 0 || *value > UINT32_MAX)
        return base::fail(ErrorCode::LimitExceeded,
                          "key file: kdf." + std::string{key} + " is missing or out of bounds");
    return static_cast<std::uint32_t>(*value);
}

base::Result<crypto::Argon2Params> readKdf(const Json& slot)
{
    const auto kdf = slot.find("kdf");
    if (kdf == slot.end() || !kdf->is_object())
        return damaged("slot.kdf is missing");
    const auto name = base::requireString(*kdf, "name", "kdf");
    const auto version = base::requireInt(*kdf, "version", "kdf");
    if (!name || *name != "argon2id" || !version || *version != 19)
        return base::fail(ErrorCode::TooNew, "key file: unknown key derivation");
    crypto::Argon2Params params;
    KS_ASSIGN(params.memoryKiB, readNumber(*kdf, "memory_kib"));
    KS_ASSIGN(params.passes, readNumber(*kdf, "passes"));
    KS_ASSIGN(params.lanes, readNumber(*kdf, "lanes"));
    KS_TRY(crypto::checkArgon2(params)); // SECURITY 33
    return params;
}

base::Result<SlotInfo> readInfo(const Json& json)
{
    const auto id = base::requireString(json, "id", "slot");
    const auto kind = base::requireString(json, "kind", "slot");
    const auto label = base::requireString(json, "label", "slot");
    const auto created = base::requireString(json, "created_at", "slot");
    const auto time = created ? base::fromRfc3339(*created) : std::nullopt;
    if (!id || !base::SlotId::valid(*id) || !kind || !label || label->size() > maxLabel || !time)
        return damaged("a slot lacks its id, kind, label or time");
    SlotInfo info{base::SlotId{*id}, SlotKind::Keychain, *label, *time, {}};
    if (*kind == toText(SlotKind::Passphrase)) {
        info.kind = SlotKind::Passphrase;
        KS_ASSIGN(info.kdf, readKdf(json));
    } else if (*kind != toText(SlotKind::Keychain)) {
        return base::fail(ErrorCode::TooNew, "key file: slot " + *id + " is of a kind that this version does not know");
    }
    return info;
}

base::Result<KeyFile::Slot> readSlot(const Json& json)
{
    if (!json.is_object())
        return damaged("a slot is not an object");
    KeyFile::Slot slot;
    KS_ASSIGN(slot.info, readInfo(json));
    if (slot.info.kind == SlotKind::Passphrase) {
        KS_ASSIGN(slot.salt, readBytes(json, "salt", 16, 64));
    }
    KS_ASSIGN(slot.publicKey, readBytes(json, "public_key", 32, 32));
    KS_ASSIGN(slot.wrapped, readBytes(json, "wrapped", wrappedSize, wrappedSize));
    KS_ASSIGN(slot.tag, readBytes(json, "tag", 32, 32));
    return slot;
}

base::Result<KeyFileContents> readContents(const Json& document)
{
    const auto vault = base::requireString(document, "vault", "key file");
    const auto mac = base::requireString(document, "mac", "key file");
    const auto macBytes = mac ? base::fromBase64(*mac) : base::Result<base::Bytes>{mac.error()};
    const auto list = document.find("slots");
    if (!vault || !base::VaultId::valid(*vault) || !macBytes || macBytes->size() != 32 || list == document.end() ||
        !list->is_array() || list->empty())
        return damaged("the vault's id, the slots or the MAC are missing");
    if (list->size() > maxSlots)
        return base::fail(ErrorCode::LimitExceeded, "key file: more than 16 slots");
    KeyFileContents contents{base::VaultId{*vault}, {}, *macBytes};
    for (const Json& json : *list) {
        KS_ASSIGN(KeyFile::Slot slot, readSlot(json));
        const auto same = [&](const KeyFile::Slot& other) { return other.info.id == slot.info.id; };
        if (std::any_of(contents.slots.begin(), contents.slots.end(), same))
            return damaged("two slots have the same id");
        contents.slots.push_back(std::move(slot));
    }
    return contents;
}

} // namespace

std::string authenticatedText(const KeyFileContents& contents)
{
    return base::toJsonText(documentJson(contents));
}

std::string slotText(const base::VaultId& vault, const KeyFile::Slot& slot)
{
    return base::toJsonText(Json{{"vault", vault.text}, {"slot", slotJson(slot)}});
}

std::string formatKeyFile(const KeyFileContents& contents)
{
    Json document = documentJson(contents);
    document["mac"] = base::toBase64(contents.mac);
    document["checksum"] = checksumOf(document);
    return base::toJsonText(document) + "\n";
}

base::Result<KeyFileContents> parseKeyFile(std::string_view text)
{
    if (text.empty())
        return damaged("it is empty");
    if (text.size() > maxKeyFileSize)
        return base::fail(ErrorCode::LimitExceeded, "key file: larger than 64 KiB");
    auto document = base::parseJson(text, {maxKeyFileSize, 8});
    if (!document || !document->is_object())
        return damaged("it is not a JSON object");
    const auto format = base::requireInt(*document, "format", "key file");
    if (!format || *format < 1)
        return damaged("it has no format");
    // A later format may have other members and another checksum: judge nothing else of it.
    if (*format > keyFileFormat)
        return base::fail(ErrorCode::TooNew, "key file: format " + std::to_string(*format));
    const auto checksum = base::requireString(*document, "checksum", "key file");
    document->erase("checksum");
    if (!checksum || *checksum != checksumOf(*document))
        return damaged("the checksum is wrong");
    KS_ASSIGN(KeyFileContents contents, readContents(*document));
    // Unknown members, other white space and other spellings of a value all end here.
    if (formatKeyFile(contents) != text)
        return damaged("it is not in canonical form");
    return contents;
}

} // namespace keystead::keys
