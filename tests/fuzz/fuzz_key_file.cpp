// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/json.h"
#include "core/crypto/digest.h"
#include "core/keys/key_file.h"

#include <cstddef>
#include <cstdint>
#include <nlohmann/json.hpp>
#include <string>

using namespace keystead;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    const std::string_view text{reinterpret_cast<const char*>(data), size};
    if (const auto file = keys::KeyFile::parse(text))
        static_cast<void>(file->slots());
    // The same with the checksum mended, to get behind it.
    if (auto document = base::parseJson(text, {64 * 1024, 8}); document && document->is_object()) {
        document->erase("checksum");
        (*document)["checksum"] = base::toHex(crypto::sha256(base::toJsonText(*document)));
        if (const auto file = keys::KeyFile::parse(base::toJsonText(*document) + "\n"))
            static_cast<void>(file->openWithKeychainItem(file->slots().front().id, base::Secret(44)));
    }
    return 0;
}
