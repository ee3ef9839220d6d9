// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/json.h"
#include "core/crypto/digest.h"
#include "core/keys/key_anchor.h"
#include "core/keys/key_file.h"
#include "core/keys/recovery_text.h"

#include <cstddef>
#include <cstdint>
#include <nlohmann/json.hpp>
#include <string>

using namespace keystead;

namespace {

// Every kind of slot but those that cost an Argon2id.
void openAll(const keys::KeyFile& file)
{
    keys::SlotSecrets secrets;
    secrets.recoveryKey = base::Secret(32);
    for (const keys::SlotInfo& slot : file.slots()) {
        secrets.keychainItems.emplace(slot.id, base::Secret(44));
        if (slot.kind != keys::SlotKind::Pkcs11)
            continue;
        static_cast<void>(file.tokenRequest(slot.id));
        secrets.tokenSlot = slot.id;
        secrets.tokenShare = base::Secret(32);
        secrets.tokenShareNext = base::Secret(32);
    }
    static_cast<void>(file.open(secrets));
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    const std::string_view text{reinterpret_cast<const char*>(data), size};
    if (const auto file = keys::KeyFile::parse(text)) {
        static_cast<void>(file->slots());
        static_cast<void>(keys::compareKeyAnchor(*file, base::Secret(32), text));
    }
    // The same with the checksum mended, to get behind it.
    if (auto document = base::parseJson(text, {64 * 1024, 8}); document && document->is_object()) {
        document->erase("checksum");
        (*document)["checksum"] = base::toHex(crypto::sha256(base::toJsonText(*document)));
        if (const auto file = keys::KeyFile::parse(base::toJsonText(*document) + "\n"))
            openAll(*file);
    }
    // What reads as a recovery key is written as the same key.
    if (const auto key = keys::recoveryKeyFromText(base::Secret::fromText(text))) {
        const auto again = keys::recoveryText(*key);
        if (!again || !keys::recoveryKeyFromText(*again)->equals(*key))
            __builtin_trap();
    }
    return 0;
}
