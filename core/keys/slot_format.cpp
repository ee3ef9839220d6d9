// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/keys/slot_format.h"

#include "core/keys/key_file_format.h"

#include <nlohmann/json.hpp>

namespace keystead::keys {

namespace {

using base::ErrorCode;
using base::fail;
using base::Json;

constexpr std::size_t maxLabel = 1024;
constexpr std::size_t maxTokenText = 256;
constexpr std::size_t maxKeyId = 256; // hex
constexpr std::int64_t maxKdfTime = 3'600'000;
constexpr std::size_t boxedKeySize = 12 + vaultKeySize + 16; // nonce, vault key, tag
constexpr std::size_t x25519Size = 32;
// RSA of 2048 to 4096 bits.
constexpr std::size_t minSpki = 270;
constexpr std::size_t maxSpki = 600;
constexpr std::size_t minRsaPart = 256;
constexpr std::size_t maxRsaPart = 512;

base::Error damaged(const std::string& why)
{
    return fail(ErrorCode::Damaged, why);
}

Json kdfJson(const SlotInfo& info)
{
    Json json{{"name", "argon2id"},
              {"version", 19},
              {"memory_kib", info.kdf.memoryKiB},
              {"passes", info.kdf.passes},
              {"lanes", info.kdf.lanes}};
    if (info.kdfTime.count() > 0)
        json["measured_ms"] = info.kdfTime.count();
    return json;
}

Json tokenJson(const SlotInfo& info)
{
    const TokenIdentity& token = *info.token;
    return {{"label", token.label},  {"manufacturer", token.manufacturer},
            {"model", token.model},  {"serial", token.serial},
            {"key_id", token.keyId}, {"oaep", std::string{crypto::toText(info.oaep)}}};
}

base::Result<base::Bytes> readBytes(const Json& object, std::string_view key, std::size_t low, std::size_t high)
{
    const auto text = base::requireString(object, key, "slot");
    const auto bytes = text ? base::fromBase64(*text) : base::Result<base::Bytes>{text.error()};
    if (!bytes || bytes->size() < low || bytes->size() > high)
        return damaged(std::string{key} + " is missing or malformed");
    return *bytes;
}

base::Result<std::uint32_t> readNumber(const Json& object, std::string_view key)
{
    const auto value = base::requireInt(object, key, "kdf");
    if (!value || *value < 0 || *value > UINT32_MAX)
        return fail(ErrorCode::LimitExceeded, "kdf." + std::string{key} + " is missing or out of bounds");
    return static_cast<std::uint32_t>(*value);
}

base::Status readKdf(const Json& slot, SlotInfo& info)
{
    const auto kdf = slot.find("kdf");
    if (kdf == slot.end() || !kdf->is_object())
        return damaged("kdf is missing");
    const auto name = base::requireString(*kdf, "name", "kdf");
    const auto version = base::requireInt(*kdf, "version", "kdf");
    if (!name || *name != "argon2id" || !version || *version != 19)
        return fail(ErrorCode::TooNew, "unknown key derivation");
    KS_ASSIGN(info.kdf.memoryKiB, readNumber(*kdf, "memory_kib"));
    KS_ASSIGN(info.kdf.passes, readNumber(*kdf, "passes"));
    KS_ASSIGN(info.kdf.lanes, readNumber(*kdf, "lanes"));
    const auto measured = base::optionalInt(*kdf, "measured_ms", "kdf");
    if (!measured || (*measured && (**measured < 1 || **measured > maxKdfTime)))
        return fail(ErrorCode::LimitExceeded, "kdf.measured_ms is out of bounds");
    info.kdfTime = std::chrono::milliseconds{measured->value_or(0)};
    return crypto::checkArgon2(info.kdf); // SECURITY 33
}

base::Status readToken(const Json& slot, SlotInfo& info)
{
    const auto token = slot.find("token");
    if (token == slot.end() || !token->is_object())
        return damaged("token is missing");
    TokenIdentity identity;
    for (const auto& [key, member, high] :
         {std::tuple{"label", &identity.label, maxTokenText},
          std::tuple{"manufacturer", &identity.manufacturer, maxTokenText},
          std::tuple{"model", &identity.model, maxTokenText}, std::tuple{"serial", &identity.serial, maxTokenText},
          std::tuple{"key_id", &identity.keyId, maxKeyId}}) {
        auto text = base::requireString(*token, key, "token");
        if (!text || text->size() > high)
            return damaged(std::string{"token."} + key + " is missing or too long");
        *member = std::move(*text);
    }
    const auto id = base::fromHex(identity.keyId);
    if (!id || id->empty() || base::toHex(*id) != identity.keyId)
        return damaged("token.key_id is not hex");
    const auto oaep = base::requireString(*token, "oaep", "token");
    const auto hash = oaep ? crypto::oaepHashFromText(*oaep) : std::nullopt;
    if (!hash)
        return fail(ErrorCode::TooNew, "token.oaep is of a kind that this version does not know");
    info.oaep = *hash;
    info.token = std::move(identity);
    return base::ok();
}

base::Status readConfirmed(const Json& slot, SlotInfo& info)
{
    const auto confirmed = base::optionalBool(slot, "confirmed", "slot");
    if (!confirmed || !*confirmed)
        return damaged("confirmed is missing");
    info.confirmed = **confirmed;
    return base::ok();
}

base::Result<SlotInfo> readInfo(const Json& json, int format)
{
    const auto id = base::requireString(json, "id", "slot");
    const auto kindText = base::requireString(json, "kind", "slot");
    const auto label = base::requireString(json, "label", "slot");
    const auto created = base::requireString(json, "created_at", "slot");
    const auto time = created ? base::fromRfc3339(*created) : std::nullopt;
    if (!id || !base::SlotId::valid(*id) || !kindText || !label || label->size() > maxLabel || !time)
        return damaged("its id, kind, label or time is missing or malformed");
    const auto kind = slotKindFromText(*kindText);
    // Format 1 had only these two.
    if (!kind || (format == 1 && *kind != SlotKind::Keychain && *kind != SlotKind::Passphrase))
        return fail(ErrorCode::TooNew, *id + " is of a kind that this version does not know");
    SlotInfo info{base::SlotId{*id}, *kind, *label, *time};
    if (info.wantsPassphrase())
        KS_TRY(readKdf(json, info));
    if (*kind == SlotKind::Pkcs11)
        KS_TRY(readToken(json, info));
    if (*kind == SlotKind::Recovery)
        KS_TRY(readConfirmed(json, info));
    return info;
}

} // namespace

Json slotJson(const KeyFile::Slot& slot)
{
    const SlotInfo& info = slot.info;
    Json json{{"id", info.id.text},
              {"kind", toText(info.kind)},
              {"label", info.label},
              {"created_at", base::toRfc3339(info.createdAt)},
              {"public_key", base::toBase64(slot.publicKey)},
              {"wrapped", base::toBase64(slot.wrapped)}};
    if (!slot.wrappedNext.empty())
        json["wrapped_next"] = base::toBase64(slot.wrappedNext);
    if (info.wantsPassphrase()) {
        json["kdf"] = kdfJson(info);
        json["salt"] = base::toBase64(slot.salt);
    }
    if (info.kind == SlotKind::Pkcs11 && info.token)
        json["token"] = tokenJson(info);
    if (info.kind == SlotKind::Recovery)
        json["confirmed"] = info.confirmed;
    return json;
}

base::Result<KeyFile::Slot> readSlot(const Json& json, int format, bool rotating)
{
    if (!json.is_object())
        return damaged("it is not an object");
    KeyFile::Slot slot;
    KS_ASSIGN(slot.info, readInfo(json, format));
    if (slot.info.wantsPassphrase()) {
        KS_ASSIGN(slot.salt, readBytes(json, "salt", 16, 64));
    }
    const bool rsa = slot.info.kind == SlotKind::Pkcs11;
    const std::size_t low = (rsa ? minRsaPart : x25519Size) + boxedKeySize;
    const std::size_t high = (rsa ? maxRsaPart : x25519Size) + boxedKeySize;
    KS_ASSIGN(slot.publicKey, readBytes(json, "public_key", rsa ? minSpki : x25519Size, rsa ? maxSpki : x25519Size));
    KS_ASSIGN(slot.wrapped, readBytes(json, "wrapped", low, high));
    if (rotating) {
        KS_ASSIGN(slot.wrappedNext, readBytes(json, "wrapped_next", low, high));
    }
    KS_ASSIGN(slot.tag, readBytes(json, "tag", 32, 32));
    return slot;
}

} // namespace keystead::keys
