// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/keys/key_file_format.h"

#include "core/base/json.h"
#include "core/crypto/digest.h"
#include "core/keys/slot_format.h"

#include <algorithm>
#include <nlohmann/json.hpp>

namespace keystead::keys {

namespace {

using base::ErrorCode;
using base::Json;

// Far beyond what anybody reaches, far below where arithmetic goes wrong.
constexpr std::int64_t maxCounter = 1'000'000'000'000;
constexpr std::int64_t maxGeneration = 1'000'000'000;

base::Error damaged(std::string_view why)
{
    return base::fail(ErrorCode::Damaged, "key file: " + std::string{why});
}

std::string checksumOf(const Json& document)
{
    return base::toHex(crypto::sha256(base::toJsonText(document)));
}

Json documentJson(const KeyFileContents& contents)
{
    Json list = Json::array();
    for (const KeyFile::Slot& slot : contents.slots) {
        Json json = slotJson(slot);
        json["tag"] = base::toBase64(slot.tag);
        list.push_back(std::move(json));
    }
    Json document{{"format", contents.format}, {"vault", contents.vaultId.text}, {"slots", std::move(list)}};
    if (contents.format > 1) {
        document["counter"] = contents.counter;
        document["generation"] = contents.generation;
    }
    return document;
}

base::Result<base::Bytes> readMac(const Json& document, std::string_view key)
{
    const auto text = base::requireString(document, key, "key file");
    const auto bytes = text ? base::fromBase64(*text) : base::Result<base::Bytes>{text.error()};
    if (!bytes || bytes->size() != 32)
        return damaged(std::string{key} + " is missing or malformed");
    return *bytes;
}

base::Status readNumbers(const Json& document, KeyFileContents& contents)
{
    if (contents.format == 1)
        return base::ok();
    const auto counter = base::requireInt(document, "counter", "key file");
    const auto generation = base::requireInt(document, "generation", "key file");
    if (!counter || *counter < 1 || *counter > maxCounter)
        return damaged("counter is missing or out of bounds");
    if (!generation || *generation < 1 || *generation > maxGeneration)
        return damaged("generation is missing or out of bounds");
    contents.counter = static_cast<std::uint64_t>(*counter);
    contents.generation = static_cast<std::uint32_t>(*generation);
    contents.rotating = document.contains("mac_next");
    if (contents.rotating) {
        KS_ASSIGN(contents.macNext, readMac(document, "mac_next"));
    }
    return base::ok();
}

base::Status readSlots(const Json& list, KeyFileContents& contents)
{
    for (const Json& json : list) {
        const std::string place = "slot " + std::to_string(contents.slots.size() + 1);
        auto slot = readSlot(json, contents.format, contents.rotating);
        if (!slot)
            return base::fail(slot.error().code, "key file: " + place + ": " + slot.error().detail);
        const auto same = [&](const KeyFile::Slot& other) { return other.info.id == slot->info.id; };
        if (std::any_of(contents.slots.begin(), contents.slots.end(), same))
            return damaged(place + ": its id " + slot->info.id.text + " is another slot's as well");
        contents.slots.push_back(std::move(*slot));
    }
    return base::ok();
}

base::Result<KeyFileContents> readContents(const Json& document, int format)
{
    KeyFileContents contents;
    contents.format = format;
    const auto vault = base::requireString(document, "vault", "key file");
    if (!vault || !base::VaultId::valid(*vault))
        return damaged("the vault's id is missing or malformed");
    contents.vaultId = base::VaultId{*vault};
    KS_ASSIGN(contents.mac, readMac(document, "mac"));
    KS_TRY(readNumbers(document, contents));
    const auto list = document.find("slots");
    if (list == document.end() || !list->is_array() || list->empty())
        return damaged("it has no slots");
    if (list->size() > maxSlots)
        return base::fail(ErrorCode::LimitExceeded, "key file: more than 16 slots");
    KS_TRY(readSlots(*list, contents));
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
    if (contents.rotating)
        document["mac_next"] = base::toBase64(contents.macNext);
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
    KS_ASSIGN(KeyFileContents contents, readContents(*document, static_cast<int>(*format)));
    // Unknown members, other white space and other spellings of a value all end here.
    if (formatKeyFile(contents) != text)
        return damaged("it is not in canonical form");
    return contents;
}

} // namespace keystead::keys
